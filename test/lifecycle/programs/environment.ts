/**
 * Accelerates two functions, one that can be compiled and one that cannot, calls them many times, and tells what happened.
 *
 *     node environment.js [patched]     patched: Math.floor is replaced before the package is loaded
 */
import { createRequire } from 'node:module';

const warnings: string[] = [];
process.on('warning', (warning) => warnings.push(warning.message));

async function main(isPatched: boolean): Promise<void> {
  const { floor } = Math;
  if (isPatched) Math.floor = (x) => floor(x) + 1000;
  const { accelerate } = createRequire(__filename)('../../../lib/index.js') as typeof import('../../../lib/index.js');
  const good = accelerate(function good(values: Float64Array, factor: number): number {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += Math.floor(values[i]! * factor);
    return sum;
  });
  const bad = accelerate(function bad(text: string): string {
    return text.toUpperCase();
  });
  const levels = new Set<number>();
  let wrong = 0;
  for (let call = 0; call < 100; call++) {
    if (call === 50) await good.ready(new Float64Array(1), 1.5);
    const values = Float64Array.from({ length: 50 }, (_, index) => index - 20);
    if (good(values, 1.5) !== good.original(values, 1.5)) wrong++;
    levels.add(good.level);
    if (bad('abc') !== 'ABC') wrong++;
  }
  // Warnings are emitted on the next tick.
  await new Promise((resolve) => setTimeout(resolve, 10));
  const { status, refusals } = good.explain();
  console.log(
    JSON.stringify({
      wrong,
      levels: [...levels],
      status,
      codes: refusals.map(({ code }) => code),
      bad: bad.explain().status,
      warnings,
    }),
  );
}

void main(process.argv[2] === 'patched');
