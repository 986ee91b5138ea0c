/** Runs one program in every way that must agree with plain JavaScript, and finds the first difference. */
import { Script } from 'node:vm';
import { nativeSignature } from '../../../lib/engine/compiler/make-kernel.js';
import {
  analyzeSource,
  interpretKernel,
  lowerFunction,
  printKernel,
  readKernel,
  type Kernel,
} from '../../../lib/engine/frontend/index.js';
import { Abandoned, type Argument } from '../../../lib/engine/frontend/interpret.js';
import type { NativeBinding, NativeKernel } from '../../../lib/engine/native/contract.js';
import { findDifference, type Tally } from '../../conformance/compare.js';
import type { CompilerClient } from '../../conformance/compiler-client.js';
import { checkKernel, THREADS } from '../../conformance/tiers.js';
import { shuffled } from '../../support/shuffled.js';
import { plantFault, type Fault } from './plant-fault.js';
import { argumentMaker, plainFunction, sourceUnit, type FuzzInput, type FuzzProgram } from './program.js';

export interface CheckSettings {
  /** Native code for each of these. */
  readonly targets: readonly string[];
  /** Passes after which the interpreter runs. */
  readonly passes: readonly string[];
  /** Inputs that the interpreter runs on, which is slow. */
  readonly interpretedInputs: number;
  readonly fault?: Fault | undefined;
  /** For all inputs together, in plain JavaScript. */
  readonly timeLimitMilliseconds: number;
}

export interface Difference {
  /** `interpreter`, `interpreter after PASS`, `native TARGET`, `native TARGET, N threads`, or `front end` and `compiler` where there was nothing to run. */
  readonly tier: string;
  /** Index of the input. */
  readonly input?: number;
  readonly message: string;
}

export type Verdict =
  | { readonly status: 'same' }
  | { readonly status: 'differs'; readonly difference: Difference }
  | { readonly status: 'refused'; readonly codes: readonly string[] }
  /** It is no program to compare with: it cannot be parsed, throws, or does not end. */
  | { readonly status: 'rejected'; readonly reason: string };

/** What a run leaves behind. */
interface Run {
  readonly result: unknown;
  readonly args: Argument[];
}

/** Steps of the interpreter for one input; what takes longer is left to native code. */
const STEPS = 100_000;
const SPENT = 'the budget of steps is spent';

const global = globalThis as unknown as { jetloopFuzzRun: () => void };
const runAll = new Script('jetloopFuzzRun()');

export class ProgramChecker {
  readonly tally: Tally = { runs: 0, values: 0, bytes: 0 };

  /** @param onNative - called before native code of a program runs, which may end the process */
  constructor(
    private readonly compiler: CompilerClient,
    private readonly binding: NativeBinding,
    private readonly onNative: () => void = () => undefined,
  ) {}

  async check(program: FuzzProgram, inputs: readonly FuzzInput[], settings: CheckSettings): Promise<Verdict> {
    const lowered = this.lower(program);
    if (!('kernel' in lowered)) return lowered;
    // The compiler works while JavaScript runs here.
    const { kernel } = lowered;
    const faulty = settings.fault === undefined ? kernel : plantFault(kernel, settings.fault);
    const ir = printKernel(faulty);
    const objects = settings.targets.map((target) => settle(this.compiler.compile(ir, target)));
    const transforms = settings.passes.map((pass) => settle(this.compiler.transform(ir, pass)));
    const makers = inputs.map(argumentMaker);
    const expected = runPlain(program, makers, settings.timeLimitMilliseconds);
    const [compiled, transformed] = [await Promise.all(objects), await Promise.all(transforms)];
    if (typeof expected === 'string') return { status: 'rejected', reason: expected };

    const difference =
      this.interpret('interpreter', kernel, makers, expected, settings.interpretedInputs) ??
      this.interpretTransformed(transformed, kernel, makers, expected, settings) ??
      this.runNative(compiled, lowered.signature, makers, expected, settings.targets);
    return difference === undefined ? { status: 'same' } : { status: 'differs', difference };
  }

  private lower(
    program: FuzzProgram,
  ): { kernel: Kernel; signature: ReturnType<typeof nativeSignature> } | Exclude<Verdict, { status: 'same' }> {
    try {
      const analysis = analyzeSource(sourceUnit(program));
      const lowered = analysis.ok
        ? lowerFunction(analysis.fn, program.types, { mayAlias: program.mayAlias, name: 'fuzz' })
        : analysis;
      if (!lowered.ok) return { status: 'refused', codes: lowered.refusals.map(({ code }) => code) };
      checkKernel(lowered.kernel);
      return { kernel: lowered.kernel, signature: nativeSignature(lowered) };
    } catch (error) {
      return { status: 'differs', difference: { tier: 'front end', message: messageOf(error) } };
    }
  }

  private interpretTransformed(
    texts: readonly Settled<string>[],
    kernel: Kernel,
    makers: readonly (() => unknown[])[],
    expected: readonly Run[],
    { passes, interpretedInputs }: CheckSettings,
  ): Difference | undefined {
    for (const [index, text] of texts.entries()) {
      const tier = `interpreter after ${passes[index]}`;
      if (!('value' in text)) return { tier: 'compiler', message: text.message };
      // The text does not tell which JavaScript parameter a parameter comes from.
      const transformed = { ...readKernel(text.value), parameters: kernel.parameters };
      const difference = this.interpret(tier, transformed, makers, expected, interpretedInputs);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }

  private interpret(
    tier: string,
    kernel: Kernel,
    makers: readonly (() => unknown[])[],
    expected: readonly Run[],
    count: number,
  ): Difference | undefined {
    for (let input = 0; input < Math.min(count, makers.length); input++) {
      const args = makers[input]!() as Argument[];
      try {
        const result = interpretKernel(kernel, args, { steps: STEPS, order: shuffled });
        // A call that is given up leaves no trace, and JavaScript answers it; rolling back is the addon's part.
        if (result instanceof Abandoned) continue;
        const message = findDifference(expected[input]!, { result, args }, this.tally);
        if (message !== undefined) return { tier, input, message };
      } catch (error) {
        if (!messageOf(error).includes(SPENT)) return { tier, input, message: `threw ${messageOf(error)}` };
      }
    }
    return undefined;
  }

  private runNative(
    objects: readonly Settled<{ object: Uint8Array; sha256: string }>[],
    signature: ReturnType<typeof nativeSignature>,
    makers: readonly (() => unknown[])[],
    expected: readonly Run[],
    targets: readonly string[],
  ): Difference | undefined {
    this.onNative();
    const runs = objects.flatMap((object, index) =>
      [1, ...THREADS].map((threads) => ({ object, threads, target: targets[index]! })),
    );
    for (const { object, threads, target } of runs) {
      const tier = threads === 1 ? `native ${target}` : `native ${target}, ${threads} threads`;
      if (!('value' in object)) return { tier: 'compiler', message: object.message };
      let kernel: NativeKernel;
      try {
        const { object: bytes, sha256 } = object.value;
        kernel = this.binding.load(bytes, sha256, { ...signature, threads, shareAlways: true });
      } catch (error) {
        return { tier, message: `not loaded: ${messageOf(error)}` };
      }
      for (const [input, make] of makers.entries()) {
        const args = make() as Argument[];
        const result = kernel(...args);
        if (result === this.binding.declined) return { tier, input, message: 'declined the call' };
        const wanted = result === this.binding.abandoned ? { result, args: make() as Argument[] } : expected[input]!;
        const message = findDifference(wanted, { result, args }, this.tally);
        if (message !== undefined) return { tier, input, message };
      }
    }
    return undefined;
  }
}

/** The runs in plain JavaScript, or why there are none. */
function runPlain(program: FuzzProgram, makers: readonly (() => unknown[])[], timeout: number): Run[] | string {
  const runs: Run[] = [];
  try {
    const plain = plainFunction(program);
    global.jetloopFuzzRun = () => {
      for (const make of makers) {
        const args = make() as Argument[];
        runs.push({ result: plain(...args), args });
      }
    };
    runAll.runInThisContext({ timeout });
    return runs;
  } catch (error) {
    return messageOf(error);
  }
}

type Settled<Value> = { readonly value: Value } | { readonly message: string };

function settle<Value>(promise: Promise<Value>): Promise<Settled<Value>> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ message: messageOf(error) }),
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
