/**
 * Measures the scrubber: what it misses, what it alters without need, and what it costs.
 *   scripts/fuzz-scrubber [--cases N] [--seed N] [--only CLASS] [--benign N]
 */
import { parseArgs } from 'node:util';
import { makeScrubber, type Scrubber } from '../../../lib/trust/privacy/scrub.js';
import { Random } from '../../support/random.js';
import { makeBenign } from './benign.js';
import { measureRecall } from './measure-recall.js';
import { CLASSES, makeIdentity } from './values.js';

const SHOWN = 5;
const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '200000' },
    benign: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const seed = Number(options.seed);
let failed = false;

/** Inputs made to be slow for one search or another. */
const HOSTILE: Readonly<Record<string, string>> = {
  colons: ':',
  'hexadecimal groups': 'a:',
  'dotted numbers': '1.',
  'long dotted numbers': '255.',
  at: '@',
  'at and letters': 'a@',
  'address without end': 'a@a.',
  percent: '%',
  'percent of percent': '%25',
  backslashes: '\\',
  'unicode escapes': '\\u0041',
  entities: '&#65;',
  equals: '=41',
  base64: 'QWxh',
  hexadecimal: '61',
  pairs: '00:',
  homes: '/home/',
  'homes and names': '/home/a ',
  'Windows homes': 'C:\\Users\\a b',
  'key blocks': '-----BEGIN ',
  'token starts': 'ghp_',
  schemes: '://a:',
  assignments: 'password=',
  letters: 'a',
  mixed: 'x@y.z:1%41\\u0041&#65;QUJDREVGRw== 1.2.3.4 ',
};

function timePerCall(scrubber: Scrubber, texts: readonly string[], rounds: number): number {
  const started = performance.now();
  for (let round = 0; round < rounds; round++) for (const text of texts) scrubber.text(text);
  return (performance.now() - started) / (rounds * texts.length);
}

for (const kind of Object.keys(CLASSES)) {
  if (options.only !== undefined && options.only !== kind) continue;
  const { cases, misses } = measureRecall(kind, Number(options.cases), seed);
  console.log(`${kind}: ${cases} cases, ${misses.length} missed`);
  for (const { encoding, input, output } of misses.slice(0, SHOWN)) {
    console.log(`  ${encoding}: ${JSON.stringify(input)} -> ${JSON.stringify(output)}`);
  }
  failed ||= misses.length > 0;
}

if (options.only === undefined || options.only === 'benign') {
  const scrubber = makeScrubber(makeIdentity(new Random(seed)));
  const benign = makeBenign(Number(options.benign), seed);
  const altered = benign.filter((text) => scrubber.text(text) !== text);
  console.log(
    `benign: ${benign.length} texts, ${altered.length} altered (${((100 * altered.length) / benign.length).toFixed(3)} %)`,
  );
  for (const text of altered.slice(0, 4 * SHOWN))
    console.log(`  ${JSON.stringify(text)} -> ${JSON.stringify(scrubber.text(text))}`);
  failed ||= altered.length > benign.length / 1000;
}

if (options.only === undefined || options.only === 'time') {
  const scrubber = makeScrubber(makeIdentity(new Random(seed)));
  const texts = makeBenign(20_000, seed).map((text) => text.padEnd(100, text).slice(0, 100));
  timePerCall(scrubber, texts, 1);
  console.log(`time: ${(1000 * timePerCall(scrubber, texts, 3)).toFixed(2)} us per text of 100 characters`);
  for (const [name, piece] of Object.entries(HOSTILE)) {
    const [small, large] = [1 << 16, 1 << 20].map((size) => {
      const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
      return Math.min(...[1, 2, 3].map(() => timePerCall(scrubber, [text], 1)));
    }) as [number, number];
    const growth = large / small;
    console.log(
      `time: ${name}: 64 KiB ${small.toFixed(2)} ms, 1 MiB ${large.toFixed(2)} ms, ${growth.toFixed(1)} times`,
    );
    // Sixteen times as long; what is more than twice that is not linear.
    failed ||= growth > 32 && large > 50;
  }
}
process.exitCode = failed ? 1 : 0;
