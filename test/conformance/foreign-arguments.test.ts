/**
 * Calls whose arguments no kernel takes, made to a function that is native already: whatever plain JavaScript does with them, the
 * accelerated function does too, errors and the state they leave included.
 */
import { inspect } from 'node:util';
import { isTypedArray } from 'node:util/types';
import { runInNewContext } from 'node:vm';
import t from 'tap';
import { accelerate } from '../../lib/accelerate.js';
import type { ProgramFunction } from './program.js';
import { nativeUnavailable } from './tiers.js';

const scale: ProgramFunction = function scale(y, x, k) {
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    y[i] = x[i] * k;
    sum += y[i];
  }
  return sum;
};

const last: ProgramFunction = function last(a) {
  return a[a.length - 1];
};

const increment: ProgramFunction = (x) => x + 1;

const doubles = (...values: number[]) => Float64Array.from(values);

/** A typed array over a buffer that can be resized, which older type definitions do not know. */
function resizable(
  bytes: number,
  maximum: number,
): { buffer: ArrayBuffer & { resize(bytes: number): void }; array: Float64Array } {
  const Constructor = ArrayBuffer as unknown as new (
    bytes: number,
    options: object,
  ) => ArrayBuffer & { resize(bytes: number): void };
  const buffer = new Constructor(bytes, { maxByteLength: maximum });
  return { buffer, array: new Float64Array(buffer) };
}

class Tagged extends Float64Array {
  override get length(): number {
    return 2;
  }
}

const CASES: readonly [name: string, fn: ProgramFunction, make: () => unknown[]][] = [
  ['plain arrays', scale, () => [[1, 2, 3], [4, 5, 6], 2]],
  ['a plain array and a typed one', scale, () => [doubles(1, 2, 3), [4, 5], 2]],
  ['an array with holes', scale, () => [doubles(1, 2, 3), [4, , 6], 2]],
  ['strings in an array', scale, () => [doubles(1, 2), ['4', 'x'], 2]],
  ['an array-like object', scale, () => [{ length: 2, 0: 1, 1: 2 }, doubles(3, 4), 2]],
  ['BigInt arrays', scale, () => [new BigInt64Array(2), doubles(1, 2), 2]],
  ['a BigInt array read', scale, () => [doubles(1, 2), BigInt64Array.of(1n, 2n), 2]],
  ['a BigInt factor', scale, () => [doubles(1, 2), doubles(3, 4), 2n]],
  ['a string factor', scale, () => [doubles(1, 2), doubles(3, 4), '2']],
  ['an object factor', scale, () => [doubles(1, 2), doubles(3, 4), { valueOf: () => 3 }]],
  ['a symbol factor', scale, () => [doubles(1, 2), doubles(3, 4), Symbol('k')]],
  ['a null factor', scale, () => [doubles(1, 2), doubles(3, 4), null]],
  ['a missing factor', scale, () => [doubles(1, 2), doubles(3, 4)]],
  ['a missing array', scale, () => [doubles(1, 2)]],
  ['no arguments', scale, () => []],
  ['null for an array', scale, () => [null, doubles(3, 4), 2]],
  ['more arguments than parameters', scale, () => [doubles(1, 2), doubles(3, 4), 2, 'more', {}]],
  ['another order of arguments', scale, () => [2, doubles(3, 4), doubles(1, 2)]],
  ['a Node buffer', scale, () => [Buffer.alloc(3, 1), doubles(100, 200, 300), 2]],
  ['a subclass with a length of its own', scale, () => [new Tagged([1, 2, 3]), doubles(4, 5, 6), 2]],
  [
    'an array with a length of its own',
    scale,
    () => [Object.defineProperty(doubles(1, 2, 3), 'length', { value: 1 }), doubles(4, 5, 6), 2],
  ],
  [
    'an array with another prototype',
    scale,
    () => [Object.setPrototypeOf(doubles(1, 2), { length: 5 }), doubles(4, 5, 6), 2],
  ],
  [
    'an array with an element beyond its end in its prototype',
    last,
    () => [Object.setPrototypeOf(doubles(), { length: 1, 0: 7 })],
  ],
  ['a proxy', scale, () => [new Proxy([1, 2], {}), doubles(3, 4), 2]],
  ['a proxy of a typed array', scale, () => [new Proxy(doubles(1, 2), {}), doubles(3, 4), 2]],
  ['a data view', last, () => [new DataView(new ArrayBuffer(8))]],
  ['a function', last, () => [(a: number, b: number) => a + b]],
  ['a string', last, () => ['text']],
  ['arrays of another realm', scale, () => [runInNewContext('Float64Array.of(1, 2, 3)'), doubles(4, 5, 6), 2]],
  ['shared memory', scale, () => [new Float64Array(new SharedArrayBuffer(24)), doubles(4, 5, 6), 2]],
  [
    'a detached array',
    scale,
    () => {
      const array = doubles(1, 2, 3);
      structuredClone(array.buffer, { transfer: [array.buffer] });
      return [doubles(9, 9), array, 2];
    },
  ],
  [
    'a detached array written',
    scale,
    () => {
      const array = doubles(1, 2, 3);
      structuredClone(array.buffer, { transfer: [array.buffer] });
      return [array, doubles(9, 9), 2];
    },
  ],
  [
    'an array that has grown',
    scale,
    () => {
      const { array, buffer } = resizable(16, 64);
      buffer.resize(40);
      return [array, doubles(1, 2, 3, 4, 5, 6), 2];
    },
  ],
  [
    'an array that has shrunk',
    scale,
    () => {
      const { array, buffer } = resizable(64, 64);
      buffer.resize(16);
      return [doubles(1, 2, 3, 4), array, 2];
    },
  ],
  [
    'a view that is out of bounds',
    scale,
    () => {
      const { buffer } = resizable(64, 64);
      const view = new Float64Array(buffer, 16, 4);
      buffer.resize(24);
      return [doubles(1, 2, 3), view, 2];
    },
  ],
  ['a string operand', increment, () => ['1']],
  ['a Number object', increment, () => [new Number(1)]],
  ['undefined', increment, () => [undefined]],
  ['a BigInt', increment, () => [1n]],
  ['an object that throws', increment, () => [{ valueOf: () => JSON.parse('{') as number }]],
  ['a date', increment, () => [new Date(0)]],
  ['an array', increment, () => [[5]]],
];

/** A property as typed arrays are born with it, whatever the array has been given since. */
function typedArrayProperty(name: string | symbol, array: object): unknown {
  const prototype = Object.getPrototypeOf(Float64Array.prototype) as object;
  return Object.getOwnPropertyDescriptor(prototype, name)?.get?.call(array);
}

/** What a call did, as data. */
function observe(fn: ProgramFunction, args: unknown[]): unknown {
  let outcome: unknown;
  try {
    outcome = { returned: show(fn(...args)) };
  } catch (error) {
    outcome = { threw: error instanceof Error ? `${error.constructor.name}: ${error.message}` : show(error) };
  }
  return { outcome, after: args.map(show) };
}

function show(value: unknown): string {
  if (isTypedArray(value)) {
    const [buffer, offset, bytes] = ['buffer', 'byteOffset', 'byteLength'].map((name) =>
      typedArrayProperty(name, value),
    );
    // A detached buffer cannot be looked into, not even for no bytes.
    const contents =
      bytes === 0 ? '' : Buffer.from(buffer as ArrayBuffer, offset as number, bytes as number).toString('hex');
    return `${String(typedArrayProperty(Symbol.toStringTag, value))} ${contents}`;
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, show).join()}]`;
  }
  if (typeof value === 'object') {
    return `${Object.prototype.toString.call(value)} ${JSON.stringify(value)}`;
  }
  return Object.is(value, -0) ? '-0' : `${typeof value} ${inspect(value)}`;
}

t.test('foreign arguments', (t) => {
  const accelerated = new Map<ProgramFunction, ProgramFunction>();
  for (const [fn, args] of [
    [scale, [doubles(1, 2), doubles(3, 4), 2]],
    [last, [doubles(1, 2)]],
    [increment, [1]],
  ] as const) {
    const wrapper = accelerate(fn, { compile: 'sync', level: 2 });
    wrapper(...args);
    if (nativeUnavailable() === undefined) {
      t.equal(wrapper.level, 2, `${fn.toString().slice(0, 20)} is native`);
    }
    accelerated.set(fn, wrapper);
  }
  for (const [name, fn, make] of CASES) {
    const wrapper = accelerated.get(fn) as ProgramFunction;
    const expected = observe(fn, make());
    t.same(observe(wrapper, make()), expected, name);
    t.same(observe(wrapper, make()), expected, `${name}, again`);
  }
  t.end();
});

t.test('a property that appears on the prototype later is seen', (t) => {
  const wrapper = accelerate(last, { compile: 'sync', level: 2 });
  t.equal(wrapper(doubles()), undefined);
  const prototype = Object.getPrototypeOf(Float64Array.prototype) as object;
  const original = Object.getOwnPropertyDescriptor(prototype, 'length') as PropertyDescriptor;
  Object.defineProperty(Float64Array.prototype, 'length', { get: () => 1, configurable: true });
  try {
    t.equal(wrapper(doubles(5, 6)), 5, 'the length of every array is 1 now');
  } finally {
    delete (Float64Array.prototype as { length?: number }).length;
  }
  t.same(Object.getOwnPropertyDescriptor(prototype, 'length'), original);
  t.equal(wrapper(doubles(5, 6)), 6);
  t.end();
});
