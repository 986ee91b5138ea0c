/** Puts together what happened to a function, and why. `toString()` of it is the report of `render-explanation.ts`. */
import type { CompileReport } from '../artifacts/source.js';
import type { SourceUnit } from '../frontend/index.js';
import type { Dispatcher } from './dispatcher.js';
import type { AbandonReport, Explanation, LoopExplanation, SignatureExplanation, Status } from './explanation.js';
import { refuseArguments } from './kernel-loader.js';
import { loadAnalysis } from './load-analysis.js';
import type { KernelSlot, Plan } from './plan.js';
import type { Reason } from './refusals.js';
import { renderExplanation } from './render-explanation.js';
import type { Router } from './router.js';
import { argumentType } from './signature.js';

/**
 * @param args - of one call, to explain that signature alone; without them every signature seen so far is explained
 */
export function explain(dispatcher: Dispatcher, args: readonly unknown[]): Explanation {
  const { unit } = dispatcher.captured;
  const { source } = unit.functions[unit.reportedIndex]!;
  const { verdict } = dispatcher;
  const full = dispatcher.withHidden(args);
  const plans =
    dispatcher.parts !== undefined
      ? []
      : args.length > 0 && verdict === undefined
        ? [dispatcher.table.planFor(full)]
        : dispatcher.table.plans;
  const signatures = plans.flatMap((plan) => (plan === undefined ? [] : [explainPlan(dispatcher, plan, full)]));
  const foreseen = verdict === undefined && signatures.length === 0 ? foreseeWhole(dispatcher) : NOTHING;
  const loops = dispatcher.parts?.parts.loops.map((loop) => loop.explain()) ?? foreseen.loops;
  const found = foreseen.refusals;
  const explanation = {
    function: dispatcher.name,
    status:
      loops.length > 0
        ? statusOfParts(loops, dispatcher.parts?.router)
        : (verdict?.status ?? (found.length > 0 ? 'UNSUPPORTED' : bestStatus(signatures.map(({ status }) => status)))),
    level: dispatcher.lastLevel,
    threads: dispatcher.threads,
    refusals: verdict === undefined ? [...dispatcher.level.reasons, ...found] : verdict.reasons,
    signatures,
    loops,
    routing: dispatcher.parts?.router.report() ?? [],
    source,
  } satisfies Omit<Explanation, 'toString'>;
  // Not enumerable: whoever prints or compares the explanation as data does not see it.
  return Object.defineProperty(explanation, 'toString', { value: () => renderExplanation(explanation) });
}

function explainPlan(dispatcher: Dispatcher, plan: Plan, args: ArrayLike<unknown>): SignatureExplanation {
  const { exclusive, overlapping } = plan;
  const shown = overlapping.state.status === 'ready' && exclusive.state.status !== 'ready' ? overlapping : exclusive;
  const { state } = shown;
  const reply = 'reply' in state ? state.reply : undefined;
  const report: CompileReport = reply?.report ?? { loops: [], guards: [], unproved: [], sharing: [], phases: {} };
  const refusals = plan.slots.flatMap((slot) => ('reasons' in slot.state ? slot.state.reasons : []));
  const foreseen = state.status === 'idle' ? foresee(dispatcher, plan, args) : [];
  return {
    signature: plan.label,
    status: foreseen.length > 0 ? 'UNSUPPORTED' : statusOf(shown),
    ...(overlapping.state.status !== 'idle' && { overlapping: statusOf(overlapping) }),
    refusals: [...refusals, ...foreseen],
    loops: report.loops,
    guards: report.guards,
    unproved: report.unproved,
    sharing: report.sharing,
    abandoned: plan.slots.flatMap(explainAbandoned),
    ...(reply !== undefined && {
      cached: reply.cached,
      times: {
        ...('milliseconds' in state && { total: state.milliseconds }),
        frontend: reply.times.frontend,
        compiler: reply.times.compiler,
        ...report.phases,
      },
    }),
    routing: shown.router.report(),
  };
}

function explainAbandoned({ state, abandoned }: KernelSlot): AbandonReport[] {
  if (abandoned.size === 0 || !('reply' in state)) return [];
  const { ABANDONMENTS } = frontend();
  const sites = [...state.reply.abandonments, ...state.reply.plainArguments.map(({ site }) => site)];
  // Captured arrays have one place together.
  const places = new Map(sites.map((site) => [`${site.line}:${site.column}`, site]));
  return [...places].flatMap(([place, { code, line, column }]) => {
    const calls = abandoned.get(place) ?? 0;
    const { meaning, wayOut } = ABANDONMENTS[code];
    return calls === 0 ? [] : [{ code, message: meaning, hint: wayOut, line, column, calls }];
  });
}

function statusOf({ state, router }: KernelSlot): Status {
  switch (state.status) {
    case 'idle':
      return 'NOT_COMPILED';
    case 'pending':
      return 'PENDING';
    case 'ready':
      return router.sendsAllToJavaScript ? 'COMPATIBILITY_EXECUTED' : 'COMPILED_FULL';
    case 'unsupported':
      return 'UNSUPPORTED';
    case 'failed':
      return 'FAILED';
    case 'deopted':
      return 'DEOPTED';
  }
}

/** The status of the whole is the best that any part reached. */
const BEST_FIRST: readonly Status[] = [
  'COMPILED_FULL',
  'COMPILED_PARTIAL',
  'COMPATIBILITY_EXECUTED',
  'PENDING',
  'NOT_COMPILED',
  'DEOPTED',
  'FAILED',
  'UNSUPPORTED',
];

/** The status of a whole with such parts. */
export function bestStatus(parts: readonly Status[]): Status {
  return BEST_FIRST.find((status) => parts.includes(status)) ?? 'NOT_COMPILED';
}

/** A function of which loops run native is compiled in part; otherwise its loops say what it is. */
function statusOfParts(loops: readonly LoopExplanation[], router: Router | undefined): Status {
  if (router?.sendsAllToJavaScript === true) return 'COMPATIBILITY_EXECUTED';
  const best = bestStatus(loops.map(({ status }) => status));
  return best === 'COMPILED_FULL' ? 'COMPILED_PARTIAL' : best;
}

/** What the front end says about the function, whatever its arguments. */
function analyze(unit: SourceUnit): readonly Reason[] {
  const analysis = loadAnalysis().analyzeSource(unit);
  return analysis.ok ? [] : analysis.refusals;
}

const NOTHING = { refusals: [], loops: [] } as const;

/** What will be found out about a function that was not called yet. */
function foreseeWhole({ captured: { unit }, outlining }: Dispatcher): {
  readonly refusals: readonly Reason[];
  readonly loops: readonly LoopExplanation[];
} {
  const refusals = analyze(unit);
  const outline =
    refusals.length > 0 && outlining ? loadAnalysis().outlineFunction(unit, outlining.original) : undefined;
  if (outline === undefined) return { refusals, loops: [] };
  const against = outlining!.refusalsOf(outline);
  const loops = outline.loops.map(({ line, column }) => ({
    line,
    column,
    status: 'NOT_COMPILED' as const,
    level: 0 as const,
    refusals: [],
    signatures: [],
  }));
  return { refusals: [...refusals, ...against], loops: against.length > 0 ? [] : loops };
}

/** The whole front end is loaded only by those who ask for explanations of functions that can be compiled: the compile worker has its own. */
function frontend(): typeof import('../frontend/index.js') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- on demand, and explain() is synchronous
  return require('../frontend/index.js') as typeof import('../frontend/index.js');
}

/** What the front end will say about a signature for which nothing was asked yet. */
function foresee(dispatcher: Dispatcher, plan: Plan, args: ArrayLike<unknown>): readonly Reason[] {
  const refusal = refuseArguments(plan, args);
  if (refusal !== undefined) return [refusal];
  const { unit } = dispatcher.captured;
  const found = analyze(unit);
  if (found.length > 0) return found;
  const { analyzeSource, lowerFunction } = frontend();
  const analysis = analyzeSource(unit);
  if (!analysis.ok) return analysis.refusals;
  const types = Array.from(plan.signature, (kind) => argumentType(kind)!);
  const lowered = lowerFunction(analysis.fn, types, { mayAlias: false, name: dispatcher.name });
  return lowered.ok ? [] : lowered.refusals;
}
