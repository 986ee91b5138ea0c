/** The explanations of the loops around one scalar function, as the explanation of that function. */
import type { Dispatcher } from '../dispatch/dispatcher.js';
import { bestStatus, explain } from '../dispatch/explain.js';
import type { Explanation, SignatureExplanation } from '../dispatch/explanation.js';
import type { Reason } from '../dispatch/refusals.js';
import { renderExplanation } from '../dispatch/render-explanation.js';

/** A loop, and the arguments of one call of it, or none for all that it was called with. */
export interface ExplainedLoop {
  readonly loop: Dispatcher;
  readonly args: readonly unknown[];
}

export function explainLoops(name: string, loops: readonly ExplainedLoop[], level: 0 | 2 | 3): Explanation {
  const parts = loops.map(({ loop, args }) => explain(loop, args));
  const [first] = parts as [Explanation, ...Explanation[]];
  const explanation = {
    function: name,
    status: bestStatus(parts.map(({ status }) => status)),
    level,
    threads: Math.max(...parts.map(({ threads }) => threads)),
    refusals: withoutRepetition(parts.flatMap(({ refusals }) => refusals)),
    signatures: parts.flatMap(({ signatures }) => signatures.map(withArrow)),
    loops: [],
    routing: [],
    source: first.source,
  } satisfies Omit<Explanation, 'toString'>;
  return Object.defineProperty(explanation, 'toString', { value: () => renderExplanation(explanation) });
}

/** `f64[], f64, f64[], i32, i32`, the arguments of the loop, becomes `f64[], f64 → f64[]`. */
function withArrow(signature: SignatureExplanation): SignatureExplanation {
  const kinds = signature.signature.split(', ');
  return { ...signature, signature: `${kinds.slice(0, -3).join(', ')} → ${kinds.at(-3)}` };
}

function withoutRepetition(reasons: readonly Reason[]): Reason[] {
  const known = new Set<string>();
  return reasons.filter(({ code, message, line, column }) => {
    const key = JSON.stringify([code, message, line, column]);
    return !known.has(key) && known.add(key);
  });
}
