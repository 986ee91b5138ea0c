import t from 'tap';
import { generateProgram } from './generate.js';
import { makeInputs } from './inputs.js';
import { plainFunction } from './program.js';
import { applyReplacement, findReductions } from './reductions.js';
import { shrinkFailure } from './shrink.js';

t.setTimeout(300_000);

t.test('a seed is one program and its inputs', (t) => {
  const [one, other] = [generateProgram(7), generateProgram(7)];
  t.same(one, other);
  t.same(makeInputs(one, 7, 10), makeInputs(other, 7, 10));
  t.not(generateProgram(8).program.source, one.program.source);
  t.end();
});

t.test('reductions make a text shorter, or simpler at the same length', (t) => {
  const source = 'function (a, x) { if (x > 1) { a[0] = x + 2; } else return 3; for (;;) { break; } }';
  const texts = findReductions(source).map((replacement) => applyReplacement(source, replacement));
  t.ok(texts.includes('function (a, x) {  for (;;) { break; } }'), 'a statement goes');
  t.ok(texts.includes('function (a, x) {  a[0] = x + 2;  for (;;) { break; } }'), 'a branch stays');
  t.ok(
    texts.includes('function (a, x) { if (x > 1) { a[0] = x; } else return 3; for (;;) { break; } }'),
    'an operand stays',
  );
  t.ok(texts.every((text) => text.length < source.length || (text.length === source.length && text < source)));
  t.same(findReductions('function ('), [], 'of what is no function, there are none');
  t.end();
});

t.test('a failure shrinks to what it needs', async (t) => {
  const { program, roles, maximumLength, features } = generateProgram(3);
  const inputs = makeInputs({ program, roles, maximumLength, features }, 3, 4);
  // Whatever multiplies, on an array that is not empty, fails.
  const smallest = await shrinkFailure(
    { program, inputs, difference: { tier: 'native', input: 0, message: '' } },
    (candidate, calls) => {
      try {
        plainFunction(candidate);
      } catch {
        return Promise.resolve(undefined);
      }
      const isFailing =
        candidate.source.includes('*') && calls.some(([a]) => typeof a === 'object' && a.values.length > 0);
      return Promise.resolve(isFailing ? { tier: 'native', message: 'wrong' } : undefined);
    },
  );
  t.match(smallest.program.source, /\*/);
  t.ok(smallest.program.source.length < 60, smallest.program.source);
  t.match(smallest.inputs, [[{ values: [0], front: 0 }]]);
  t.equal(smallest.inputs.length, 1);
});
