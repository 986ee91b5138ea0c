import t from 'tap';
import { nativeUnavailable } from '../conformance/tiers.js';
import { MATH_OPERANDS, compareMath, nativeLoop, plainLoop } from './compare-math.js';

const INPUTS = 50_000;

t.test('kernels give the bits of this engine', { skip: nativeUnavailable() ?? false }, (t) => {
  for (const name of MATH_OPERANDS.keys()) {
    const loop = nativeLoop(name);
    if (typeof loop === 'string') {
      t.equal(name, 'pow', `only pow may be unknown: ${loop}`);
      continue;
    }
    const { compared, differing, examples } = compareMath(name, loop, INPUTS, 1);
    t.equal(compared, INPUTS);
    t.same({ differing, examples }, { differing: 0, examples: [] }, name);
  }
  t.end();
});

t.test('a wrong last bit and a wrong sign of zero are found', (t) => {
  const sine = plainLoop('sin');
  const oneBit = compareMath(
    'sin',
    (out, a, b) => {
      sine(out, a, b);
      new BigUint64Array(out.buffer)[7]! ^= 1n;
    },
    1000,
    1,
  );
  t.equal(oneBit.differing, 1);
  t.equal(oneBit.examples.length, 1);
  const zeros = compareMath(
    'sin',
    (out, a, b) => {
      sine(out, a, b);
      out.forEach((value, index) => (out[index] = value + 0));
    },
    INPUTS,
    1,
  );
  t.ok(zeros.differing > 0);
  t.end();
});
