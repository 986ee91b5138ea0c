import { runInNewContext } from 'node:vm';
import t from 'tap';
import { argumentsOverlap } from '../../../../lib/engine/dispatch/overlap.js';
import type { Plan } from '../../../../lib/engine/dispatch/plan.js';
import { SignatureTable } from '../../../../lib/engine/dispatch/signature-table.js';
import {
  BOOL,
  F64,
  I32,
  OTHER,
  argumentType,
  describeSignature,
  describeValue,
  extent,
  kindOf,
} from '../../../../lib/engine/dispatch/signature.js';

const settings = { verify: 0, pinned: undefined, onRouteChange: () => undefined };

t.test('numbers are int32 or double, -0 is a double', (t) => {
  for (const value of [0, 1, -1, 2 ** 31 - 1, -(2 ** 31)]) t.equal(kindOf(value), I32, String(value));
  for (const value of [-0, 0.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31) - 1, 5e-324])
    t.equal(kindOf(value), F64, String(value));
  t.equal(kindOf(true), BOOL);
  t.end();
});

t.test('every numeric typed array, subclasses included, and nothing that only looks like one', (t) => {
  const kinds = [
    [new Int8Array(1), 'i8'],
    [new Uint8Array(1), 'u8'],
    [Buffer.alloc(1), 'u8'],
    [new Uint8ClampedArray(1), 'u8c'],
    [new Int16Array(1), 'i16'],
    [new Uint16Array(1), 'u16'],
    [new Int32Array(1), 'i32'],
    [new Uint32Array(1), 'u32'],
    [new Float32Array(1), 'f32'],
    [new Float64Array(new SharedArrayBuffer(8)), 'f64'],
    [new (class extends Float64Array {})(1), 'f64'],
  ] as const;
  for (const [value, element] of kinds) t.same(argumentType(kindOf(value)), { kind: 'array', element });
  const others = [
    null,
    'text',
    1n,
    Symbol('s'),
    ['1', 2],
    [, 2],
    Object.defineProperty([1, 2], 0, { get: () => 1 }),
    new (class extends Array<number> {})(3),
    new Proxy([1, 2], {}),
    Object.setPrototypeOf([1, 2], null),
    runInNewContext('[1, 2]'),
    {},
    () => 1,
    new BigInt64Array(1),
    new BigUint64Array(1),
    new DataView(new ArrayBuffer(8)),
    new ArrayBuffer(8),
    Object.create(Float64Array.prototype),
    new Proxy(new Float64Array(1), {}),
    { [Symbol.toStringTag]: 'Float64Array' },
  ];
  for (const value of others) t.equal(kindOf(value), OTHER, describeValue(value));
  t.end();
});

t.test('ordinary arrays that begin with a number, or are empty', (t) => {
  const plain = { kind: 'array', element: 'f64', isPlain: true };
  for (const value of [[1, 2], [0.5], [NaN, 'text'], [], Object.freeze([1])])
    t.same(argumentType(kindOf(value)), plain);
  t.equal(extent([1, 2, 3]), 3);
  t.equal(describeSignature(Uint8Array.of(kindOf([1]), kindOf(1))), 'number[], i32');
  const array = [1, 2];
  const overlap = (args: readonly unknown[]): boolean => argumentsOverlap(args, [0, 1], [0]);
  t.equal(overlap([array, array]), true, 'the same array twice');
  t.equal(overlap([array, [1, 2]]), false);
  t.equal(overlap([array, Float64Array.of(1, 2)]), false);
  t.end();
});

t.test('looking at an argument runs none of its code', (t) => {
  const trap = (): never => {
    throw new Error('observed');
  };
  const hostile = new Proxy(
    {},
    { get: trap, has: trap, getPrototypeOf: trap, ownKeys: trap, getOwnPropertyDescriptor: trap },
  );
  t.equal(kindOf(hostile), OTHER);
  t.equal(extent(hostile), 0);
  const array = Object.defineProperty(new Float64Array(3), 'length', { get: trap });
  t.same(argumentType(kindOf(array)), { kind: 'array', element: 'f64' });
  t.equal(extent(array), 3);
  t.end();
});

t.test('overlap', (t) => {
  const memory = new ArrayBuffer(64);
  const first = new Float64Array(memory, 0, 4);
  const second = new Float64Array(memory, 32, 4);
  const middle = new Uint8Array(memory, 31, 2);
  const overlap = (args: readonly unknown[], written: readonly number[]): boolean =>
    argumentsOverlap(args, [...args.keys()], written);
  t.equal(overlap([first, second], [0, 1]), false, 'neighbours');
  t.equal(overlap([first, middle], [0]), true);
  t.equal(overlap([first, middle], []), false, 'nothing is written');
  t.equal(overlap([first, first], [1]), true, 'the same array twice');
  t.equal(overlap([second, first, middle], [2]), true);
  t.equal(overlap([first, new Float64Array(4)], [0, 1]), false, 'other memory');
  t.equal(
    overlap([first, new Float64Array(memory, 8, 0)], [0]),
    true,
    'an empty view inside counts, which costs nothing but speed',
  );
  t.end();
});

t.test('one plan per signature; int32 widens to double once a double was seen', (t) => {
  const table = new SignatureTable(2, settings);
  const array = new Float64Array(1);
  const narrow = table.planFor([array, 2]) as Plan;
  t.equal(narrow.label, 'f64[], i32');
  t.equal(table.planFor([array, 7]), narrow);
  const wide = table.planFor([array, 2.5]) as Plan;
  t.equal(wide.label, 'f64[], f64');
  t.equal(table.planFor([array, 2]), wide, 'an int32 fits a double');
  t.same(table.plans, [wide], 'the narrow plan is given up');
  const other = table.planFor([new Int8Array(1), 3]) as Plan;
  t.equal(other.label, 'i8[], f64', 'the parameter stays a double');
  t.equal(table.planFor([array, 9]), wide);
  t.end();
});

t.test('the number of plans is bounded', (t) => {
  const table = new SignatureTable(2, settings);
  const arrays = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array].map((constructor) => new constructor(1));
  const plans = arrays.flatMap((one) => arrays.map((other) => table.planFor([one, other])));
  t.equal(plans.filter((plan) => plan !== undefined).length, 16);
  t.equal(table.plans.length, 16);
  t.end();
});

t.test('missing arguments and undefined are of one kind', (t) => {
  t.equal(new SignatureTable(2, settings).planFor([1])?.label, 'i32, undefined');
  t.equal(new SignatureTable(2, settings).planFor([null, undefined])?.label, 'other, undefined');
  t.end();
});
