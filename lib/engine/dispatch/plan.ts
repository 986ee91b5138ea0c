/** What dispatch knows about one signature of one function: two kernels at most, and where its calls go. */
import type { CompiledReply } from '../compiler/messages.js';
import type { NativeKernel } from '../native/contract.js';
import type { Kernel } from './complete-kernel.js';
import type { Reason } from './refusals.js';
import { Router, type Route, type RoutingReport } from './router.js';
import { I32, describeSignature, extent, isArrayKind, type Signature } from './signature.js';

/** How far one kernel is. */
export type KernelState =
  /** Nobody needed it yet. */
  | { readonly status: 'idle' }
  | { readonly status: 'pending'; readonly since: number }
  | {
      readonly status: 'ready';
      readonly kernel: Kernel;
      /** The kernel as the addon made it: `kernel` may stand around it. */
      readonly loaded: NativeKernel;
      readonly reply: CompiledReply;
      readonly milliseconds: number;
    }
  /** Cannot be made (`unsupported`), could not be made (`failed`), or was given up (`deopted`). */
  | {
      readonly status: 'unsupported' | 'failed' | 'deopted';
      readonly reasons: readonly Reason[];
      readonly reply?: CompiledReply;
    };

export type ReadyKernel = Extract<KernelState, { status: 'ready' }>;

/** One kernel of a plan, and the router that weighs it against JavaScript. */
export class KernelSlot {
  state: KernelState = { status: 'idle' };
  /** Native calls that are still to be compared with JavaScript. */
  verifications: number;
  nativeCalls = 0;
  readonly router: Router;
  /** Calls that the kernel gave up, by the place that did. */
  readonly abandoned = new Map<string, number>();
  private waiting: (() => void)[] = [];

  constructor(
    readonly mayAlias: boolean,
    verifications: number,
    pinned: Route | undefined,
    onRouteChange: (report: RoutingReport) => void,
  ) {
    this.verifications = verifications;
    this.router = new Router(pinned, onRouteChange);
  }

  /** Sets the state, and tells who waited for its being settled. */
  settle(state: KernelState): void {
    this.state = state;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resume of waiting) resume();
  }

  /** Resolves once the kernel is no longer pending. */
  settled(): Promise<void> {
    return this.state.status === 'pending' ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve();
  }
}

/** What a plan needs to know of its function. */
export interface PlanSettings {
  readonly verify: number;
  readonly pinned: Route | undefined;
  onRouteChange(plan: Plan, report: RoutingReport): void;
}

export class Plan {
  /** For people: `f64[], f64[], i32`. */
  readonly label: string;
  /** For calls whose arrays do not overlap. */
  readonly exclusive: KernelSlot;
  /** For calls where a written array overlaps another one; made when such a call comes. */
  readonly overlapping: KernelSlot;
  /** Positions of the arrays. */
  readonly arrays: readonly number[];
  /**
   * Positions of the arguments that make up the size of a call: whole numbers, which often are bounds of loops, and the array that was the
   * largest at first sight. One array is enough to tell sizes apart, and to ask each for its length would cost more than a small call.
   */
  readonly measured: readonly number[];

  constructor(
    readonly signature: Signature,
    firstArgs: ArrayLike<unknown>,
    settings: PlanSettings,
  ) {
    this.label = describeSignature(signature);
    const positions = [...signature.keys()];
    this.arrays = positions.filter((position) => isArrayKind(signature[position]!));
    const largest = Math.max(...this.arrays.map((position) => extent(firstArgs[position])));
    const first = this.arrays.find((position) => extent(firstArgs[position]) === largest);
    this.measured = positions.filter((position) => signature[position] === I32 || position === first);
    const slot = (mayAlias: boolean): KernelSlot =>
      new KernelSlot(mayAlias, settings.verify, settings.pinned, (report) => settings.onRouteChange(this, report));
    this.exclusive = slot(false);
    this.overlapping = slot(true);
  }

  get slots(): readonly [KernelSlot, KernelSlot] {
    return [this.exclusive, this.overlapping];
  }

  get hasKernel(): boolean {
    return this.slots.some(({ state }) => state.status === 'ready');
  }

  /** The size of a call, as the wrapper computes it. */
  measure(args: ArrayLike<unknown>): number {
    return this.measured.reduce((size, position) => size + extent(args[position]), 0);
  }
}

/** Positions as bits. Positions that have no bit do not matter: such functions never leave the dispatcher (MAXIMUM_FAST_ARITY). */
export function bitsOf(positions: readonly number[]): number {
  return positions.reduce((bits, position) => (position < 31 ? bits | (1 << position) : bits), 0);
}
