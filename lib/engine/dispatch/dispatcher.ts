/**
 * Dispatch of one accelerated function: JavaScript first, a kernel compiled meanwhile, then whichever side is faster. The wrapper answers
 * most calls by itself; what comes here are the first calls, a sample of the others, and those that the kernel declined.
 */
import { publish } from '../../events/channels.js';
import type { FunctionSettings } from '../../settings/settings.js';
import { compileService } from '../compiler/service.js';
import { findNativeBinding } from '../native/binding.js';
import type { NativeBinding } from '../native/contract.js';
import type { Captured } from './captured.js';
import type { Kernel } from './complete-kernel.js';
import { countParameters } from './count-parameters.js';
import { functionName } from './function-name.js';
import {
  apply,
  builtinsIntact,
  hasEngineMethods,
  hasPlainProperties,
  localArraysIntact,
  now,
  sourceOf,
} from './intrinsics.js';
import { KernelLoader } from './kernel-loader.js';
import { chooseLevel, type LevelChoice } from './level.js';
import { argumentsOverlap } from './overlap.js';
import { bitsOf, type KernelSlot, type Plan } from './plan.js';
import { callRefusal, type Reason } from './refusals.js';
import type { Route, RoutingReport } from './router.js';
import { Sampling } from './sampling.js';
import { SignatureTable } from './signature-table.js';
import { verifyCall } from './verify-call.js';
import { MAXIMUM_FAST_ARITY, createWrapper, type CallState } from './wrapper.js';

/** Any function, seen from outside. */
export type AnyFunction = (...args: never[]) => unknown;

/** Why no call of a function runs native, whatever its arguments. */
export interface Verdict {
  readonly status: 'UNSUPPORTED' | 'FAILED' | 'DEOPTED' | 'COMPATIBILITY_EXECUTED';
  readonly reasons: readonly Reason[];
}

/** Counters of one function. */
export interface FunctionStats {
  readonly name: string;
  readonly calls: number;
  readonly nativeCalls: number;
  readonly javascriptCalls: number;
  /** Calls that the kernel gave up, so that JavaScript ran in its place; they count as JavaScript calls. */
  readonly abandonedCalls: number;
  /** Native calls that were compared with JavaScript (option `verify`), and how many of them differed. */
  readonly verifiedCalls: number;
  readonly mismatches: number;
  /** Kernels compiled, or taken from a cache. */
  readonly kernels: number;
  /** From the requests to loaded code, all kernels together. */
  readonly compileMilliseconds: number;
  /** An estimate: what the native calls would have taken longer in JavaScript. */
  readonly savedMilliseconds: number;
  /** Reasons why the function or a signature of it stays JavaScript. */
  readonly refusals: number;
}

/** What is known of a call when its kernel gives it up. */
interface AbandonedRun {
  readonly size: number;
  readonly started: number;
  readonly isTimed: boolean;
  readonly isSample: boolean;
}

/** More than any program calls before it is granted again. */
const ENDLESS_CREDIT = 2 ** 30;
/** Declined calls between two samples after which the wrapper no longer tries the kernel of the last arguments blindly. */
const TOLERATED_MISSES = 4;
/** Calls with the same kernel in a row after which the wrapper tries it blindly again. */
const CALLS_TO_SETTLE = 256;
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
  private readonly call: CallState = {
    credit: 0,
    kernel: null,
    guards: 0,
    methods: 0,
    makesArrays: false,
    routes: null,
    sizes: 0,
    nativeCalls: 0,
    level: 0,
  };
  private readonly binding: NativeBinding | undefined;
  private readonly loader: KernelLoader | undefined;
  private readonly sampling = new Sampling();
  /** Credit given out last, and calls counted before that. */
  private granted = 0;
  private countedCalls = 0;
  private misses = 0;
  /** Whether several kernels are in use, so that every call comes here; then the kernel used last, and how often in a row. */
  private isPolymorphic = false;
  private lastSlot: KernelSlot | undefined;
  private streak = 0;
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
  ) {
    this.name = name ?? functionName(original);
    this.level = chooseLevel(settings);
    this.arity = countParameters(sourceOf(original)) ?? original.length;
    this.table = new SignatureTable(this.arity + captured.arrays.length, {
      verify: settings.verify,
      pinned: this.level.pinned,
      onRouteChange: (plan, report) => this.publishRoute(plan, report),
    });
    if (this.level.ceiling === 0) {
      this.verdict = { status: 'COMPATIBILITY_EXECUTED', reasons: this.level.reasons };
    } else {
      const native = findNativeBinding();
      if (native.available) {
        compileService().prepareSoon();
        this.binding = native.binding;
        this.loader = new KernelLoader(this.name, captured.unit, native.binding, {
          onSettled: () => this.grant(0),
          onUnsupported: (reasons) => (this.verdict = { status: 'UNSUPPORTED', reasons }),
        });
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
  get lastLevel(): 0 | 2 {
    return this.call.level;
  }

  stats(): FunctionStats {
    const calls = this.countedCalls + this.granted - this.call.credit;
    const { nativeCalls } = this.call;
    return {
      name: this.name,
      calls,
      nativeCalls,
      javascriptCalls: calls - nativeCalls,
      abandonedCalls: this.abandonedCalls,
      verifiedCalls: this.verifiedCalls,
      mismatches: this.mismatches,
      kernels: this.loader?.kernels ?? 0,
      compileMilliseconds: this.loader?.compileMilliseconds ?? 0,
      savedMilliseconds: this.savedMilliseconds,
      refusals: this.loader?.refusals ?? 0,
    };
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
    if (!isSample) this.misses++;
    if (this.loader !== undefined && this.loader.pending > 0) compileService().poll();
    if (this.verdict === undefined && !builtinsIntact()) this.giveUp(callRefusal('builtin-patched'));
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
    const { state } = slot;
    const kernel =
      state.status === 'ready' &&
      state.reply.guardedArguments.every((at) => hasPlainProperties(args[at])) &&
      state.reply.methodArguments.every((at) => hasEngineMethods(args[at])) &&
      (!state.reply.makesArrays || localArraysIntact())
        ? state.kernel
        : null;
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
    const isTimed = isSample && (!this.isPolymorphic || this.samples++ % TIMED_INTERVAL === 0);
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
    this.count(side);
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
    this.count('javascript');
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
    const slot = this.lastSlot;
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
      this.count('native');
      this.verifiedCalls++;
      slot.verifications--;
    }
    const { difference } = call;
    if (difference !== undefined) {
      this.mismatches++;
      const reasons = [callRefusal('verify-mismatch', difference)];
      slot.settle({ status: 'failed', reasons });
      this.loader?.announce(reasons, plan.label);
      publish('verify-mismatch', () => ({ function: this.name, signature: plan.label, difference }));
    }
    if (!call.ran) return this.run(plan, slot, null, receiver, args, false);
    this.grant(0);
    return call.result;
  }

  private count(side: Route): void {
    this.call.level = side === 'native' ? 2 : 0;
    if (side === 'native') this.call.nativeCalls++;
  }

  /** Lets the wrapper do the same with the next calls, until the next sample. */
  private follow(plan: Plan, slot: KernelSlot, size: number, milliseconds: number): void {
    this.noteStreak(slot);
    const { call } = this;
    const { state } = slot;
    call.kernel = null;
    if (state.status === 'ready' && !this.isPolymorphic) {
      call.kernel = state.kernel;
      call.guards = bitsOf(state.reply.guardedArguments);
      call.makesArrays = state.reply.makesArrays;
      call.methods = bitsOf(state.reply.methodArguments);
      call.sizes = bitsOf(plan.measured);
      call.routes = slot.router.sendsSomeToJavaScript ? slot.router.routes : null;
    }
    const warmUpCalls = slot.router.warmUpCalls(size);
    if (warmUpCalls > 0 && !this.isPolymorphic) {
      call.kernel = null;
      this.grant(warmUpCalls);
      return;
    }
    const isNextVerified = state.status === 'ready' && slot.verifications > 0;
    const mightRunNative = call.kernel === null && this.table.plans.some((other) => other.hasKernel);
    const mustSeeAll = isNextVerified || mightRunNative || this.table.arity > MAXIMUM_FAST_ARITY;
    this.grant(mustSeeAll ? 0 : this.sampling.next(milliseconds, (this.loader?.pending ?? 0) > 0));
  }

  private noteStreak(slot: KernelSlot): void {
    this.streak = slot === this.lastSlot ? this.streak + 1 : 0;
    this.lastSlot = slot;
    if (this.misses >= TOLERATED_MISSES) this.isPolymorphic = true;
    else if (this.streak >= CALLS_TO_SETTLE) this.isPolymorphic = false;
    this.misses = 0;
  }

  /** Lets that many calls pass before the next one is looked at. */
  private grant(credit: number): void {
    this.countedCalls += this.granted - this.call.credit;
    this.granted = credit;
    this.call.credit = credit;
  }

  /** Goes back to JavaScript for good. */
  private giveUp(reason: Reason): void {
    const hadKernel = this.table.plans.some((plan) => plan.hasKernel);
    this.verdict = { status: hadKernel ? 'DEOPTED' : 'UNSUPPORTED', reasons: [reason] };
    this.loader?.announce([reason]);
    if (!hadKernel) return;
    for (const plan of this.table.plans) {
      for (const slot of plan.slots) {
        if (slot.state.status !== 'ready') continue;
        slot.settle({ status: 'deopted', reasons: [reason], reply: slot.state.reply });
        publish('deopt', () => ({
          function: this.name,
          signature: plan.label,
          code: reason.code,
          message: reason.message,
        }));
      }
    }
  }

  private publishRoute(plan: Plan, report: RoutingReport): void {
    publish('route', () => ({
      function: this.name,
      signature: plan.label,
      size: report.size,
      route: report.route,
      javascriptMilliseconds: report.javascriptMilliseconds ?? NaN,
      nativeMilliseconds: report.nativeMilliseconds ?? NaN,
    }));
  }
}
