/** What a run of the fuzzer amounted to, for people. */
import { constructNames } from './constructs/index.js';
import type { Counts } from './messages.js';

export interface Timing {
  readonly seconds: number;
}

/** One line while it runs. */
export function describeProgress(counts: Counts, total: number, differences: number, { seconds }: Timing): string {
  const rate = counts.programs / seconds;
  return `${counts.programs} of ${total} programs, ${rate.toFixed(1)} per second, ${percent(counts.compiled, counts.programs)} compiled, ${differences} differences`;
}

export function describeSummary(counts: Counts, differences: number, { seconds }: Timing): string {
  const missing = missingConstructs(counts);
  return [
    `programs      ${counts.programs} in ${seconds.toFixed(0)} s (${(counts.programs / seconds).toFixed(1)} per second)`,
    `compiled      ${counts.compiled} (${percent(counts.compiled, counts.programs)}), ${counts.objects} native objects`,
    `compared      ${counts.runs} runs, ${counts.bytes} bytes of arrays`,
    `refused       ${describeCounts(counts.refused, counts.programs)}`,
    `no comparison ${describeCounts(counts.rejected, counts.programs)}`,
    `constructs    ${describeConstructs(counts)}`,
    `never used    ${missing.length === 0 ? 'none' : missing.join('; ')}`,
    `differences   ${differences}`,
  ].join('\n');
}

/** Constructs that no program had. */
export function missingConstructs({ features }: Counts): string[] {
  return constructNames().filter((name) => !features.has(name));
}

function describeConstructs({ features }: Counts): string {
  const sorted = [...features].sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.map(([name, count]) => `${name} ${count}`).join('; ');
}

function describeCounts(counts: ReadonlyMap<string, number>, total: number): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.length === 0
    ? 'none'
    : sorted.map(([name, count]) => `${name} ${count} (${percent(count, total)})`).join('; ');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '0 %' : `${((100 * part) / whole).toFixed(1)} %`;
}
