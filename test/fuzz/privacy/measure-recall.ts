/** Plants values in texts and looks for what the scrubber leaves of them. */
import { makeScrubber, type Scrubber } from '../../../lib/trust/privacy/scrub.js';
import { Random } from '../../support/random.js';
import { ENCODINGS } from './encodings.js';
import { CLASSES, makeIdentity } from './values.js';

/** What was missed, with everything that is needed to see it again. */
export interface Miss {
  readonly kind: string;
  readonly encoding: string;
  readonly input: string;
  readonly output: string;
}

export interface Recall {
  readonly cases: number;
  readonly misses: readonly Miss[];
}

const BEFORE = [
  '',
  ' ',
  "ENOENT: no such file or directory, open '",
  'at f (',
  'user=',
  '{"a":"',
  'x: ',
  '[',
  '<',
  'to ',
  '\n',
  '\t',
  '"',
];
const AFTER = ['', ' ', "'", ')', ', ', '"}', ';', ']', '>', '\n', '?', '!', '"', ' is gone'];
/** What the scrubber puts in the place of values; `hom` in `<home>` is nobody's. */
const MARKER = /<(?:host|user|home|email|address|mac|secret|encoded)>/g;
/** Cases that share an identity: to make a scrubber takes longer than to use it. */
const CASES_PER_IDENTITY = 500;

/**
 * @param makeAny - makes the scrubber; a test passes a broken one to see that it is found out
 */
export function measureRecall(
  kind: string,
  cases: number,
  seed: number,
  makeAny: typeof makeScrubber = makeScrubber,
): Recall {
  const random = new Random(seed);
  const misses: Miss[] = [];
  const names = Object.keys(ENCODINGS);
  let identity = makeIdentity(random);
  let scrubber: Scrubber = makeAny(identity);
  for (let index = 0; index < cases; index++) {
    if (index % CASES_PER_IDENTITY === 0) {
      identity = makeIdentity(random);
      scrubber = makeAny(identity);
    }
    const value = CLASSES[kind]!(random, identity);
    const encoding = names[index % names.length]!;
    const { text, start, end } = ENCODINGS[encoding]!(value, random);
    const before = random.pick(BEFORE);
    const after = random.pick(AFTER);
    const input = before + text + after;
    const output = scrubber.text(input);
    if (isLeft(text.slice(start, end), output.replace(MARKER, '\0'), before + after))
      misses.push({ kind, encoding, input, output });
  }
  return { cases, misses };
}

/** Whether a third of the value, and at least three characters of it, can still be read. */
function isLeft(value: string, output: string, context: string): boolean {
  const length = Math.min(value.length, Math.max(3, Math.ceil(value.length / 3)));
  for (let from = 0; from + length <= value.length; from++) {
    const part = value.slice(from, from + length);
    if (output.includes(part) && !context.includes(part)) return true;
  }
  return false;
}
