/** Functions of npm packages, unmodified, against themselves compiled: results and arguments afterwards, bit by bit. */
import t from 'tap';
import { accelerate } from '../../lib/index.js';
import { PACKAGE_FUNCTIONS } from '../../bench/packages/functions.js';
import { nativeUnavailable } from '../conformance/tiers.js';

const bits = (value: unknown): unknown => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer) : value);

t.test('twenty functions of ten packages', { skip: nativeUnavailable() ?? false }, (t) => {
  for (const { packageName, name, fn, scope, args, refused } of PACKAGE_FUNCTIONS) {
    const fast = accelerate(fn, { compile: 'sync', level: 2, scope });
    const [expectedArgs, actualArgs] = [args(), args()];
    const expected: unknown = Reflect.apply(fn, undefined, expectedArgs);
    const actual: unknown = Reflect.apply(fast, undefined, actualArgs);
    const label = `${packageName} ${name}`;
    const explanation = fast.explain(...(actualArgs as never[]));
    t.equal(fast.level, refused === undefined ? 2 : 0, `${label}: ${String(explanation)}`);
    if (refused !== undefined) t.match(String(explanation), refused, label);
    t.ok(Object.is(actual, expected), `${label} returned ${String(actual)}, not ${String(expected)}`);
    t.same(actualArgs.map(bits), expectedArgs.map(bits), label);
  }
  t.equal(PACKAGE_FUNCTIONS.length, 20);
  t.equal(new Set(PACKAGE_FUNCTIONS.map(({ packageName }) => packageName)).size, 10);
  t.end();
});
