/**
 * Dispatch of one accelerated function: JavaScript first, a kernel compiled meanwhile, then whichever side is faster. The wrapper answers
 * most calls by itself; what comes here are the first calls, a sample of the others, and those that the kernel declined.
 */
import type { FunctionSettings } from '../../settings/settings.js';
import { compileService } from '../compiler/service.js';
import { findNativeBinding } from '../native/binding.js';
import type { NativeBinding } from '../native/contract.js';
import type { Captured } from './captured.js';
import type { Kernel } from './complete-kernel.js';
import { countParameters } from './count-parameters.js';
import { fittingKernel } from './fit-kernel.js';
import { functionName } from './function-name.js';
import type { Verdict } from './explanation.js';
import type { FunctionStats } from './function-stats.js';
import { apply, builtinsIntact, now } from './intrinsics.js';
import { KernelLoader, type LoaderEvents } from './kernel-loader.js';
import type { Outline } from '../outline/index.js';
import type { Outlining } from './partial-function.js';
import { announceDeopt, announceMismatch, announceRoute } from './announce-changes.js';
import { CallStreak } from './call-streak.js';
import { chooseLevel, type LevelChoice } from './level.js';
import { argumentsOverlap } from './overlap.js';
import { bitsOf, type KernelSlot, type Plan } from './plan.js';
import { callRefusal, type Reason } from './refusals.js';
import { PartsRunner } from './run-parts.js';
import type { Route, RoutingReport } from './router.js';
import { withLoops } from './sum-stats.js';
import { Sampling } from './sampling.js';
import { SharedCalls } from './shared-calls.js';
import { SignatureTable } from './signature-table.js';
import { chooseSharing } from './threads.js';
import { verifyCall } from './verify-call.js';
import { MAXIMUM_FAST_ARITY, createWrapper, newCallState } from './wrapper.js';

export type { FunctionStats };

/** Any function, seen from outside. */
export type AnyFunction = (...args: never[]) => unknown;

/** What is known of a call when its kernel gives it up. */
interface AbandonedRun {
  readonly size: number;
  readonly started: number;
  readonly isTimed: boolean;
  readonly isSample: boolean;
}

/** More than any program calls before it is granted again. */
const ENDLESS_CREDIT = 2 ** 30;
/** While every call comes here, one in this many is timed. */
const TIMED_INTERVAL = 16;

export class Dispatcher {
  readonly name: string;
  readonly level: LevelChoice;
  readonly wrapper: AnyFunction;
  readonly table: SignatureTable;
  /** Number of parameters of the function. */
  readonly arity: number;
  verdict: Verdict | undefined;
  /** The function in parts, where it cannot be compiled as a whole. */
  parts: PartsRunner | undefined;
  private readonly call = newCallState();
  private readonly binding: NativeBinding | undefined;
  /** The most threads that may work on one loop. */
  readonly threads: number = 1;
  private readonly sharedCalls: SharedCalls | undefined;
  private readonly loader: KernelLoader | undefined;
  private readonly sampling = new Sampling();
  /** Credit given out last, and calls counted before that. */
  private granted = 0;
  private countedCalls = 0;
  private readonly streak = new CallStreak();
  private samples = 0;
  private lastTimed = 0;
  private verifiedCalls = 0;
  private mismatches = 0;
  private abandonedCalls = 0;
  private savedMilliseconds = 0;

  constructor(
    readonly original: AnyFunction,
    name: string | undefined,
    readonly captured: Captured,
    private readonly settings: FunctionSettings,
    /** Absent for functions that are not taken apart. */
    readonly outlining?: Outlining,
  ) {
    this.name = name ?? functionName(original);
    this.level = chooseLevel(settings);
    this.arity = countParameters(captured.unit.functions[0].source) ?? original.length;
    this.table = new SignatureTable(this.arity + captured.arrays.length, {
      verify: settings.verify,
      pinned: this.level.pinned,
      onRouteChange: (plan, report) => announceRoute(this.name, plan.label, report),
    });
    if (this.level.ceiling === 0) {
      this.verdict = { status: 'COMPATIBILITY_EXECUTED', reasons: this.level.reasons };
    } else {
      const native = findNativeBinding();
      if (native.available) {
        compileService().prepareSoon();
        this.binding = native.binding;
        const sharing = chooseSharing(settings, this.level, native.binding);
        this.threads = sharing.threads;
        if (sharing.threads > 1) this.sharedCalls = new SharedCalls(native.binding, this.table);
        const events: LoaderEvents = {
          onSettled: () => this.grant(0),
          onUnsupported: (reasons, outline) => this.takeApart(reasons, outline),
        };
        this.loader = new KernelLoader(this.name, captured.unit, native.binding, sharing, events, outlining?.original);
      } else {
        this.verdict = { status: 'FAILED', reasons: [callRefusal('addon-missing', native.reason)] };
      }
    }
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the hook has a receiver of its own
    const dispatcher = this;
    this.wrapper = createWrapper(original, this.name, this.arity, {
      state: this.call,
      hidden: captured.arrays,
      declined: this.binding?.declined,
      abandoned: this.binding?.abandoned,
      observe(...args) {
        return dispatcher.observe(this, args);
      },
      takeOver(...args) {
        return dispatcher.takeOver(this, args);
      },
    });
  }

  /** Realised level of the last call. */
  get lastLevel(): 0 | 2 | 3 {
    if (this.parts !== undefined) return this.parts.level;
    const { level, lastKernel } = this.call;
    return level === 2 && this.sharedCalls?.isLastOf(lastKernel) === true ? 3 : level;
  }

  /** Whether a kernel is being made. */
  get isPending(): boolean {
    return this.loader !== undefined && this.loader.pending > 0;
  }

  stats(): FunctionStats {
    const calls = this.countedCalls + this.granted - this.call.credit;
    const { nativeCalls } = this.call;
    const own: FunctionStats = {
      name: this.name,
      calls,
      nativeCalls,
      sharedCalls: this.sharedCalls?.count() ?? 0,
      javascriptCalls: calls - nativeCalls,
      nativeLoops: 0,
      abandonedCalls: this.abandonedCalls,
      verifiedCalls: this.verifiedCalls,
      mismatches: this.mismatches,
      kernels: this.loader?.kernels ?? 0,
      compileMilliseconds: this.loader?.compileMilliseconds ?? 0,
      savedMilliseconds: this.savedMilliseconds,
      refusals: this.loader?.refusals ?? 0,
    };
    return this.parts === undefined ? own : withLoops(own, this.parts.loopStats());
  }

  /** Makes the kernel that a call with these arguments needs, without calling. */
  async prepare(callArgs: ArrayLike<unknown>): Promise<void> {
    const args = this.withHidden(callArgs);
    const plan = this.verdict === undefined ? this.table.planFor(args) : undefined;
    if (plan === undefined) return;
    const service = compileService();
    service.hold();
    try {
      let slot: KernelSlot;
      do {
        slot = this.slotFor(plan, args);
        if (slot.state.status === 'idle') this.loader?.request(plan, slot, args, false);
        await slot.settled();
        // Which arrays are written is known only now: the arguments may turn out to need the other kernel.
      } while (this.slotFor(plan, args) !== slot);
    } finally {
      service.release();
    }
  }

  /** The arguments of a call as a kernel wants them: one for each parameter, then the captured arrays. */
  withHidden(args: ArrayLike<unknown>): ArrayLike<unknown> {
    const { arrays } = this.captured;
    return arrays.length === 0 ? args : [...Array.from({ length: this.arity }, (_, at) => args[at]), ...arrays];
  }

  /** The kernel that a call needs. Which arrays are written is known once the first kernel is there. */
  slotFor(plan: Plan, args: ArrayLike<unknown>): KernelSlot {
    const { state } = plan.exclusive;
    if (plan.arrays.length < 2 || !('reply' in state)) return plan.exclusive;
    const written = state.reply.signature.parameters.flatMap((parameter) =>
      parameter.kind === 'array' && parameter.written ? [parameter.index] : [],
    );
    return argumentsOverlap(args, plan.arrays, written) ? plan.overlapping : plan.exclusive;
  }

  /** Answers a call that the wrapper does not answer by itself. */
  private observe(receiver: unknown, callArgs: readonly unknown[]): unknown {
    const args = this.withHidden(callArgs);
    const isSample = this.call.credit < 0;
    if (!isSample) this.streak.noteMiss();
    if (this.isPending) compileService().poll();
    if (this.verdict === undefined && !builtinsIntact()) this.giveUp(callRefusal('builtin-patched'));
    if (this.runsInParts()) return this.runParts(receiver, callArgs, isSample);
    const plan = this.verdict === undefined ? this.table.planFor(args) : undefined;
    if (plan === undefined) {
      this.call.kernel = null;
      this.call.level = 0;
      if (this.verdict !== undefined) this.grant(ENDLESS_CREDIT);
      return apply(this.original, receiver, callArgs);
    }
    let slot = this.slotFor(plan, args);
    while (slot.state.status === 'idle') {
      this.loader?.request(plan, slot, args, this.settings.compile === 'sync');
      slot = this.slotFor(plan, args);
    }
    // The answer may have come at once.
    if (this.runsInParts()) return this.runParts(receiver, callArgs, isSample);
    const kernel = fittingKernel(slot, args);
    return kernel !== null && slot.verifications > 0
      ? this.runVerified(plan, slot, kernel, receiver, callArgs)
      : this.run(plan, slot, kernel, receiver, callArgs, isSample);
  }

  private run(
    plan: Plan,
    slot: KernelSlot,
    kernel: Kernel | null,
    receiver: unknown,
    callArgs: readonly unknown[],
    isSample: boolean,
  ): unknown {
    const args = this.withHidden(callArgs);
    const isTimed = isSample && (!this.streak.isPolymorphic || this.samples++ % TIMED_INTERVAL === 0);
    const size = plan.measure(args);
    const { router } = slot;
    const route = kernel === null ? 'javascript' : isTimed ? router.choose(size, this.lastTimed) : router.routeOf(size);
    let side: Route = 'javascript';
    let result: unknown;
    const started = isTimed ? now() : 0;
    if (route === 'native') {
      result = apply(kernel, undefined, args);
      if (result === this.binding?.abandoned) {
        return this.runAbandoned(plan, slot, receiver, callArgs, { size, started, isTimed, isSample });
      }
      if (result !== this.binding?.declined) side = 'native';
    }
    // First, because the function may throw.
    this.count(side, kernel);
    if (side === 'javascript') result = apply(this.original, receiver, callArgs);
    const ended = isTimed ? now() : 0;
    if (isTimed) this.lastTimed = ended;
    if (isTimed && side === route) {
      const calls = this.granted + 1;
      router.note(size, side, ended - started, calls, ended);
      if (side === 'native') this.savedMilliseconds += router.advantage(size) * calls;
    }
    if (isSample) this.follow(plan, slot, size, ended - started);
    return result;
  }

  /** Runs the function in the place of a kernel that gave the call up. Both of them are what the call took. */
  private runAbandoned(
    plan: Plan,
    slot: KernelSlot,
    receiver: unknown,
    callArgs: readonly unknown[],
    { size, started, isTimed, isSample }: AbandonedRun,
  ): unknown {
    this.noteAbandoned(slot);
    this.count('javascript', null);
    try {
      return apply(this.original, receiver, callArgs);
    } finally {
      const ended = isTimed ? now() : 0;
      if (isTimed) {
        this.lastTimed = ended;
        slot.router.noteAbandoned(size, { milliseconds: ended - started, calls: this.granted + 1, time: ended });
      }
      if (isSample) this.follow(plan, slot, size, ended - started);
    }
  }

  /** Answers a call of the wrapper that the kernel gave up. */
  private takeOver(receiver: unknown, callArgs: readonly unknown[]): unknown {
    const slot = this.streak.last;
    if (slot !== undefined) {
      this.noteAbandoned(slot);
      const plan = this.table.plans.find(({ slots }) => slots.includes(slot));
      if (plan !== undefined) slot.router.noteAbandoned(plan.measure(this.withHidden(callArgs)));
    }
    this.call.level = 0;
    // What the next one takes is worth knowing.
    this.grant(0);
    return apply(this.original, receiver, callArgs);
  }

  private noteAbandoned({ abandoned }: KernelSlot): void {
    const [line, column] = this.binding!.abandonedAt as unknown as [number, number];
    const place = `${line}:${column}`;
    abandoned.set(place, (abandoned.get(place) ?? 0) + 1);
    this.abandonedCalls++;
  }

  private runVerified(
    plan: Plan,
    slot: KernelSlot,
    kernel: Kernel,
    receiver: unknown,
    args: readonly unknown[],
  ): unknown {
    const { arrays } = this.captured;
    const call = verifyCall(this.original, receiver, kernel, this.binding!, args, this.withHidden(args), arrays);
    if (!call.ran && call.isAbandoned) this.noteAbandoned(slot);
    if (call.ran) {
      this.count('native', kernel);
      this.verifiedCalls++;
      slot.verifications--;
    }
    const { difference } = call;
    if (difference !== undefined) {
      this.mismatches++;
      const reasons = [callRefusal('verify-mismatch', difference)];
      slot.settle({ status: 'failed', reasons });
      this.loader?.announce(reasons, plan.label);
      announceMismatch(this.name, plan, difference);
    }
    if (!call.ran) return this.run(plan, slot, null, receiver, args, false);
    this.grant(0);
    return call.result;
  }

  private count(side: Route, kernel: Kernel | null): void {
    this.call.level = side === 'native' ? 2 : 0;
    this.call.lastKernel = side === 'native' ? kernel : null;
    if (side === 'native') this.call.nativeCalls++;
  }

  /** Lets the wrapper do the same with the next calls, until the next sample. */
  private follow(plan: Plan, slot: KernelSlot, size: number, milliseconds: number): void {
    this.streak.note(slot);
    const { call } = this;
    const { state } = slot;
    call.kernel = null;
    if (state.status === 'ready' && !this.streak.isPolymorphic) {
      call.kernel = state.kernel;
      call.guards = bitsOf(state.reply.guardedArguments);
      call.makesArrays = state.reply.makesArrays;
      call.methods = bitsOf(state.reply.methodArguments);
      call.sizes = bitsOf(plan.measured);
      call.routes = slot.router.sendsSomeToJavaScript ? slot.router.routes : null;
    }
    const warmUpCalls = slot.router.warmUpCalls(size);
    if (warmUpCalls > 0 && !this.streak.isPolymorphic) {
      call.kernel = null;
      this.grant(warmUpCalls);
      return;
    }
    const isNextVerified = state.status === 'ready' && slot.verifications > 0;
    const mightRunNative = call.kernel === null && this.table.plans.some((other) => other.hasKernel);
    const mustSeeAll = isNextVerified || mightRunNative || this.table.arity > MAXIMUM_FAST_ARITY;
    this.grant(mustSeeAll ? 0 : this.sampling.next(milliseconds, this.isPending));
  }

  /** Lets that many calls pass before the next one is looked at. */
  private grant(credit: number): void {
    this.countedCalls += this.granted - this.call.credit;
    this.granted = credit;
    this.call.credit = credit;
  }

  private runsInParts(): boolean {
    return this.parts !== undefined;
  }

  private runParts(receiver: unknown, callArgs: readonly unknown[], isSample: boolean): unknown {
    this.call.kernel = null;
    return this.parts!.run(receiver, callArgs, isSample ? this.granted + 1 : 0, (credit) => this.grant(credit));
  }

  /** Goes on without a kernel of the whole: with kernels of its loops, where that can be. */
  private takeApart(reasons: readonly Reason[], outline: Outline | undefined): void {
    // Requests for several signatures are answered one after the other.
    if (this.verdict !== undefined) return;
    const made = outline === undefined ? [] : this.outlining!.assemble(outline);
    const against = 'run' in made ? [] : made;
    this.verdict = { status: 'UNSUPPORTED', reasons: [...reasons, ...against] };
    this.loader?.announce(against);
    if (!('run' in made)) return;
    const onRouteChange = (report: RoutingReport): void => announceRoute(this.name, 'in parts', report);
    this.parts = new PartsRunner(made, this.original, this.call, this.level.pinned, onRouteChange);
  }

  /** Goes back to JavaScript for good. */
  private giveUp(reason: Reason): void {
    this.sharedCalls?.keep();
    const hadKernel = this.table.plans.some((plan) => plan.hasKernel);
    this.verdict = { status: hadKernel ? 'DEOPTED' : 'UNSUPPORTED', reasons: [reason] };
    this.loader?.announce([reason]);
    if (!hadKernel) return;
    for (const plan of this.table.plans) {
      for (const slot of plan.slots) {
        if (slot.state.status !== 'ready') continue;
        slot.settle({ status: 'deopted', reasons: [reason], reply: slot.state.reply });
        announceDeopt(this.name, plan, reason);
      }
    }
  }
}
