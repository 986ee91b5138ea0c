import type { Test } from 'tap';
import t from 'tap';
import type { Argument, NumericArray } from '../../../../lib/engine/frontend/interpret.js';
import { Abandoned, InterpreterError, interpretKernel } from '../../../../lib/engine/frontend/interpret.js';
import type { ElementKind } from '../../../../lib/engine/frontend/ir.js';
import { ELEMENT_KINDS } from '../../../../lib/engine/frontend/ir.js';
import { readKernel } from '../../../../lib/engine/frontend/read.js';
import { verifyKernel } from '../../../../lib/engine/frontend/verify.js';
import { EDGE_DOUBLES, EDGE_INT32, EDGE_INT64 } from '../../../support/edge-values.js';
import { makeRandomKernel } from './random-kernel.js';

const CONSTRUCTORS = {
  i8: Int8Array,
  u8: Uint8Array,
  u8c: Uint8ClampedArray,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
  f32: Float32Array,
  f64: Float64Array,
} satisfies Record<ElementKind, unknown>;

function run(params: string, body: string, args: readonly Argument[], options?: { steps?: number; alias?: string }) {
  const kernel = readKernel(`(kernel "test" (params ${params}) (alias ${options?.alias ?? 'none'}) (body ${body}))`);
  t.same(verifyKernel(kernel), []);
  return interpretKernel(kernel, args, options);
}

/** Equality that tells -0 from 0 and NaN from anything else. */
function is(t: Test, actual: unknown, expected: unknown, message?: string): void {
  t.ok(Object.is(actual, expected), `${message ?? ''} ${String(actual)} is ${String(expected)}`);
}

/** Equality of every byte. */
function sameBytes(t: Test, actual: NumericArray, expected: NumericArray, message: string): void {
  t.ok(
    Buffer.from(actual.buffer).equals(Buffer.from(expected.buffer)),
    `${message}: [${actual.join()}] is [${expected.join()}]`,
  );
}

t.test('a parallel loop runs in the order that is asked for', (t) => {
  const kernel = (mark: string, type: string, index = '$i') =>
    readKernel(`(kernel "k" (params (array $a f64 write) (i32 $n)) (alias none) (body
      (let $i ${type} (${type} 2))
      (loop $l ${mark} (while (${type}.lt $i ${type === 'i32' ? '$n' : '(i64.from_i32 $n)'}))
        (body (if (${type}.eq $i (${type} 3)) (then (continue $l)))
              (store $a ${index} (f64.from_${type} $i)))
        (step (set $i (${type}.add.nowrap $i (${type} 1)))))
      (return (f64.from_${type} $i))))`);
  /** What the array holds after each iteration of a loop that runs backwards, and at the end; the counter. */
  const runBackwards = (mark: string, type: string, n: number) => {
    const array = new Float64Array(6);
    const seen: string[] = [];
    function* reversed(iterations: number) {
      for (let iteration = iterations - 1; iteration >= 0; iteration--) {
        yield iteration;
        seen.push(array.join(''));
      }
    }
    const result = interpretKernel(kernel(mark, type), [array, n], { order: reversed });
    return [...seen, array.join(''), result];
  };
  for (const type of ['i32', 'i64']) {
    t.same(verifyKernel(kernel('parallel', type)), []);
    t.same(runBackwards('parallel', type, 6), ['000005', '000045', '000045', '002045', '002045', 6]);
    t.same(runBackwards('', type, 6), ['002045', 6], 'only what is marked');
    t.same(runBackwards('parallel', type, 1), ['000000', 2], 'no iteration, and the counter stays');
    const meeting = kernel('parallel', type, `(${type} 0)`);
    t.throws(
      () => interpretKernel(meeting, [new Float64Array(1), 6]),
      /iterations of a parallel loop meet in \$a at 0/,
    );
  }
  t.end();
});

t.test('control flow', (t) => {
  const loop = (body: string) => `
    (let $i f64 (f64 0)) (let $s f64 (f64 0))
    (loop $l (while (f64.lt $i (f64 10))) (body ${body} (set $s (f64.add $s $i))) (step (set $i (f64.add $i (f64 1)))))
    (return $s)`;
  is(t, run('', loop(''), []), 45);
  is(t, run('', loop('(if (f64.eq $i (f64 3)) (then (continue $l)))'), []), 42);
  is(t, run('', loop('(if (f64.eq $i (f64 3)) (then (break $l)))'), []), 3);
  is(t, run('', loop('(if (f64.eq $i (f64 3)) (then (return true)))'), []), true);
  is(t, run('', loop('(block $b (if (f64.lt $i (f64 9)) (then (break $b))) (return (f64 -0)))'), []), -0);
  is(t, run('', loop('(loop $m (while true) (body (continue $l)) (step))'), []), 0);
  is(t, run('', loop('(loop $m (while true) (body (break $m)) (step))'), []), 45);
  is(t, run('(f64 $x)', '(if (f64.gt $x (f64 1)) (then (return $x)) (else (return false)))', [2]), 2);
  is(t, run('(f64 $x)', '(if (f64.gt $x (f64 1)) (then (return $x)) (else (return false)))', [NaN]), false);
  is(t, run('(f64 $x)', '(if (f64.gt $x (f64 1)) (then (return $x)))', [0]), undefined);
  is(t, run('', '(return)', []), undefined);
  t.end();
});

t.test('an abandoned run leaves the arrays as they were', (t) => {
  const a = new Float64Array([1, 2]);
  const body = '(store $a (f64 0) $x) (if (f64.gt $x (f64 5)) (then (abandon @2:7))) (store $a (f64 1) $x)';
  const given = run('(array $a f64 write) (f64 $x)', body, [a, 6]);
  t.same(given, new Abandoned({ line: 2, column: 7 }));
  t.same(a, new Float64Array([1, 2]));
  is(t, run('(array $a f64 write) (f64 $x)', body, [a, 4]), undefined);
  t.same(a, new Float64Array([4, 4]));
  t.same(run('', '(loop $l (while true) (body (abandon)) (step))', []), new Abandoned(undefined));
  t.end();
});

t.test('lazy operations do not evaluate what is not needed', (t) => {
  const poison = '(i32.eq (i32.div (i32 1) (i32 0)) (i32 0))';
  is(t, run('', `(return (bool.and false ${poison}))`, []), false);
  is(t, run('', `(return (bool.or true ${poison}))`, []), true);
  is(t, run('', `(return (select true (f64 1) (f64.from_bool ${poison})))`, []), 1);
  is(t, run('', `(return (select false (f64.from_bool ${poison}) (f64 2)))`, []), 2);
  is(t, run('', '(return (bool.and true false))', []), false);
  is(t, run('', '(return (bool.or false true))', []), true);
  for (const op of ['(bool.and true', '(bool.or false', '(bool.eq true']) {
    t.throws(() => run('', `(return ${op} ${poison}))`, []), /i32.div by zero/);
  }
  t.end();
});

const INDICES: readonly number[] = [
  0,
  -0,
  1,
  2,
  3,
  -1,
  0.5,
  2.999,
  NaN,
  Infinity,
  -Infinity,
  2 ** 31,
  2 ** 32,
  2 ** 32 + 1,
  2 ** 53,
  1e300,
];

t.test('loads and stores are total', (t) => {
  for (const kind of ELEMENT_KINDS) {
    for (const index of INDICES) {
      const make = () => CONSTRUCTORS[kind].of(1, 2, 3);
      const expected = make();
      is(t, run(`(array $a ${kind} read) (f64 $i)`, '(return (load $a $i))', [make(), index]), Number(expected[index]));
      is(
        t,
        run(`(array $a ${kind} read) (f64 $i)`, '(return (inbounds $a $i))', [make(), index]),
        expected[index] !== undefined,
      );
      expected[index] = 7;
      const actual = make();
      run(`(array $a ${kind} write) (f64 $i)`, '(store $a $i (f64 7))', [actual, index]);
      sameBytes(t, actual, expected, `${kind}[${index}]`);
    }
  }
  for (const index of [-1, 3, -2147483648, 2147483647]) {
    is(t, run('(array $a f64 read) (i32 $i)', '(return (load $a $i))', [Float64Array.of(1, 2, 3), index]), NaN);
  }
  is(t, run('(array $a u8 read)', '(return (load $a (i64 4294967297)))', [Uint8Array.of(1, 2, 3)]), NaN);
  is(t, run('(array $a u8 read)', '(return (f64.from_i64 (length $a)))', [Uint8Array.of(1, 2, 3)]), 3);
  t.end();
});

t.test('every store converts as JavaScript does', (t) => {
  for (const kind of ELEMENT_KINDS) {
    for (const value of EDGE_DOUBLES) {
      for (const store of ['store', 'store.inbounds']) {
        const actual = new CONSTRUCTORS[kind](1);
        run(`(array $a ${kind} write) (f64 $x)`, `(${store} $a (i32 0) $x)`, [actual, value]);
        sameBytes(t, actual, CONSTRUCTORS[kind].of(value), `${store} ${kind} ${value}`);
      }
    }
    for (const value of EDGE_INT32) {
      const actual = new CONSTRUCTORS[kind](1);
      run(`(array $a ${kind} write) (i32 $x)`, '(store.inbounds $a (i64 0) $x)', [actual, value]);
      sameBytes(t, actual, CONSTRUCTORS[kind].of(value), `${kind} ${value}`);
    }
    for (const value of EDGE_INT64) {
      const actual = new CONSTRUCTORS[kind](1);
      run(`(array $a ${kind} write)`, `(store.inbounds $a (i32 0) (i64 ${value}))`, [actual]);
      sameBytes(t, actual, storeInteger(kind, value), `${kind} ${value}n`);
    }
  }
  t.end();
});

/** Stores an integer by what docs/ir.md says: modulo the width, clamped, or as the nearest double. */
function storeInteger(kind: ElementKind, value: bigint): NumericArray {
  const array = new CONSTRUCTORS[kind](1);
  if (kind === 'u8c') {
    array[0] = Number([0n, value, 255n].sort((a, b) => (a < b ? -1 : 1))[1]);
  } else if (kind === 'f32' || kind === 'f64') {
    array[0] = Number(value);
  } else {
    new DataView(array.buffer).setUint8(0, Number(value & 255n));
    for (let byte = 0; byte < array.BYTES_PER_ELEMENT; byte++) {
      new DataView(array.buffer).setUint8(byte, Number((value >> BigInt(8 * byte)) & 255n));
    }
  }
  return array;
}

t.test('load.inbounds and load.or_zero give the type of the element', (t) => {
  const toF64 = { i32: 'f64.from_i32', i64: 'f64.from_i64', f64: 'f64.abs' } as const;
  for (const [kind, value, type] of [
    ['i8', -128, 'i32'],
    ['u8', 255, 'i32'],
    ['u8c', 255, 'i32'],
    ['i16', -32768, 'i32'],
    ['u16', 65535, 'i32'],
    ['i32', -2147483648, 'i32'],
    ['u32', 4294967295, 'i64'],
    ['f32', 1.5, 'f64'],
    ['f64', 1e300, 'f64'],
  ] as const) {
    const body = `(return (${toF64[type]} (load.inbounds $a (i32 0))))`;
    is(t, run(`(array $a ${kind} read)`, body, [CONSTRUCTORS[kind].of(value)]), value, kind);
    if (type === 'f64') continue;
    for (const [index, element] of [
      ['(i32 0)', value],
      ['(f64 -0)', value],
      ['(i64 1)', 0],
      ['(i32 -1)', 0],
      ['(f64 0.5)', 0],
      ['(f64 nan)', 0],
      ['(f64 4294967296)', 0],
    ] as const) {
      const orZero = `(return (${toF64[type]} (load.or_zero $a ${index})))`;
      is(t, run(`(array $a ${kind} read)`, orZero, [CONSTRUCTORS[kind].of(value)]), element, `${kind} ${index}`);
    }
  }
  t.end();
});

t.test('what is undefined is an error', (t) => {
  const a = Float64Array.of(1, 2, 3);
  const read = '(array $a f64 read)';
  const write = '(array $a f64 write)';
  for (const index of ['(i32 3)', '(i32 -1)', '(i64 4294967296)']) {
    t.throws(() => run(read, `(return (load.inbounds $a ${index}))`, [a]), /load.inbounds of \$a at .*, outside/);
    t.throws(() => run(write, `(store.inbounds $a ${index} (f64 1))`, [a]), /store.inbounds to \$a at .*, outside/);
  }
  t.throws(() => run('', '(let $x f64) (return $x)', []), /\$x is read before it is set/);
  const secondRound = `(let $i i32 (i32 0)) (loop $l (while (i32.lt $i (i32 2)))
    (body (let $x f64) (if (i32.eq $i (i32 0)) (then (set $x (f64 1)))) (if (f64.eq $x (f64 2)) (then (break $l)))) (step (set $i (i32.add $i (i32 1)))))`;
  t.throws(
    () => run('', secondRound, []),
    /\$x is read before it is set/,
    'a let in a loop is a fresh variable each time',
  );
  t.throws(() => run('', '(loop $l (while true) (body) (step))', [], { steps: 1000 }), /the budget of steps is spent/);
  t.end();
});

t.test('arguments must fit the parameters', (t) => {
  const refuses = (params: string, args: readonly unknown[]) =>
    t.throws(() => run(params, '', args as Argument[]), InterpreterError, `${params} ${args.join()}`);
  refuses('(i32 $x)', [1.5]);
  refuses('(i32 $x)', [-0]);
  refuses('(i32 $x)', [2 ** 31]);
  refuses('(i32 $x)', []);
  refuses('(f64 $x)', [true]);
  refuses('(bool $x)', [1]);
  refuses('(array $x f64 read)', [new Float32Array(1)]);
  refuses('(array $x u8 read)', [new Uint8ClampedArray(1)]);
  refuses('(array $x f64 read)', [1]);
  refuses('(array $x f64 read)', [[1]]);
  const buffer = new ArrayBuffer(64);
  const [low, high, middle] = [0, 32, 16].map((offset) => new Float64Array(buffer, offset, 4)) as [
    NumericArray,
    NumericArray,
    NumericArray,
  ];
  const two = '(array $x f64 write) (array $y f64 read)';
  is(t, run(two, '', [low, high]), undefined);
  refuses(two, [low, middle]);
  refuses(two, [middle, low]);
  refuses(two, [low, low]);
  is(t, run(two.replace('write', 'read'), '', [low, low]), undefined);
  is(t, run(two, '', [low, low], { alias: 'may' }), undefined);
  t.end();
});

t.test('random kernels run to their end, the same way every time', (t) => {
  let returned = 0;
  for (let seed = 1; seed <= 500; seed++) {
    const kernel = makeRandomKernel(seed);
    const runOnce = () => {
      const args = kernel.parameters.map((parameter) =>
        parameter.kind === 'array'
          ? new CONSTRUCTORS[parameter.element](5).map((_, index) => index * 50 - 100)
          : { i32: -7, f64: 2.5, bool: true }[parameter.type],
      );
      return [interpretKernel(kernel, args), ...args];
    };
    const first = runOnce();
    returned += Number(first[0] !== undefined);
    if (seed % 25 === 0) {
      t.same(runOnce(), first, `seed ${seed}`);
    }
  }
  t.ok(returned > 400, `${returned} of 500 returned a value`);
  t.end();
});

t.test('results are handed to who asks for them', (t) => {
  const kernel = readKernel(
    `(kernel "test" (params (f64 $x) (result $r 2)) (alias none)
      (body (store $r (f64 0) $x) (store $r (f64 1) (f64.neg (load $r (f64 0)))) (return (f64 7))))`,
  );
  const results = new Float64Array(3).fill(9);
  for (const x of [-0, 2.5]) {
    is(t, interpretKernel(kernel, [x], { results }), 7);
    results.forEach((result, index) => is(t, result, [x, -x, 9][index]));
  }
  t.end();
});
