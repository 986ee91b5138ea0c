/** One request from source to object: analyse, lower, look the key up, compile. Runs in the compile worker. */
import { performance } from 'node:perf_hooks';
import { artifactKey } from '../artifacts/key.js';
import { MemoryStore } from '../artifacts/memory-store.js';
import { resolveArtifact } from '../artifacts/resolve.js';
import {
  analyzeSource,
  describeUnit,
  lowerFunction,
  printKernel,
  type AnalysisResult,
  type LoweredFunction,
  type Parameter,
  type SourceUnit,
} from '../frontend/index.js';
import type { NativeParameter, NativeSignature } from '../native/contract.js';
import { outlineFunction } from '../outline/index.js';
import type { CompilerProcess } from './compiler-process.js';
import type { CompileReply, CompileRequest } from './messages.js';
import { CompileFailure } from './refusals.js';

/** Analyses of the functions seen last; a function comes back for each of its signatures. */
const REMEMBERED_ANALYSES = 64;

export class KernelMaker {
  private readonly memory = new MemoryStore();
  private readonly analyses = new Map<string, AnalysisResult>();

  constructor(private readonly compiler: CompilerProcess) {}

  /** Never throws: whatever goes wrong is a refusal. */
  async make(request: CompileRequest): Promise<CompileReply> {
    const { id } = request;
    const started = performance.now();
    const analysis = this.analyze(request.unit);
    if (!analysis.ok) {
      const outline = request.outlined && outlineFunction(request.unit, request.outlined);
      return { id, ok: false, scope: 'function', refusals: analysis.refusals, ...(outline && { outline }) };
    }
    if (request.types === undefined) return { id, ok: false, scope: 'signature', refusals: [] };
    const lowered = lowerFunction(analysis.fn, request.types, { mayAlias: request.mayAlias, name: request.name });
    if (!lowered.ok) return { id, ok: false, scope: 'signature', refusals: lowered.refusals };
    const ir = printKernel(lowered.kernel);
    const frontendDone = performance.now();
    try {
      const identity = await this.compiler.identify();
      const key = artifactKey({ ir, math: lowered.mathVariant, ...identity });
      const { artifact, origin } = await resolveArtifact(key, [this.memory], () =>
        this.compiler.compile(ir, identity.target),
      );
      return {
        id,
        ok: true,
        object: artifact.object,
        sha256: artifact.sha256,
        signature: nativeSignature(lowered),
        guardedArguments: guardedArguments(lowered),
        methodArguments: lowered.methodArrays,
        results: lowered.results,
        makesArrays: lowered.iteratesLiterals || lowered.kernel.parameters.some(isKept),
        plainArguments: lowered.plainArguments,
        abandonments: lowered.abandonments,
        report: artifact.report,
        cached: origin !== 'compiler',
        times: { frontend: frontendDone - started, compiler: performance.now() - frontendDone },
      };
    } catch (error) {
      if (!(error instanceof CompileFailure)) throw error;
      return { id, ok: false, scope: 'service', refusals: [error.refusal] };
    }
  }

  private analyze(unit: SourceUnit): AnalysisResult {
    const key = describeUnit(unit);
    const known = this.analyses.get(key);
    if (known !== undefined) return known;
    const analysis = analyzeSource(unit);
    if (this.analyses.size >= REMEMBERED_ANALYSES) {
      this.analyses.delete(this.analyses.keys().next().value!);
    }
    this.analyses.set(key, analysis);
    return analysis;
  }
}

/** How the addon has to call the kernel. */
export function nativeSignature({ kernel, undefinedArguments, transactionArrays }: LoweredFunction): NativeSignature {
  return {
    parameters: [
      ...kernel.parameters.filter(isPassed).map((parameter): NativeParameter =>
        parameter.kind === 'array'
          ? {
              index: parameter.sourceIndex,
              kind: 'array',
              element: parameter.element,
              written: parameter.written,
              copied: transactionArrays.has(parameter.name),
            }
          : { index: parameter.sourceIndex, kind: parameter.type },
      ),
      ...undefinedArguments.map((index): NativeParameter => ({ index, kind: 'undefined' })),
    ],
    allowOverlap: kernel.mayAlias,
    hasResults: kernel.parameters.some((parameter) => parameter.kind === 'array' && parameter.isResult === true),
  };
}

/** Whether a parameter of the kernel is an argument of the call. */
function isPassed(parameter: Parameter): boolean {
  return !(parameter.kind === 'array' && parameter.scratch !== undefined);
}

/** Whether a parameter of the kernel is an array that the function makes for itself. */
function isKept(parameter: Parameter): boolean {
  return parameter.kind === 'array' && parameter.scratch !== undefined && parameter.isResult !== true;
}

/** Arguments whose properties the program may see: `length`, or the one named "undefined". */
function guardedArguments({ kernel, undefinedKeys, plainArguments }: LoweredFunction): number[] {
  const withLength = kernel.parameters.flatMap((parameter) =>
    parameter.kind === 'array' && parameter.usesLength && isPassed(parameter) ? [parameter.sourceIndex] : [],
  );
  // The length of an ordinary array is always its own.
  return [...new Set([...withLength, ...undefinedKeys])].filter(
    (index) => !plainArguments.some((argument) => argument.index === index),
  );
}
