/** Runs a function that is compiled in parts: the copy that calls its loops, or the function itself where that is faster. */
import { types } from 'node:util';
import type { FunctionStats } from './function-stats.js';
import { apply, now } from './intrinsics.js';
import type { PartialFunction } from './partial-function.js';
import { Router, type Route, type RoutingReport } from './router.js';
import { Sampling } from './sampling.js';
import { I32, extent, isArrayKind, kindOf } from './signature.js';
import type { CallState } from './wrapper.js';

const { isGeneratorObject, isPromise } = types;

/** Samples after which the copy is timed although some of its loops are still being weighed. */
const PATIENCE = 200;

export class PartsRunner {
  /** Weighs the copy against the function: a call of a small loop costs more than the loop. */
  readonly router: Router;
  private readonly sampling = new Sampling();
  private lastTimed = 0;
  private patience = PATIENCE;

  /**
   * @param state - of the wrapper: it is told what to run until the next call that comes here
   */
  constructor(
    readonly parts: PartialFunction,
    private readonly original: (...args: never[]) => unknown,
    private readonly state: CallState,
    pinned: Route | undefined,
    onRouteChange: (report: RoutingReport) => void,
  ) {
    this.router = new Router(pinned, onRouteChange);
    state.partial = parts.run;
  }

  loopStats(): FunctionStats[] {
    return this.parts.loops.map((loop) => loop.stats());
  }

  /** Realised level of the last call. */
  get level(): 0 | 2 | 3 {
    if (this.state.level === 0) return 0;
    const levels = this.parts.loops.map(({ level }) => level);
    return levels.includes(3) ? 3 : levels.includes(2) ? 2 : 0;
  }

  /**
   * Answers a call.
   *
   * @param calls - the number of calls that this one stands for; 0 where it is not a sample
   * @param pace - told how many of the next calls the wrapper may answer
   */
  run(receiver: unknown, args: readonly unknown[], calls: number, pace: (credit: number) => void): unknown {
    const { router, state } = this;
    const isTimed = calls > 0 && this.isSettled();
    const size = sizeOf(args);
    const side = isTimed ? router.choose(size, this.lastTimed) : router.routeOf(size);
    state.level = side === 'native' ? 2 : 0;
    const started = now();
    const result = apply(side === 'native' ? this.parts.run : this.original, receiver, args);
    const ended = now();
    this.lastTimed = ended;
    const isPending = this.parts.loops.some((loop) => loop.isPending);
    // What goes on later cannot be timed here.
    if (isTimed && !isPending && !isPromise(result) && !isGeneratorObject(result)) {
      router.note(size, side, ended - started, calls, ended);
    }
    const warmUpCalls = router.warmUpCalls(size);
    state.partial = warmUpCalls > 0 || router.routeOf(size) === 'javascript' ? null : this.parts.run;
    pace(warmUpCalls > 0 ? warmUpCalls : this.sampling.next(ended - started, isPending));
    return result;
  }

  /** Loops of which it is open how they will run say nothing about how fast the copy will be. Some never run often enough to tell. */
  private isSettled(): boolean {
    if (this.parts.loops.some((loop) => loop.isPending)) return false;
    if (this.patience > 0 && this.parts.loops.some((loop) => loop.isTrying)) {
      this.patience--;
      return false;
    }
    return true;
  }
}

/** As for kernels: elements of arrays, and whole numbers, which often are bounds of loops. */
function sizeOf(args: readonly unknown[]): number {
  return args.reduce<number>((size, value) => {
    const kind = kindOf(value);
    return kind === I32 || isArrayKind(kind) ? size + extent(value) : size;
  }, 0);
}
