import t from 'tap';
import { verifyCall } from '../../../../lib/engine/dispatch/verify-call.js';
import type { NativeKernel } from '../../../../lib/engine/native/contract.js';

const declined = { declined: true } as const;
const abandoned = { abandoned: true } as const;

function double(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * 2;
  return values.length;
}

function verify(original: unknown, kernel: unknown, args: readonly unknown[]): ReturnType<typeof verifyCall> {
  return verifyCall(original, undefined, kernel as NativeKernel, { declined, abandoned }, args);
}

t.test('equal results pass, and stay', (t) => {
  const values = new Float64Array([1, -0, NaN]);
  t.same(verify(double, double, [values]), { ran: true, result: 3, difference: undefined });
  t.same(values, new Float64Array([2, -0, NaN]));
  t.end();
});

t.test('NaN payloads do not count', (t) => {
  const bits = (low: number) => (values: Float64Array) => {
    new Uint32Array(values.buffer).set([low, 0x7ff80000]);
  };
  t.equal((verify(bits(1), bits(2), [new Float64Array(1)]) as { difference: unknown }).difference, undefined);
  t.end();
});

t.test('the sign of zero counts', (t) => {
  const values = new Float64Array([5]);
  const call = verify(
    (a: Float64Array) => void (a[0] = -0),
    (a: Float64Array) => void (a[0] = 0),
    [values],
  );
  t.match(call, { difference: 'element 0 of argument 1 is 0 instead of 0' });
  t.ok(Object.is(values[0], -0));
  t.match(
    verify(
      () => -0,
      () => 0,
      [],
    ),
    { result: -0, difference: /returned/ },
  );
  t.end();
});

t.test('a difference is undone in every array', (t) => {
  const memory = new SharedArrayBuffer(32);
  const one = new Float64Array(memory, 0, 2);
  const two = new Float64Array(memory, 8, 2); // overlaps: the copies must overlap too
  const chain = (a: Float64Array, b: Float64Array): void => {
    a[0] = 1;
    a[1] = 2;
    b[0] = b[0]! + 10;
  };
  const wrong = (a: Float64Array, b: Float64Array): void => {
    chain(a, b);
    b[1] = 99;
  };
  t.match(verify(chain, wrong, [one, two]), { ran: true, difference: 'element 1 of argument 2 is 99 instead of 0' });
  t.same([...new Float64Array(memory)], [1, 12, 0, 0]);
  t.end();
});

t.test('an abandoned call is no call either, and must leave no trace', (t) => {
  const values = new Float64Array([1, 2]);
  t.same(
    verify(double, () => abandoned, [values]),
    { ran: false, isAbandoned: true, difference: undefined },
  );
  const untidy = (a: Float64Array): unknown => ((a[1] = 9), abandoned);
  t.match(verify(double, untidy, [values]), { ran: false, difference: /element 1 of argument 1 is 9 instead of 2/ });
  t.same(values, new Float64Array([1, 2]));
  t.end();
});

t.test('a declined call is no call', (t) => {
  const values = new Float64Array([1]);
  t.same(
    verify(double, () => declined, [values]),
    { ran: false, isAbandoned: false, difference: undefined },
  );
  t.same(values, new Float64Array([1]));
  t.end();
});

t.test('what the function throws is thrown, with the state at the throw', (t) => {
  const values = new Float64Array([1, 1]);
  const throwing = (a: Float64Array): never => {
    a[0] = 7;
    throw new RangeError('planned');
  };
  t.throws(() => verify(throwing, double, [values]), new RangeError('planned'));
  t.same(values, new Float64Array([7, 1]));
  t.end();
});
