/** The table of refusal codes as a page for people. */

import type { RefusalCode, RefusalRule } from './refusals.js';
import { REFUSALS } from './refusals.js';

const INTRODUCTION = `# Refusal codes

Generated from the \`refusals.ts\` of \`lib/engine/frontend\`, \`lib/engine/outline\`, \`lib/engine/compiler\` and
\`lib/engine/dispatch\` by \`scripts/generate-refusals.mjs\`.

A function that has no kernel stays what it was: plain JavaScript, with the same results. \`explain()\` says why, with one of these
codes, the line and column in the function's source, and a way out. Codes are stable. Those with argument types are about one
signature: the same function may have a kernel for other arguments.
`;

const OUTLINED = `# Codes of functions that could be compiled in parts

These come beside those above: the function cannot be compiled as a whole, some of its loops could be one by one, and this is why
they are not.
`;

const ABANDONED = `# Codes of calls that a kernel gave up

Such a call never happened as far as anybody can see: the kernel works on copies of what it might have written too early, and the
function itself runs in its place. \`explain()\` counts them, with the place in the source; the router knows what they cost.
`;

const NOT_IN_THE_SOURCE = `# Codes that have no place in the source

These are about the call, the compiler or the settings, not about what is written in the function.
`;

/** A reason that no source gives rise to. */
type OtherRule = Pick<RefusalRule, 'meaning' | 'wayOut'>;

/**
 * The text of docs/refusals.md.
 *
 * @param outlined - the codes of functions whose loops are not compiled one by one
 * @param others - the codes that the rest of the engine adds
 * @param abandonments - the codes of calls that are given up
 */
export function describeRefusals(
  outlined: Readonly<Record<string, RefusalRule>>,
  others: Readonly<Record<string, OtherRule>>,
  abandonments: Readonly<Record<string, OtherRule>>,
): string {
  const codes = Object.keys(REFUSALS) as RefusalCode[];
  return [
    INTRODUCTION,
    ...codes.map((code) => describe(code, REFUSALS[code])),
    OUTLINED,
    ...Object.entries(outlined).map(([code, rule]) => describe(code, rule)),
    ABANDONED,
    ...Object.entries(abandonments).map(describeOther),
    NOT_IN_THE_SOURCE,
    ...Object.entries(others).map(describeOther),
  ].join('\n');
}

function describeOther([code, { meaning, wayOut }]: [string, OtherRule]): string {
  return `## ${code}\n\n${meaning}\n\n**Way out.** ${wayOut}\n`;
}

function describe(code: string, { meaning, example, argumentTypes, isOverlapping, wayOut }: RefusalRule): string {
  const overlap = isOverlapping === true ? ', overlapping' : '';
  const call = argumentTypes === undefined ? '' : `\n// called with (${argumentTypes.join(', ')}${overlap})`;
  return `## ${code}\n\n${meaning}\n\n\`\`\`js\n${shorten(example)}${call}\n\`\`\`\n\n**Way out.** ${wayOut}\n`;
}

function shorten(example: string): string {
  return example.length <= 120 ? example : `${example.slice(0, 30)}…${example.slice(-12)}`;
}
