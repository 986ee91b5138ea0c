/** Which checks a program gets: of those that are slow or many, each program has some, so that all have their turn. */
import type { CheckSettings } from './check-program.js';
import type { RangeRequest } from './messages.js';

const PASSES = ['version-loops', 'narrow-numbers', 'split-loops', 'mark-parallel-loops'] as const;
/** Of the inputs, the interpreter takes one. */
const INTERPRETED_INPUTS = 1;
/** One program in this many is interpreted after a pass as well. */
const TRANSFORMED_EVERY = 2;
const TIME_LIMIT_MILLISECONDS = 4000;

type Choice = Pick<RangeRequest, 'targets' | 'rotatesTargets' | 'fault'>;

export function chooseChecks(seed: number, { targets, rotatesTargets, fault }: Choice): CheckSettings {
  const pass = PASSES[Math.floor(seed / TRANSFORMED_EVERY) % PASSES.length]!;
  return {
    targets: rotatesTargets ? [targets[seed % targets.length]!] : targets,
    passes: seed % TRANSFORMED_EVERY === 0 ? [pass] : [],
    interpretedInputs: INTERPRETED_INPUTS,
    fault: fault !== undefined && seed % fault.every === 0 ? fault.name : undefined,
    timeLimitMilliseconds: TIME_LIMIT_MILLISECONDS,
  };
}
