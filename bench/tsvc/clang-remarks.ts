/** What clang says of the loops in a C twin: its optimisation record, read as far as vectorisation goes. */

import type { Verdict } from './result.js';

/** Passes that make vector code of a loop, or a call of a library function that contains it. */
const vectorizers = ['loop-vectorize', 'loop-idiom'];

interface Remark {
  readonly passed: boolean;
  readonly fn: string;
  /** `line:column` of the loop. */
  readonly place: string;
  readonly message: string;
}

/** The verdict on each function of the source that the record is about. */
export function readRemarks(record: string): Map<string, Verdict> {
  const remarks = record.split(/^--- /m).flatMap((text) => readRemark(text) ?? []);
  const functions = new Map<string, Remark[]>();
  for (const remark of remarks) functions.set(remark.fn, [...(functions.get(remark.fn) ?? []), remark]);
  return new Map([...functions].map(([fn, its]) => [fn, judge(its)]));
}

function judge(remarks: readonly Remark[]): Verdict {
  const done = new Set(remarks.filter(({ passed }) => passed).map(({ place }) => place));
  const left = remarks.filter(({ place, message }) => !done.has(place) && message !== '');
  return { vectorized: done.size, reason: [...new Set(left.map(({ message }) => message))].join('; ') };
}

function readRemark(text: string): Remark | undefined {
  const field = (name: string) => new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(text)?.[1] ?? '';
  const place = /Line: (\d+),\s+Column: (\d+)/.exec(text);
  if (!vectorizers.includes(field('Pass')) || place === null) return undefined;
  const [, line, column] = place;
  return {
    passed: text.startsWith('!Passed'),
    fn: field('Function'),
    place: `${line}:${column}`,
    message: readMessage(text),
  };
}

/** The sentence, put together from its parts, without advice and without the places that it names. */
function readMessage(text: string): string {
  const parts = [...text.matchAll(/^ {2}- (\w+):\s+(.*)$/gm)].filter(([, key]) => key !== 'DebugLoc');
  const words = parts.map(([, , part]) => part!.replace(/^(['"])(.*)\1$/, '$2')).join('');
  return words
    .replace(/^loop not vectorized(: )?/, '')
    .replace(/ Use #pragma.*?(\\n|$)/, ': ')
    .replace(/ Memory location is the same as accessed at .*$/, '')
    .replace(/ Try compiling with .*$/, '')
    .replace(/''/g, "'")
    .replace(/[.: ]+$/, '')
    .replace(/in loop\.: /, 'in loop: ');
}
