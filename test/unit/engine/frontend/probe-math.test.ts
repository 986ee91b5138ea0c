import t from 'tap';
import type { MathFunction, ProbedFunction } from '../../../../lib/engine/frontend/probe-math.js';
import { PROBED_FUNCTIONS, isKnownMath, mathVariant, passesProbe } from '../../../../lib/engine/frontend/probe-math.js';

const own = (name: ProbedFunction) => Reflect.get(Math, name.slice('Math.'.length)) as MathFunction;

t.test('this engine is known', (t) => {
  for (const name of PROBED_FUNCTIONS) {
    // From Node.js 24 on, pow is that of the machine's C library.
    const isKnown = name !== 'Math.pow' || Number(process.versions.node.split('.')[0]) < 24;
    t.equal(passesProbe(name, own(name)), isKnown, name);
    t.equal(isKnownMath(name), isKnown);
  }
  t.end();
});

t.test('functions that need no probe are known', (t) => {
  t.ok(isKnownMath('Math.sqrt'));
  t.ok(isKnownMath('Number.isInteger'));
  t.equal(mathVariant(new Set(['Math.sqrt', 'Number.isInteger'])), 'none');
  t.equal(mathVariant(new Set(['Math.sqrt', 'Math.sin'])), 'fdlibm');
  t.end();
});

t.test('one bit in a hundred results is noticed', (t) => {
  const bits = new BigInt64Array(1);
  const double = new Float64Array(bits.buffer);
  for (const name of PROBED_FUNCTIONS) {
    let calls = 0; // with a number as result
    const deviating: MathFunction = (...numbers) => {
      double[0] = own(name)(...numbers);
      if (Number.isFinite(double[0]) && ++calls % 100 === 0) {
        bits[0]! ^= 1n;
      }
      return double[0];
    };
    t.notOk(passesProbe(name, deviating), name);
  }
  t.end();
});

t.test('the sign of a zero is noticed', (t) => {
  t.notOk(passesProbe('Math.sin', (x) => Math.sin(x) + 0));
  t.notOk(passesProbe('Math.atan2', (y, x) => Math.atan2(y + 0, x)));
  t.end();
});

t.test('the payload of a NaN is not', (t) => {
  const bits = new BigUint64Array([0x7ff8_0000_0000_0001n]);
  const [payload] = new Float64Array(bits.buffer);
  t.ok(passesProbe('Math.log', (x) => (Number.isNaN(Math.log(x)) ? payload! : Math.log(x))));
  t.end();
});
