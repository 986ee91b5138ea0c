import t from 'tap';
import * as ir from '../../../../lib/engine/frontend/ir.js';
import { printExpression, printKernel } from '../../../../lib/engine/frontend/print.js';
import { IrSyntaxError, readKernel } from '../../../../lib/engine/frontend/read.js';
import { verifyKernel } from '../../../../lib/engine/frontend/verify.js';
import { EDGE_DOUBLES, EDGE_INT64 } from '../../../support/edge-values.js';
import { makeRandomKernel } from './random-kernel.js';

const SAXPY = `(kernel "saxpy"
  (params (array $x f64 read) (array $y f32 write) (f64 $a) (i32 $n) (bool $twice))
  (alias none)
  (body
    (let $i i32 (i32 0))
    (let $unset f64)
    (loop @2:2 $outer
      (while (i32.lt $i $n))
      (body
        (store @3:4 $y $i (f64.add @3:11 (f64.mul $a (load @3:15 $x $i)) (load $y $i)))
        (if @4:4 $twice
          (then
            (break $outer))
          (else
            (continue $outer))))
      (step
        (set @2:30 $i (i32.add $i (i32 1)))))
    (loop $rest cold
      (while (inbounds $x (length $x)))
      (body
        (store.inbounds $y (i32 0) (load.inbounds $x (i64 -1))))
      (step))
    (block $skip
      (if (bool.not true)
        (then
          (break $skip))))
    (return @9:0 (select false (f64 -0) (f64 1e-7)))))
`;

t.test('the printed text is stable', (t) => {
  const kernel = readKernel(SAXPY);
  t.same(verifyKernel(kernel), []);
  t.equal(printKernel(kernel), SAXPY);
  t.equal(kernel.parameters.length, 5);
  t.match(kernel.parameters[0], { name: 'x', usesLength: true, written: false, sourceIndex: 0 });
  t.match(kernel.parameters[1], { name: 'y', usesLength: false, written: true, sourceIndex: 1 });
  t.end();
});

t.test('comments and spacing do not matter', (t) => {
  const spaced = SAXPY.replace(/\)/g, ' ) ; a ) comment "\n').replace(/ {2,}/g, '\t\r\n');
  t.same(readKernel(spaced), readKernel(SAXPY));
  t.end();
});

t.test('every double and i64 reads back exactly', (t) => {
  for (const value of EDGE_DOUBLES) {
    const text = `(kernel "" (params) (alias may) (body (return ${printExpression(ir.f64(value))})))`;
    const [statement] = readKernel(text).body;
    t.ok(
      statement?.kind === 'return' && statement.value?.kind === 'constant' && Object.is(statement.value.value, value),
      text,
    );
  }
  for (const value of EDGE_INT64) {
    const text = `(kernel "" (params) (alias may) (body (let $x i64 ${printExpression(ir.i64(value))})))`;
    const [statement] = readKernel(text).body;
    t.ok(statement?.kind === 'let' && statement.value?.kind === 'constant' && statement.value.value === value, text);
  }
  t.end();
});

t.test('random kernels round trip', (t) => {
  for (let seed = 1; seed <= 500; seed++) {
    const kernel = makeRandomKernel(seed);
    const text = printKernel(kernel);
    const again = readKernel(text);
    const problems = verifyKernel(kernel);
    if (problems.length > 0 || printKernel(again) !== text || verifyKernel(again).length > 0) {
      t.fail(`seed ${seed}: ${JSON.stringify(problems)}\n${text}\n${printKernel(again)}`);
    }
    if (canonical(again) !== canonical(kernel)) {
      t.equal(canonical(again), canonical(kernel), `seed ${seed}`);
    }
  }
  t.pass('500 kernels');
  t.end();
});

/** A text in which two kernels are equal when their data is: keys in order, no absent ones, every number exact. */
function canonical(kernel: ir.Kernel): string {
  return JSON.stringify(kernel, (_, value: unknown) => {
    switch (typeof value) {
      case 'bigint':
        return `${value}n`;
      case 'number':
        return Object.is(value, -0) ? '-0' : String(value);
      case 'object':
        return value === null || Array.isArray(value) ? value : Object.fromEntries(Object.entries(value).sort());
      default:
        return value;
    }
  });
}

t.test('errors say where', (t) => {
  const cases: [text: string, line: number, column: number, message: RegExp][] = [
    ['', 1, 0, /the text ends where \(kernel is expected/],
    ['(kernel x)', 1, 8, /x where the name of the kernel is expected/],
    ['(kernel "x', 1, 8, /string is not closed/],
    ['(kernel "\\n" )', 1, 8, /unknown escape/],
    ['(colonel "x")', 1, 1, /colonel where kernel is expected/],
    ['(kernel "x"\n (params (array $a f16 read)) (alias none) (body))', 2, 19, /f16 where one of i8, .* is expected/],
    ['(kernel "x"\n (params (array $a f64 rw)) (alias none) (body))', 2, 23, /rw where one of read, write/],
    ['(kernel "x"\n (params (i64 $a)) (alias none) (body))', 2, 10, /i64 where one of array/],
    ['(kernel "x" (params) (alias none)\n(body))\n)', 3, 0, /where the end of the text is expected/],
    ['(kernel "x" (params) (alias none)\n(body\n  (jump $a)))', 3, 3, /unknown statement jump/],
    [
      '(kernel "x" (params) (alias none)\n(body\n  (return (f64.power (f64 1) (f64 2)))))',
      3,
      11,
      /unknown operation f64.power/,
    ],
    [
      '(kernel "x" (params) (alias none)\n(body\n  (return (f64.add (f64 1)))))',
      3,
      26,
      /\) where an expression is expected/,
    ],
    [
      '(kernel "x" (params) (alias none)\n(body\n  (return (f64.neg (f64 1) (f64 1)))))',
      3,
      27,
      /\( where \) is expected/,
    ],
    ['(kernel "x" (params) (alias none)\n(body\n  (return $y)))', 3, 10, /\$y is not a variable/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $y f64 $y)))', 3, 14, /\$y is not a variable/],
    ['(kernel "x" (params) (alias none)\n(body\n  (return (load $y (i32 0)))))', 3, 16, /\$y is not an array/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let y f64)))', 3, 7, /y is not a name/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $é f64)))', 3, 7, /is not a name/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $y f32)))', 3, 10, /f32 where one of bool/],
    ['(kernel "x" (params) (alias none)\n(body\n  (return @0:1)))', 3, 10, /@0:1 is not a position/],
    ['(kernel "x" (params) (alias none)\n(body\n  (return (f64 0x10))))', 3, 15, /0x10 is not a number/],
    ['(kernel "x" (params) (alias none)\n(body\n  (return (f64 Infinity))))', 3, 15, /Infinity is not a number/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $i i32 (i32 2147483648))))', 3, 19, /does not fit i32/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $i i32 (i32 1.5))))', 3, 19, /1.5 is not an integer/],
    ['(kernel "x" (params) (alias none)\n(body\n  (let $i i64 (i64 9223372036854775808))))', 3, 19, /does not fit i64/],
  ];
  for (const [text, line, column, message] of cases) {
    try {
      readKernel(text);
      t.fail(`accepted ${text}`);
    } catch (error) {
      t.ok(error instanceof IrSyntaxError, text);
      t.match(error, { line, column, message }, text);
    }
  }
  t.end();
});

t.test('no text exhausts the reader', (t) => {
  const wrap = (body: string) => `(kernel "x" (params) (alias none) (body ${body}))`;
  const nested = (depth: number) => wrap(`(return ${'(f64.neg '.repeat(depth)}(f64 1)${')'.repeat(depth)})`);
  t.same(verifyKernel(readKernel(nested(ir.LIMITS.depth - 2))), []);
  t.throws(() => readKernel(nested(ir.LIMITS.depth - 1)), /nested deeper/);
  t.throws(() => readKernel(nested(100_000)), /nested deeper/);
  t.throws(() => readKernel(wrap(' '.repeat(ir.LIMITS.textBytes))), /longer than/);
  const long = ir.LIMITS.textBytes - 100;
  t.same(readKernel(wrap(' '.repeat(long))).body, []);
  t.same(readKernel(wrap(';\n'.repeat(long / 2))).body, []);
  t.equal(readKernel(wrap('').replace('x', 'é'.repeat(long / 2))).name.length, long / 2);
  t.end();
});
