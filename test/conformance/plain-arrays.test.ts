/**
 * Ordinary arrays of numbers: the programs of the suite run on them too, natively where a copy can stand for the array, and the arrays are
 * compared afterwards with everything that they have.
 */
import type { Test } from 'tap';
import t from 'tap';
import { accelerate } from '../../lib/accelerate.js';
import type { NumericArray } from '../../lib/engine/frontend/interpret.js';
import { findResultDifference } from './compare.js';
import { makeInputs } from './inputs.js';
import type { Program, ProgramFunction } from './program.js';
import { PROGRAMS } from './programs/index.js';
import { makeRandomProgram } from './random-programs.js';
import { nativeUnavailable } from './tiers.js';

const skip = nativeUnavailable() ?? false;
const options = { compile: 'sync', level: 2 } as const;

/** The same arguments with an ordinary array for each typed one; one array stays one. */
function plainArguments(args: readonly unknown[]): unknown[] {
  const known = new Map<unknown, number[]>();
  return args.map((argument) => {
    if (!ArrayBuffer.isView(argument)) return argument;
    const plain = known.get(argument) ?? Array.from(argument as NumericArray);
    known.set(argument, plain);
    return plain;
  });
}

interface Run {
  readonly result: unknown;
  readonly error: string | undefined;
  readonly args: readonly unknown[];
}

function run(fn: ProgramFunction, args: readonly unknown[]): Run {
  try {
    return { result: fn(...args), error: undefined, args };
  } catch (error) {
    return { result: undefined, error: String(error), args };
  }
}

/** Length, every own property, and the sign of every zero. */
function describe(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (!Array.isArray(value)) return String(value);
  const properties = Object.entries(value).map(([key, element]) => `${key}: ${describe(element)}`);
  return `${value.length} of ${Object.getPrototypeOf(value) === Array.prototype} {${properties.join(', ')}}`;
}

function findDifference(expected: Run, actual: Run): string | undefined {
  if (expected.error !== actual.error) return `threw ${actual.error} instead of ${expected.error}`;
  const returned = findResultDifference(expected, actual);
  if (returned !== undefined) return `returned ${returned}`;
  const place = expected.args.findIndex((argument, index) => describe(argument) !== describe(actual.args[index]));
  return place < 0
    ? undefined
    : `argument ${place} is ${describe(actual.args[place])} instead of ${describe(expected.args[place])}`;
}

class Endless extends Error {}

/** Whether the call would make an ordinary array grow for ever, because it writes behind the end that it runs up to, or enormous. */
function isEndless({ fn, maximumLength }: Program, args: readonly unknown[]): boolean {
  const known = new Map<unknown, unknown>();
  const watched = args.map((argument) => {
    if (!Array.isArray(argument)) return argument;
    const watcher =
      known.get(argument) ??
      new Proxy(argument, {
        set: (target, key, value) => {
          const done = Reflect.set(target, key, value);
          if (target.length > 4 * maximumLength) throw new Endless();
          return done;
        },
      });
    known.set(argument, watcher);
    return watcher;
  });
  try {
    fn(...watched);
  } catch (error) {
    return error instanceof Endless;
  }
  return false;
}

const RANDOM_PROGRAMS = Number(process.env.JETLOOP_RANDOM_PROGRAMS ?? 50);

const tally = { native: 0, abandoned: 0, javascript: 0 };

function compareProgram(t: Test, program: Program, serial: number): void {
  const count = program.roles.filter((role) => role === 'array' || role === 'indices').length;
  if (count === 0) return;
  const kinds = Array.from({ length: count }, () => 'f64' as const);
  const fast = accelerate<ProgramFunction>(program.fn, options);
  const differences: string[] = [];
  for (const input of makeInputs(program, kinds, serial)) {
    if (isEndless(program, plainArguments(input.make()))) continue;
    const expected = run(program.fn, plainArguments(input.make()));
    const before = fast.stats().abandonedCalls;
    const actual = run(fast, plainArguments(input.make()));
    if (fast.level === 2) tally.native++;
    else if (fast.stats().abandonedCalls > before) tally.abandoned++;
    else tally.javascript++;
    const difference = findDifference(expected, actual);
    if (difference !== undefined) differences.push(`${input.label}: ${difference}`);
  }
  t.same(differences.slice(0, 3), [], program.name);
}

t.test('the programs of the suite on ordinary arrays', { skip }, (t) => {
  let serial = 0;
  for (const programs of Object.values(PROGRAMS)) {
    for (const program of programs) compareProgram(t, program, serial++);
  }
  t.comment(JSON.stringify(tally));
  t.ok(tally.native > 2000 && tally.abandoned > 200, JSON.stringify(tally));
  t.ok(tally.native > tally.javascript, 'most of them run');
  t.end();
});

t.test('random programs on ordinary arrays', { skip }, (t) => {
  for (let seed = 1; seed <= RANDOM_PROGRAMS; seed++) compareProgram(t, makeRandomProgram(seed), seed);
  t.comment(JSON.stringify(tally));
  t.end();
});

/** Doubles each element and the last one once more. */
function double(a: number[]): number {
  for (let i = 0; i < a.length; i++) a[i] = a[i]! * 2;
  a[a.length - 1]! += 1;
  return a.length;
}

function total(a: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]!;
  return sum;
}

class Special extends Array<number> {}

function holey(): number[] {
  const a = [1, 2, 3];
  a.length = 5;
  return a;
}

const FOREIGN: readonly (readonly [string, () => unknown])[] = [
  ['a hole', holey],
  ['an element that is no number', () => [1, '2', 3]],
  ['undefined in it', () => [1, undefined]],
  ['a bigint in it', () => [1, 2n]],
  ['an object in it', () => [1, { valueOf: () => 3 }]],
  ['a proxy', () => new Proxy([1, 2], {})],
  ['a subclass', () => Special.from([1, 2])],
  ['another prototype', () => Object.setPrototypeOf([1, 2], { __proto__: Array.prototype, 7: 5 }) as unknown],
  ['no prototype', () => Object.setPrototypeOf([1, 2], null) as unknown],
  ['nothing in it', () => []],
  ['a typed array', () => Float64Array.of(1, 2)],
  ['something like an array', () => ({ length: 2, 0: 1, 1: 2 })],
];

for (const fn of [double, total] as ProgramFunction[]) {
  t.test(`${fn.name}: whatever is passed, JavaScript decides`, { skip }, (t) => {
    const fast = accelerate(fn, options);
    for (const [name, make] of FOREIGN) {
      for (let turn = 0; turn < 3; turn++) {
        t.equal(findDifference(run(fn, [make()]), run(fast, [make()])), undefined, name);
        fast([1, 2.5, -0]);
        t.equal(fast.level, 2, `native again after ${name}`);
      }
    }
    t.end();
  });
}

t.test('arrays that must not be written throw as ever', { skip }, (t) => {
  const fast = accelerate(double, options);
  for (const seal of [Object.freeze, Object.seal, Object.preventExtensions]) {
    fast([1]);
    const make = (): unknown => seal([1, 2]);
    t.equal(findDifference(run(double, [make()]), run(fast, [make()])), undefined, seal.name);
    t.equal(fast.level, 0);
  }
  const sum = accelerate(total, options);
  t.equal(sum(Object.freeze([1, 2, 3])), 6);
  t.equal(sum.level, 2, 'what is only read may be frozen');
  t.end();
});

t.test('explain() says which array could not be copied, and how often', { skip }, (t) => {
  const weights = [1, 2];
  const weigh = (a: number[], b: number[]): number => a[0]! * weights[0]! + b[0]! * weights[1]!;
  const fast = accelerate(weigh, { ...options, scope: { weights } });
  t.equal(fast([1], [2]), 5);
  t.same(fast.explain().signatures[0]?.abandoned, []);
  for (let turn = 0; turn < 3; turn++) t.equal(fast([1], [2, '3' as never]), 5);
  t.equal(fast.level, 0);
  const column = weigh.toString().indexOf('b');
  t.match(fast.explain().signatures[0], {
    signature: 'number[], number[], number[]',
    abandoned: [{ code: 'unfit-array', line: 1, column, calls: 3 }],
  });
  weights.push('many' as never);
  fast([1], [2]);
  t.match(fast.explain().signatures[0]?.abandoned, [{ column }, { code: 'unfit-array', calls: 1 }]);
  t.match(fast.stats(), { calls: 5, nativeCalls: 1, abandonedCalls: 4 });
  t.end();
});

t.test('arrays do not grow natively, and get no odd properties', { skip }, (t) => {
  const put = (a: number[], i: number, x: number): number => (a[i] = x);
  const fast = accelerate(put, options);
  for (const index of [0, -0, 1, 2, 3, 5, -1, 0.5, NaN, 2 ** 32, Infinity]) {
    const expected = run(put, [[1, 2], index, 7]);
    t.equal(findDifference(expected, run(fast, [[1, 2], index, 7])), undefined, `${index}`);
  }
  t.match(fast.explain([1], 1, 1).signatures[0]?.abandoned, [{ code: 'outside-array', line: 1 }]);
  t.end();
});

t.test('a prototype with elements is seen', { skip }, (t) => {
  const at = (a: number[], i: number): number | undefined => a[i];
  const fast = accelerate(at, options);
  t.equal(fast([1, 2], 1), 2);
  const { prototype } = Array as unknown as { prototype: Record<string, number> };
  prototype[3] = 33;
  prototype[-1] = -11;
  try {
    t.equal(fast([1, 2], 3), 33);
    t.equal(fast([1, 2], -1), -11);
    t.equal(fast([1, 2], 2), undefined);
  } finally {
    delete prototype[3];
    delete prototype[-1];
  }
  t.end();
});

t.test('one array passed twice is one array', { skip }, (t) => {
  const shift = (to: number[], from: number[]): void => {
    for (let i = 1; i < to.length; i++) to[i] = from[i - 1]! + 1;
  };
  const fast = accelerate(shift, options);
  fast([1, 2], [3, 4]);
  for (let turn = 0; turn < 3; turn++) {
    const a = [1, 2, 3, 4];
    fast(a, a);
    t.same(a, [1, 2, 3, 4]);
    t.equal(fast.level, 2);
    const b = [9, 9, 9];
    fast(b, [5, 6, 7]);
    t.same(b, [9, 6, 7]);
    t.equal(fast.level, 2);
  }
  t.end();
});

t.test('typed and ordinary arrays together, and undefined that would be written', { skip }, (t) => {
  const take = (to: number[], from: Float64Array, i: number): void => {
    to[0] = from[i]!;
    from[0] = to[1]!;
  };
  const fast = accelerate(take, options);
  for (const index of [0, 1, 5]) {
    const expected = run(take as ProgramFunction, [[1, 2], Float64Array.of(3, 4), index]);
    const actual = run(fast as ProgramFunction, [[1, 2], Float64Array.of(3, 4), index]);
    t.equal(findDifference(expected, actual), undefined);
    t.same(actual.args[1], expected.args[1]);
  }
  t.equal(fast.stats().abandonedCalls, 1);
  t.end();
});

t.test('a throw in the middle leaves what the function leaves', { skip }, (t) => {
  const roots = (a: number[]): void => {
    for (let i = 0; i < a.length; i++) {
      if (a[i]! < 0) throw new RangeError(`element ${i}`);
      a[i] = Math.sqrt(a[i]!);
    }
  };
  const fast = accelerate(roots, options);
  for (const values of [[4, 9], [4, -9, 16], [-1], [0, -0, -5]]) {
    t.equal(
      findDifference(run(roots as ProgramFunction, [[...values]]), run(fast as ProgramFunction, [[...values]])),
      undefined,
    );
  }
  t.equal(fast.stats().abandonedCalls, 3);
  t.end();
});

t.test('methods are the engine’s own, or the call is JavaScript’s', { skip }, (t) => {
  const find = (a: number[], x: number): number => a.indexOf(x) + (a.includes(x) ? 10 : 0);
  const fast = accelerate(find, options);
  t.equal(fast([3, 4, 5], 5), 12);
  t.equal(fast.level, 2);
  const own = Object.assign([3, 4, 5], { indexOf: () => 100 });
  t.equal(fast(own, 5), 110);
  t.equal(fast.level, 0);
  const { indexOf } = Array.prototype;
  Array.prototype.indexOf = () => 50;
  try {
    t.equal(fast([3, 4, 5], 5), 60);
  } finally {
    Array.prototype.indexOf = indexOf;
  }
  t.equal(fast([3, 4, 5], 5), 12);
  t.end();
});

t.test('captured arrays', { skip }, (t) => {
  const weights = [0.5, 0.25];
  const counts = [0, 0, 0];
  const weigh = (a: Float64Array, b: number[]): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
      const k = a[i]! & 1;
      sum += weights[k]! * b[k]!;
      counts[k]! += 1;
    }
    return sum;
  };
  const fast = accelerate(weigh, { ...options, scope: { weights, counts } });
  t.equal(fast(Float64Array.of(1, 2, 3), [2, 4]), 3);
  t.equal(fast.level, 2, String(fast.explain(Float64Array.of(1), [1, 2])));
  t.same(counts, [1, 2, 0]);
  weights[1] = 1;
  t.equal(fast(Float64Array.of(1), counts), 2, 'one of them passed as an argument, too');
  t.same(counts, [1, 3, 0]);
  t.end();
});

t.test('verified calls compare ordinary arrays', { skip }, (t) => {
  const fast = accelerate(double, { ...options, verify: 3 });
  const a = [1, 2];
  fast(a);
  t.same(a, [2, 5]);
  t.match(fast.stats(), { verifiedCalls: 1, mismatches: 0 });
  t.end();
});
