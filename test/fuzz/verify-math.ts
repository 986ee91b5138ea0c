/**
 * Verifies the functions of Math in kernels against the running engine, and against other versions of Node.js.
 *
 *   npm run verify:math -- [--inputs N] [--seed N] [--functions sin,cos] [--node PATH]...
 *
 * N is the number of inputs per function, 10 million by default. With `--node`, each of those binaries runs the comparison instead of this
 * one. Exits 1 if a bit differs, or if a function other than pow runs as JavaScript.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { MATH_OPERANDS, compareMath, nativeLoop } from './compare-math.js';

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    functions: { type: 'string', default: [...MATH_OPERANDS.keys()].join() },
    node: { type: 'string', multiple: true, default: [] },
  },
});
const { inputs, seed, functions } = values as { inputs: string; seed: string; functions: string };

/** Whether every function is right. */
function verifyHere(): boolean {
  console.log(`Node.js ${process.version}, ${process.arch}, ${inputs} inputs per function, seed ${seed}`);
  let good = true;
  for (const name of functions.split(',')) {
    if (!MATH_OPERANDS.has(name)) {
      throw new Error(`'${name}' is none of ${[...MATH_OPERANDS.keys()].join(', ')}`);
    }
    const loop = nativeLoop(name);
    if (typeof loop === 'string') {
      const code = /power-inexact|math-variant-unknown/.exec(loop)?.[0] ?? loop;
      console.log(`  ${name.padEnd(6)} runs as JavaScript: ${code}`);
      good &&= name === 'pow';
      continue;
    }
    const { compared, differing, examples } = compareMath(name, loop, Number(inputs), Number(seed));
    console.log(`  ${name.padEnd(6)} ${differing} of ${compared} differ`);
    for (const { operands, expected, actual } of examples) {
      console.log(`    Math.${name}(${operands.join(', ')}) gave ${actual} instead of ${expected}`);
    }
    good &&= differing === 0;
  }
  return good;
}

function verifyWith(node: string): boolean {
  const args = [__filename, '--inputs', inputs, '--seed', seed, '--functions', functions];
  const { status, error } = spawnSync(node, args, { stdio: 'inherit' });
  if (error !== undefined) {
    console.error(`${node}: ${error.message}`);
  }
  return status === 0;
}

const others = values.node;
const verdicts = others.length === 0 ? [verifyHere()] : others.map(verifyWith);
process.exitCode = verdicts.every(Boolean) ? 0 : 1;
