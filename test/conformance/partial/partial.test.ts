/** Functions that are compiled in parts do what they do as they are: results, errors, what they say and when, and every array. */
import { isDeepStrictEqual } from 'node:util';
import t, { type Test } from 'tap';
import { accelerate, type AccelerateOptions } from '../../../lib/index.js';
import { findDifference, instantiate, observe, type Outcome, type PartialProgram } from './program.js';
import { PROGRAMS } from './programs.js';

const WAYS: Readonly<Record<string, AccelerateOptions>> = {
  native: { compile: 'sync', level: 2 },
  verified: { compile: 'sync', level: 2, verify: 100 },
  routed: { compile: 'sync' },
};

const ROUNDS = 3;

for (const program of PROGRAMS) {
  t.test(program.name, async (t) => {
    for (const [way, options] of Object.entries(WAYS)) {
      const plain = instantiate(program);
      const other = instantiate(program);
      const fast = accelerate(other.fn, { ...options, scope: other.scope });
      const expected: Outcome[] = [];
      const actual: Outcome[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        for (const call of program.calls) {
          expected.push(await observe(plain.fn, plain.receiver, call()));
          actual.push(await observe(fast, other.receiver, call()));
        }
      }
      t.equal(findDifference(expected, actual), undefined, way);
      t.ok(isDeepStrictEqual(other.said, plain.said), `${way}: it says the same`);
      t.match(fast.stats(), { calls: ROUNDS * program.calls.length, mismatches: 0 }, way);
      if (way !== 'routed') checkLoops(t, program, fast.explain());
    }
  });
}

function checkLoops(
  t: Test,
  program: PartialProgram,
  { status, loops }: ReturnType<ReturnType<typeof accelerate>['explain']>,
): void {
  t.equal(status, program.loops === 0 ? 'UNSUPPORTED' : 'COMPILED_PARTIAL');
  t.equal(loops.length, program.loops, 'loops');
  const lines = program.source.split('\n');
  for (const { line, column, status: own, refusals, signatures } of loops) {
    for (const inner of signatures.flatMap((signature) => signature.loops)) {
      t.match(lines[inner.line - 1]!.slice(inner.column), /^(for|while|do)/, 'the place of a loop that was compiled');
    }
    t.match(lines[line - 1]!.slice(column), /^(for|while|do|\w+:)/, 'the place of a loop');
    t.equal(own, 'COMPILED_FULL', `line ${line}: ${refusals.map(({ code }) => code).join()}`);
  }
}
