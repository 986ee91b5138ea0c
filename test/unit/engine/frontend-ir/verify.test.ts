import t from 'tap';
import type { Expression, Kernel, Statement } from '../../../../lib/engine/frontend/ir.js';
import * as ir from '../../../../lib/engine/frontend/ir.js';
import { readKernel } from '../../../../lib/engine/frontend/read.js';
import { verifyKernel } from '../../../../lib/engine/frontend/verify.js';

/** A kernel with a read array $a (f64), a written array $w (u8), scalars $n (i32), $x (f64), $p (bool). */
function kernelOf(body: readonly Statement[], changes: Partial<Kernel> = {}): Kernel {
  return {
    name: 'test',
    parameters: [
      { kind: 'array', name: 'a', element: 'f64', written: false, usesLength: false, sourceIndex: 0 },
      { kind: 'array', name: 'w', element: 'u8', written: true, usesLength: false, sourceIndex: 1 },
      { kind: 'scalar', name: 'n', type: 'i32', sourceIndex: 2 },
      { kind: 'scalar', name: 'x', type: 'f64', sourceIndex: 3 },
      { kind: 'scalar', name: 'p', type: 'bool', sourceIndex: 4 },
    ],
    mayAlias: false,
    body,
    ...changes,
  };
}

const n = ir.variable('n', 'i32');
const x = ir.variable('x', 'f64');
const p = ir.variable('p', 'bool');

t.test('valid kernels have no problems', (t) => {
  const body = [
    ir.declare('i', 'i64', ir.i64(0n)),
    ir.declare('later', 'f64'),
    ir.loop('l', p, [ir.breakTo('l'), ir.continueTo('l')], [ir.assign('i', ir.length('a'))]),
    ir.block('b', [ir.branch(p, [ir.breakTo('b')], [ir.returnValue(p)])]),
    ir.store('w', n, x),
    ir.store('w', x, ir.load('a', ir.variable('i', 'i64'))),
    ir.storeInbounds('w', n, n),
    ir.branch(ir.inbounds('a', x), [ir.declare('inner', 'i32', n)]),
    ir.returnValue(ir.select(p, x, ir.op('f64.from_i32', n))),
  ];
  t.same(verifyKernel(kernelOf(body)), []);
  t.end();
});

t.test('every broken rule is found', (t) => {
  const returns = (expression: Expression) => [ir.returnValue(expression)];
  const broken: [body: Statement[], message: RegExp][] = [
    [[ir.assign('y', x)], /\$y is set where it is not in scope/],
    [[ir.assign('a', x)], /\$a is set where it is not in scope/],
    [[ir.declare('y', 'f64', ir.variable('y', 'f64'))], /\$y is read where it is not in scope/],
    [[ir.branch(p, [ir.declare('y', 'f64', x)]), ir.assign('y', x)], /\$y is set where it is not in scope/],
    [[ir.loop('l', p, [ir.declare('y', 'f64', x)], [ir.assign('y', x)])], /\$y is set where it is not in scope/],
    [returns(ir.variable('y', 'f64')), /\$y is read where it is not in scope/],
    [returns(ir.variable('n', 'f64')), /variable says f64 but is i32/],
    [[ir.declare('y', 'f64', n)], /the initial value of \$y is i32, not f64/],
    [[ir.declare('y', 'f64', x), ir.assign('y', p)], /the value of \$y is bool, not f64/],
    [[ir.declare('x', 'f64', x)], /\$x is declared twice/],
    [[ir.branch(p, [ir.declare('y', 'f64')], [ir.declare('y', 'f64')])], /\$y is declared twice/],
    [[ir.loop('a', p, [])], /\$a is declared twice/],
    [[ir.block('b', []), ir.block('b', [])], /\$b is declared twice/],
    [[ir.declare('a b', 'f64')], /\$a b is not a name/],
    [[ir.declare('', 'f64')], /\$ is not a name/],
    [[ir.store('a', n, x)], /\$a is stored to but declared read/],
    [[ir.store('n', n, x)], /\$n is not an array/],
    [[ir.store('w', p, x)], /the index of a store is bool, not f64 or i32 or i64/],
    [[ir.store('w', n, n)], /the value of a store is i32, not f64/],
    [[ir.storeInbounds('w', x, x)], /the index of a store is f64, not i32 or i64/],
    [[ir.storeInbounds('w', n, p)], /the value of a store is bool/],
    [[ir.branch(n, [])], /the condition of an if is i32, not bool/],
    [[ir.loop('l', x, [])], /the condition of a loop is f64, not bool/],
    [[ir.breakTo('l')], /break to \$l, which does not enclose it/],
    [[ir.loop('l', p, []), ir.breakTo('l')], /break to \$l, which does not enclose it/],
    [[ir.continueTo('l')], /continue to \$l, which is not an enclosing loop/],
    [[ir.block('b', [ir.continueTo('b')])], /continue to \$b, which is not an enclosing loop/],
    [returns(n), /the returned value is i32, not f64 or bool/],
    [returns(ir.length('a')), /the returned value is i64/],
    [returns(ir.op('f64.add', x, n)), /operand 2 of f64.add is i32, not f64/],
    [returns(ir.op('f64.add', x)), /f64.add has 1 operands, not 2/],
    [returns(ir.op('f64.neg', x, x)), /f64.neg has 2 operands, not 1/],
    [returns({ ...ir.op('f64.eq', x, x), type: 'f64' }), /op says f64 but is bool/],
    [returns(ir.select(n, x, x)), /the condition of a select is i32/],
    [returns(ir.select(p, x, n)), /the second value of a select is i32, not f64/],
    [returns(ir.load('x', n)), /\$x is not an array/],
    [returns(ir.load('a', p)), /the index of a load is bool/],
    [returns({ kind: 'load.inbounds', type: 'f64', array: 'a', index: x }), /the index of a load.inbounds is f64/],
    [returns({ kind: 'load.inbounds', type: 'f64', array: 'w', index: n }), /load.inbounds says f64 but is i32/],
    [
      returns({ kind: 'load.or_zero', type: 'f64', array: 'a', index: n }),
      /load.or_zero of \$a, which holds no integers/,
    ],
    [
      returns(ir.op('f64.from_i32', { kind: 'load.or_zero', type: 'i32', array: 'w', index: p })),
      /the index of a load.or_zero is bool/,
    ],
    [returns(ir.op('f64.from_i64', ir.length('q'))), /\$q is not an array/],
    [returns(ir.inbounds('a', p)), /the index of an inbounds is bool/],
    [returns(ir.op('f64.from_i32', ir.i32(2 ** 31))), /the constant 2147483648 is not i32/],
    [returns(ir.op('f64.from_i64', ir.i64(2n ** 63n))), /the constant 9223372036854775808 is not i64/],
    [[ir.returnValue(ir.at({ line: 4, column: 2 }, n))], /the returned value is i32/],
  ];
  for (const [body, message] of broken) {
    const problems = verifyKernel(kernelOf(body));
    t.match(problems[0]?.message, message, String(message));
    t.equal(problems.length, 1, `one problem for ${message}: ${problems.map((problem) => problem.message).join('; ')}`);
  }
  t.end();
});

t.test('a parallel loop has the form that its mark demands', (t) => {
  const narrow = '(i32.lt $i $n)';
  const step = '(set $i (i32.add.nowrap $i (i32 1)))';
  const problemsOf = (condition: string, body: string, advance: string, mark = 'parallel') =>
    verifyKernel(
      readKernel(`(kernel "k" (params (array $a f64 write) (array $k i32 read) (scratch $own f64 4) (i32 $n) (bool $p)) (alias none) (body
        (let $i i32 (i32 0)) (let $w i64 (i64 0)) (let $x f64 (f64 0))
        (block $around (loop $l ${mark} (while ${condition}) (body ${body}) (step ${advance})))))`),
    ).map((problem) => problem.message);

  const sound: [condition: string, body: string, advance: string][] = [
    [narrow, '(store $a $i (load $own $i))', step],
    [narrow, '(let $y f64 (f64 1)) (set $y (f64 2)) (if $p (then (continue $l)))', step],
    ['(i64.lt $w (i64.sub (length $a) (i64 1)))', '', '(set $w (i64.add.nowrap $w (i64 1)))'],
    [narrow, '(block $b (break $b)) (loop $m (while $p) (body (break $m)) (step))', step],
  ];
  for (const [condition, body, advance] of sound) {
    t.same(problemsOf(condition, body, advance), [], `${condition} ${body}`);
  }

  const uncounted = 'a parallel loop counts one variable up by 1 to a bound that does not change';
  const left = 'a parallel loop can be left from its body';
  const broken: [condition: string, body: string, advance: string, problem: string][] = [
    ['(i32.le $i $n)', '', step, uncounted],
    ['(i32.lt $n $i)', '', step, uncounted],
    ['(i32.lt $i $i)', '', step, uncounted],
    ['(i32.lt $i (load.inbounds $k $n))', '', step, uncounted],
    ['$p', '', step, uncounted],
    ['(f64.lt $x (f64.from_i32 $n))', '', step, uncounted],
    ['(i64.lt $w (length $a))', '', step, uncounted],
    [narrow, '', '', uncounted],
    [narrow, '', '(set $i (i32.add $i (i32 1)))', uncounted],
    [narrow, '', '(set $i (i32.add.nowrap $i (i32 2)))', uncounted],
    [narrow, '', `${step} (set $x (f64 1))`, uncounted],
    [narrow, '(set $i (i32 1))', step, uncounted],
    [narrow, '(set $x (f64 1))', step, 'a parallel loop sets $x of outside'],
    [narrow, '(store $own $i (f64 1))', step, 'a parallel loop stores to the scratch array $own'],
    [narrow, '(if $p (then (break $l)))', step, left],
    [narrow, '(if $p (then (break $around)))', step, left],
    [narrow, '(return)', step, left],
    [narrow, '(abandon)', step, left],
    [
      narrow,
      '(let $j i32 (i32 0)) (loop $m parallel (while (i32.lt $j $n)) (body) (step (set $j (i32.add.nowrap $j (i32 1)))))',
      step,
      'a parallel loop holds another one',
    ],
  ];
  for (const [condition, body, advance, problem] of broken) {
    t.same(problemsOf(condition, body, advance), [problem], `${condition} ${body} ${advance}`);
  }
  t.same(problemsOf(narrow, '', step, 'cold parallel'), ['a parallel loop is not cold']);
  t.end();
});

t.test('the kernel itself', (t) => {
  const scalar = (name: string) => ({ kind: 'scalar', name, type: 'f64', sourceIndex: 0 }) as const;
  const parameters = Array.from({ length: ir.LIMITS.parameters }, (_, index) => scalar(`p${index}`));
  t.same(verifyKernel(kernelOf([], { parameters })), []);
  t.match(verifyKernel(kernelOf([], { parameters: [...parameters, scalar('one')] })), [
    { message: /more than 64 parameters/ },
  ]);
  t.match(verifyKernel(kernelOf([], { parameters: [scalar('p'), scalar('p')] })), [
    { message: /\$p is declared twice/ },
  ]);
  t.same(verifyKernel(kernelOf([], { name: 'é "quoted" \\ 😀' })), []);
  for (const name of ['a\nb', 'a\0', '\x7f', '\ud800']) {
    t.match(verifyKernel(kernelOf([], { name })), [{ message: /the name of the kernel/ }]);
  }
  t.end();
});

t.test('limits', (t) => {
  const negated = (depth: number): Expression => (depth === 0 ? x : ir.op('f64.neg', negated(depth - 1)));
  const { depth, nodes } = ir.LIMITS;
  t.same(verifyKernel(kernelOf([ir.returnValue(negated(depth - 1))])), []);
  t.match(verifyKernel(kernelOf([ir.returnValue(negated(depth))])), [{ message: /nested deeper than 256/ }]);
  const returns = (count: number) => Array.from({ length: count }, () => ir.returnValue());
  t.same(verifyKernel(kernelOf(returns(nodes))), []);
  t.match(verifyKernel(kernelOf(returns(nodes + 1))), [{ message: /more than 100000 nodes/ }]);
  t.end();
});

t.test('a problem has the position of the nearest node that has one', (t) => {
  const bad = ir.op('f64.add', ir.at({ line: 7, column: 3 }, ir.op('f64.neg', n)), x);
  t.match(verifyKernel(kernelOf([ir.returnValue(bad, { line: 6, column: 1 })])), [
    { position: { line: 7, column: 3 } },
  ]);
  t.match(verifyKernel(kernelOf([ir.returnValue(n, { line: 6, column: 1 })])), [{ position: { line: 6, column: 1 } }]);
  t.equal(verifyKernel(kernelOf([ir.returnValue(n)]))[0]?.position, undefined);
  t.end();
});

t.test('there is one result array at most, of few doubles', (t) => {
  const messages = (...parameters: ir.ArrayParameter[]) =>
    verifyKernel(kernelOf([], { parameters })).map(({ message }) => message);
  t.same(messages(ir.makeResultArray('r', ir.LIMITS.results)), []);
  t.match(messages(ir.makeResultArray('r', ir.LIMITS.results + 1)), [/\$r is not one of at most 128 doubles/]);
  t.match(messages({ ...ir.makeResultArray('r', 1), element: 'f32' }), [/\$r is not one of/]);
  t.match(messages(ir.makeResultArray('r', 1), ir.makeResultArray('s', 1)), [/more than one result array/]);
  t.end();
});
