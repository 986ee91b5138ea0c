/** Runs programs on every tier and compares each run with plain JavaScript. */

import type { Test } from 'tap';
import type { Run, Tally } from './compare.js';
import { findDifference } from './compare.js';
import { kindChoices, makeInputs } from './inputs.js';
import type { Program } from './program.js';
import type { Tier } from './tiers.js';

/** Differences of one program after which the rest of it is not worth reading. */
const REPORTED_DIFFERENCES = 3;

/** Compares every run of the programs on the tiers, one assertion for each program; says at the end how much was compared. */
export async function runSuite(t: Test, programs: readonly Program[], tiers: readonly Tier[]): Promise<void> {
  const available = tiers.filter((tier) => tier.unavailable === undefined);
  const tallies = new Map(available.map((tier) => [tier, { runs: 0, values: 0, bytes: 0 }]));
  for (const [serial, program] of programs.entries()) {
    const differences = await compareProgram(program, serial, tallies);
    t.same(differences, [], program.name);
  }
  for (const tier of tiers) {
    const tally = tallies.get(tier);
    if (tally === undefined) {
      t.test(tier.name, { skip: tier.unavailable ?? false }, (t) => t.end());
    } else {
      t.comment(
        `${tier.name}: ${tally.runs} runs of ${programs.length} programs, ${tally.values} results, ${tally.bytes} bytes compared` +
          (tier.countShared === undefined ? '' : `; ${tier.countShared()} shared calls so far`),
      );
      t.ok(tally.runs > programs.length, `${tier.name} was compared`);
    }
  }
}

/** The first differences of one program between plain JavaScript and the tiers. */
export async function compareProgram(
  program: Program,
  serial: number,
  tallies: ReadonlyMap<Tier, Tally>,
): Promise<string[]> {
  const differences: string[] = [];
  for (const [turn, kinds] of kindChoices(program, serial).entries()) {
    for (const input of makeInputs(program, kinds, serial + turn)) {
      const expectedArgs = input.make();
      const expected = runPlain(program, expectedArgs);
      for (const [tier, tally] of tallies) {
        const difference = await compareRun(program, tier, expected, input.make(), tally);
        if (difference !== undefined) {
          differences.push(`${tier.name}, ${input.label}: ${difference}`);
        }
        if (differences.length >= REPORTED_DIFFERENCES) {
          return differences;
        }
      }
    }
  }
  return differences;
}

function runPlain(program: Program, args: Run['args']): Run {
  try {
    return { result: program.fn(...args), args };
  } catch (error) {
    return { result: undefined, error, args };
  }
}

async function compareRun(
  program: Program,
  tier: Tier,
  expected: Run,
  args: Run['args'],
  tally: Tally,
): Promise<string | undefined> {
  try {
    const outcome = await tier.run(program, [...args]);
    return outcome.ran
      ? findDifference(expected, { result: outcome.result, args }, tally)
      : `did not run: ${outcome.reason}`;
  } catch (error) {
    return expected.error === undefined
      ? `threw ${error instanceof Error ? error.message : String(error)}`
      : findDifference(expected, { result: undefined, error, args }, tally);
  }
}
