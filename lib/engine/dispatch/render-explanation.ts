/** The report for people: what happened, signature by signature, and the source with a mark under everything there is to say about it. */
import type { Explanation, LoopExplanation, SignatureExplanation, Status } from './explanation.js';
import type { Reason } from './refusals.js';
import type { RoutingReport } from './router.js';

const MEANINGS: Readonly<Record<Status, string>> = {
  COMPILED_FULL: 'runs native',
  COMPILED_PARTIAL: 'runs as JavaScript, with loops that run native',
  COMPATIBILITY_EXECUTED: 'runs as JavaScript by choice',
  DEOPTED: 'ran native, went back to JavaScript',
  UNSUPPORTED: 'cannot be compiled, runs as JavaScript',
  FAILED: 'could not be compiled, runs as JavaScript',
  PENDING: 'is being compiled, runs as JavaScript meanwhile',
  NOT_COMPILED: 'was not called yet',
};

/** A remark on a place in the source. */
interface Mark {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export function renderExplanation(explanation: Omit<Explanation, 'toString'>): string {
  const { signatures, loops } = explanation;
  const lines = [`${explanation.function}: ${explanation.status}, ${MEANINGS[explanation.status]}`];
  if (explanation.level === 3) lines.push(`  the last call ran on several threads, of at most ${explanation.threads}`);
  lines.push(...explanation.refusals.flatMap((reason) => renderReason(reason, '  ')));
  for (const signature of signatures) lines.push(...renderSignature(signature));
  for (const loop of loops) lines.push(...renderLoop(loop));
  lines.push(...explanation.routing.map((report) => `  in parts, ${renderRouting(report)}`));
  const marks = [...explanation.refusals.flatMap(markRefusal), ...marksOfAll(signatures), ...loops.flatMap(markLoop)];
  lines.push('', ...annotate(explanation.source, marks));
  return lines.join('\n');
}

/** A loop of a function that is compiled in parts. */
function renderLoop({ line, column, status, refusals, signatures }: LoopExplanation): string[] {
  const lines = [
    `loop at line ${line}, column ${column}: ${status}, ${MEANINGS[status]}`,
    ...refusals.flatMap((reason) => renderReason(reason, '  ')),
    ...signatures.flatMap(renderSignature),
  ];
  return lines.map((text) => `  ${text}`);
}

function markLoop({ line, column, status, refusals, signatures }: LoopExplanation): Mark[] {
  return [
    { line, column, text: `a loop of its own: ${status}` },
    ...refusals.flatMap(markRefusal),
    ...marksOfAll(signatures),
  ];
}

function renderSignature(signature: SignatureExplanation): string[] {
  const { times, routing, loops } = signature;
  const lines = [`  (${signature.signature}): ${signature.status}, ${MEANINGS[signature.status]}`];
  if (signature.overlapping !== undefined) lines.push(`    overlapping arrays: ${signature.overlapping}`);
  lines.push(...signature.refusals.flatMap((reason) => renderReason(reason, '    ')));
  if (times !== undefined) {
    const stages = Object.entries(times).filter(([stage]) => stage !== 'total');
    const details = stages.map(([stage, milliseconds]) => `${stage} ${milliseconds.toFixed(1)}`).join(', ');
    const origin = signature.cached === true ? 'taken from the cache' : 'compiled';
    lines.push(`    ${origin} in ${(times.total ?? 0).toFixed(1)} ms (${details})`);
    const vectorized = loops.filter((loop) => loop.vectorized).length;
    lines.push(`    loops: ${vectorized} of ${loops.length} vectorised`);
  }
  for (const { calls, ...reason } of signature.abandoned) {
    lines.push(`    given up ${calls} ${calls === 1 ? 'time' : 'times'}:`, ...renderReason(reason, '      '));
  }
  lines.push(...routing.map((report) => `    ${renderRouting(report)}`));
  return lines;
}

function renderReason({ code, message, hint, line, column }: Reason, indent: string): string[] {
  const place = line > 0 ? ` at line ${line}, column ${column}` : '';
  return [`${indent}${code}${place}: ${message}`, `${indent}  ${hint}`];
}

function renderRouting({ size: least, route, javascriptMilliseconds, nativeMilliseconds }: RoutingReport): string {
  const size = least === 0 ? 'size 0' : `sizes ${least} to ${2 * least - 1}`;
  const time = (milliseconds: number | undefined): string =>
    milliseconds === undefined ? 'not measured' : `${milliseconds.toPrecision(3)} ms`;
  return `${size}: ${route} (JavaScript ${time(javascriptMilliseconds)}, native ${time(nativeMilliseconds)})`;
}

function markRefusal({ code, message, line, column }: Reason): Mark[] {
  return line > 0 ? [{ line, column, text: `${code}: ${message}` }] : [];
}

function marksOfAll(signatures: readonly SignatureExplanation[]): Mark[] {
  return signatures.flatMap((signature) =>
    marksOf(signature, signatures.length > 1 ? `(${signature.signature}) ` : ''),
  );
}

function marksOf(signature: SignatureExplanation, prefix: string): Mark[] {
  const marks = [
    ...signature.refusals.flatMap(markRefusal),
    ...signature.loops.map(({ line, column, vectorized, width, interleave, reason }) => ({
      line,
      column,
      text: vectorized
        ? `vectorised ×${width}${interleave > 1 ? `, interleaved ×${interleave}` : ''}`
        : `not vectorised${reason === '' ? '' : `: ${reason}`}`,
    })),
    ...signature.sharing.map(({ line, column, reason, name }) => ({
      line,
      column,
      text:
        reason === '' ? 'may run on several threads' : `stays on one thread: ${reason}${name === '' ? '' : ` ${name}`}`,
    })),
    ...signature.guards.map(({ line, column, accesses }) => ({
      line,
      column,
      text: `${accesses} ${accesses === 1 ? 'access' : 'accesses'} proved by a test before the loop`,
    })),
    ...signature.abandoned.map(({ line, column, code, calls }) => ({
      line,
      column,
      text: `${code}: gave the call up ${calls} ${calls === 1 ? 'time' : 'times'}`,
    })),
    ...signature.unproved.map(({ line, column, array, reason }) => ({
      line,
      column,
      text: `${array} is checked at each access: ${reason}`,
    })),
  ];
  return marks.map((mark) => ({ ...mark, text: prefix + mark.text }));
}

/** The source with line numbers, and each mark in a line of its own under the place that it is about. */
function annotate(source: string, marks: readonly Mark[]): string[] {
  const sourceLines = source.split(/\r\n|[\n\r\u2028\u2029]/);
  const digits = String(sourceLines.length).length;
  return sourceLines.flatMap((text, index) => {
    const own = marks.filter(({ line }) => line === index + 1).sort((one, other) => one.column - other.column);
    // Tabs stay tabs under tabs, so that the mark stands where the eye expects it.
    const margin = (column: number): string => text.slice(0, column).replace(/[^\t]/g, ' ');
    return [
      `${String(index + 1).padStart(digits)} | ${text}`,
      ...own.map(({ column, text: remark }) => `${' '.repeat(digits)} | ${margin(column)}^ ${remark}`),
    ];
  });
}
