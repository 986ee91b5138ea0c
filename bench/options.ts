/** The bench's command line. */

import { parseArgs } from 'node:util';
import type { Rounds } from './harness/measure.js';
import type { Scale } from './workload.js';

export interface Options {
  scale: Scale;
  names: readonly string[];
  rounds: Rounds;
  jsonFile: string | undefined;
}

export const usage = `npm run bench -- [options]

  --quick          small sizes, without Numba: under a minute
  --only a,b,…     only these kernels
  --rounds n       at least so many rounds (default 3)
  --json file      write the result there, too
  --list           print the kernels' names
  --help           print this`;

export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the arguments, or says what to print instead of running. */
export function readOptions(argv: readonly string[], known: readonly string[]): Options | { print: string } {
  const { values } = parseOrExplain(argv);
  if (values.help === true) return { print: usage };
  if (values.list === true) return { print: known.join('\n') };
  const names = values.only?.split(',').map((name) => name.trim()) ?? known;
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`unknown kernel ${unknown.join(', ')}; --list prints them all`);
  const leastRounds = values.rounds === undefined ? 3 : Number(values.rounds);
  if (!Number.isInteger(leastRounds) || leastRounds < 1) throw new UsageError('--rounds takes a whole number from 1');
  return values.quick === true
    ? { scale: 'quick', names, rounds: { leastRounds, budgetMs: 250 }, jsonFile: values.json }
    : { scale: 'full', names, rounds: { leastRounds, budgetMs: 1500 }, jsonFile: values.json };
}

function parseOrExplain(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        quick: { type: 'boolean' },
        only: { type: 'string' },
        rounds: { type: 'string' },
        json: { type: 'string' },
        list: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
