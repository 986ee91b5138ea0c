/** Runs programs on several processes, makes what fails small, and writes it down. */
import { describeProgress } from './summary.js';
import type { Difference, Verdict } from './check-program.js';
import { chooseChecks } from './choose-checks.js';
import { generateProgram } from './generate.js';
import { makeInputs } from './inputs.js';
import { JobProcess } from './job-process.js';
import { addCounts, emptyCounts, type Counts, type RangeRequest } from './messages.js';
import { saveRegression } from './regression-file.js';
import { shrinkFailure, type Failure } from './shrink.js';

export interface FuzzSettings extends Omit<RangeRequest, 'kind' | 'stride' | 'first' | 'end'> {
  readonly seed: number;
  readonly programs: number;
  readonly jobs: number;
  /** After which no more programs are started. */
  readonly seconds: number;
  /** Where regressions are written. */
  readonly folder: string;
  /** Failures that are made small and written down; of the others, the seed is told. */
  readonly saved: number;
  readonly log: (line: string) => void;
}

export interface FuzzResult {
  readonly counts: Counts;
  readonly seconds: number;
  readonly differences: readonly { readonly seed: number; readonly difference: Difference }[];
  /** Regressions that were written. */
  readonly files: readonly string[];
}

/** Programs that one request hands to all jobs together: between requests, time is looked at. */
const PROGRAMS_PER_ROUND = 500;
const PROGRESS_MILLISECONDS = 5000;
/** In plain JavaScript, while a program is made smaller, which easily makes it endless. */
const SHRINKING_TIME_LIMIT_MILLISECONDS = 300;

export async function runFuzzer(settings: FuzzSettings): Promise<FuzzResult> {
  const counts = emptyCounts();
  const differences: { seed: number; difference: Difference }[] = [];
  const jobs = Array.from({ length: settings.jobs }, () => new JobProcess());
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  let shown = started;
  const listener = {
    onProgress: (more: Counts) => {
      addCounts(counts, more);
      if (Date.now() - shown < PROGRESS_MILLISECONDS) return;
      shown = Date.now();
      settings.log(describeProgress(counts, settings.programs, differences.length, { seconds: seconds() }));
    },
    onDifference: (seed: number, difference: Difference) => {
      differences.push({ seed, difference });
      settings.log(`seed ${seed}: ${difference.tier}: ${difference.message}`);
    },
  };
  try {
    const { seed, programs, inputs, targets, rotatesTargets, fault } = settings;
    const range = { kind: 'range', stride: jobs.length, inputs, targets, rotatesTargets, fault } as const;
    for (let round = seed; round < seed + programs && seconds() < settings.seconds; round += PROGRAMS_PER_ROUND) {
      const end = Math.min(round + PROGRAMS_PER_ROUND, seed + programs);
      await Promise.all(jobs.map((job, index) => job.runRange({ ...range, first: round + index, end }, listener)));
    }
    const ran = seconds();
    const files: string[] = [];
    for (const found of differences.slice(0, settings.saved)) {
      files.push(await shrinkAndSave(found.seed, found.difference, jobs[0]!, settings));
    }
    return { counts, seconds: ran, differences, files };
  } finally {
    jobs.forEach((job) => job.close());
  }
}

async function shrinkAndSave(
  seed: number,
  difference: Difference,
  job: JobProcess,
  settings: FuzzSettings,
): Promise<string> {
  const generated = generateProgram(seed);
  const checks = chooseChecks(seed, settings);
  // Only what failed is run again; where the process ended, all native code is.
  const { tier } = difference;
  const native = checks.targets.filter(
    (target) => tier === `native ${target}` || tier.startsWith(`native ${target}, `),
  );
  const ofTier = {
    ...checks,
    targets: tier.startsWith('interpreter') ? [] : native.length > 0 ? native : checks.targets,
    passes: checks.passes.filter((pass) => tier === `interpreter after ${pass}` || tier === 'compiler'),
    interpretedInputs: tier.startsWith('interpreter') ? checks.interpretedInputs : 0,
    timeLimitMilliseconds: SHRINKING_TIME_LIMIT_MILLISECONDS,
  };
  const probe = async (program: Failure['program'], inputs: Failure['inputs']): Promise<Difference | undefined> => {
    const verdict: Verdict = await job.check({ kind: 'check', program, inputs, settings: ofTier });
    return verdict.status === 'differs' ? verdict.difference : undefined;
  };
  const failure: Failure = {
    program: generated.program,
    inputs: makeInputs(generated, seed, settings.inputs),
    difference,
  };
  settings.log(`seed ${seed}: making it smaller`);
  const smallest = await shrinkFailure(failure, probe);
  const path = await saveRegression(settings.folder, seed, smallest);
  settings.log(`seed ${seed}: ${path}: ${smallest.difference.message}\n  ${smallest.program.source}`);
  return path;
}
