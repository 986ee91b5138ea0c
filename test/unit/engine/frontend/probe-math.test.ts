import t from 'tap';
import type { MathFunction, ProbedFunction } from '../../../../lib/engine/frontend/probe-math.js';
import { PROBED_FUNCTIONS, mathAlgorithm, mathVariant, recognize } from '../../../../lib/engine/frontend/probe-math.js';

const own = (name: ProbedFunction) => Reflect.get(Math, name.slice('Math.'.length)) as MathFunction;

t.test('this engine is known', (t) => {
  for (const name of PROBED_FUNCTIONS) {
    const algorithm = recognize(name, own(name));
    // From Node.js 24 on, pow is that of the machine's C library, whichever that is.
    if (name !== 'Math.pow' || Number(process.versions.node.split('.')[0]) < 24) {
      t.equal(algorithm, 'fdlibm', name);
    }
    t.equal(mathAlgorithm(name), algorithm);
  }
  t.end();
});

t.test('functions that need no probe are known', (t) => {
  t.equal(mathAlgorithm('Math.sqrt'), 'plain');
  t.equal(mathAlgorithm('Number.isInteger'), 'plain');
  t.end();
});

t.test('a variant names every algorithm', (t) => {
  t.equal(mathVariant(new Set()), 'none');
  t.equal(mathVariant(new Set(['plain'])), 'none');
  t.equal(mathVariant(new Set(['plain', 'glibc-fma', 'fdlibm'])), 'fdlibm+glibc-fma');
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
    t.equal(recognize(name, deviating), undefined, name);
  }
  t.end();
});

t.test('the sign of a zero is noticed', (t) => {
  t.equal(
    recognize('Math.sin', (x) => Math.sin(x) + 0),
    undefined,
  );
  t.equal(
    recognize('Math.atan2', (y, x) => Math.atan2(y + 0, x)),
    undefined,
  );
  t.end();
});

t.test('powers treated apart are noticed', (t) => {
  const withoutRoots: MathFunction = (x, y) => (y === 0.5 ? Math.exp(0.5 * Math.log(x)) : x ** y);
  t.equal(recognize('Math.pow', withoutRoots), undefined);
  t.equal(
    recognize('Math.pow', (x, y) => (x === 1 && y === Infinity ? 1 : x ** y)),
    undefined,
  );
  t.end();
});

t.test('the payload of a NaN is not', (t) => {
  const bits = new BigUint64Array([0x7ff8_0000_0000_0001n]);
  const [payload] = new Float64Array(bits.buffer);
  t.equal(
    recognize('Math.log', (x) => (Number.isNaN(Math.log(x)) ? payload! : Math.log(x))),
    'fdlibm',
  );
  t.end();
});
