/** Positive controls: a copy that is wrong in one small way must be found by the programs. */
import { isDeepStrictEqual } from 'node:util';
import t from 'tap';
import { accelerateWithFault, type Fault } from '../../support/faulty-partial.js';
import { findDifference, instantiate, observe, type Outcome, type PartialProgram } from './program.js';
import { PROGRAMS } from './programs.js';

/** Changes a text; it must be there. */
function replace(text: string, part: string | RegExp, by: string): string {
  const changed = text.replace(part, by);
  if (changed === text) throw new Error(`${String(part)} is not in ${text}`);
  return changed;
}

const inCopy =
  (part: string | RegExp, by: string): Fault =>
  (outline) => ({ ...outline, copy: replace(outline.copy, part, by) });

const inLoops =
  (part: string | RegExp, by: string): Fault =>
  (outline) => ({
    ...outline,
    loops: outline.loops.map((loop) => ({ ...loop, javascript: replace(loop.javascript, part, by) })),
  });

const FAULTS: readonly [fault: string, program: string, apply: Fault][] = [
  ['a result is lost', 'a Map and strings between loops', inCopy(/sum = (\$loop\d)/, '$1')],
  ['a loop runs twice', 'says something before, between and after loops', inCopy(/(\$loop0\(.*?\);)/, '$1 $1')],
  ['a loop is left out', 'says something before, between and after loops', inCopy(/\$loop0\(.*?\);/, '')],
  ['another loop runs', 'says something before, between and after loops', inCopy('$loop0(a, b, n)', '$loop1(a, b, n)')],
  [
    'a value does not go in',
    'a variable that keeps its value from one run of the loop to the next',
    inCopy(', before)', ', 0)'),
  ],
  [
    'what was written before a throw is lost',
    'what a loop had written when it threw is seen by catch',
    inCopy('$loopLeft !== undefined', 'false'),
  ],
  [
    'what was written before a throw is not taken down',
    'conversions that run code of the program, and leave by its errors',
    inLoops(/\$loopThrown\.values = .*?;/, ''),
  ],
  [
    'an error is swallowed',
    'what a loop had written when it threw is seen by finally',
    inCopy('throw $loopError;', ''),
  ],
  [
    'sloppy code becomes strict',
    'sloppy code: this is the global object, and what cannot be written stays',
    (outline) => ({ ...outline, strictness: 'strict' }),
  ],
  [
    'strict code becomes sloppy',
    'strict code: this is undefined, and what cannot be written throws',
    (outline) => ({ ...outline, strictness: 'sloppy' }),
  ],
  [
    'the JavaScript of a loop differs',
    'what a loop had written when it threw is seen by finally',
    inLoops('* 2', '* 3'),
  ],
];

async function run(program: PartialProgram, fault: Fault): Promise<string | undefined> {
  const plain = instantiate(program);
  const other = instantiate(program);
  const { wrapper } = accelerateWithFault(other.fn, other.scope, fault);
  const sides: [Outcome[], Outcome[]] = [[], []];
  for (const call of program.calls) {
    sides[0].push(await observe(plain.fn, plain.receiver, call()));
    sides[1].push(await observe(wrapper, other.receiver, call()));
  }
  return findDifference(...sides) ?? (isDeepStrictEqual(plain.said, other.said) ? undefined : 'it says something else');
}

for (const [fault, name, apply] of FAULTS) {
  t.test(fault, async (t) => {
    const program = PROGRAMS.find((one) => one.name === name)!;
    t.equal(await run(program, (outline) => outline), undefined, 'without the fault');
    t.type(await run(program, apply), 'string', 'with it');
  });
}
