/**
 * Chooses between JavaScript and the kernel, by what calls of that size took. One router per kernel. It never runs a call twice: the
 * slower side is measured by giving it a call now and then, the more rarely the slower it was.
 */
import { ROUTE_JAVASCRIPT, ROUTE_NATIVE, ROUTE_UNKNOWN } from './wrapper.js';

export type Route = 'javascript' | 'native';

/** The router's numbers, in one place so that tests can set their own. Times are milliseconds. */
export interface RouterPolicy {
  /** The other side must take less than this part of the present one's time before the route changes. */
  readonly hysteresis: number;
  /** Part of the time that may go into giving calls to the slower side. */
  readonly explorationShare: number;
  /** Observed native calls before JavaScript is tried for the first time, by the native time up to which the row holds. */
  readonly firstExploration: readonly { readonly upTo: number; readonly calls: number }[];
}

const DEFAULT_POLICY: RouterPolicy = {
  hysteresis: 0.9,
  explorationShare: 0.01,
  firstExploration: [
    { upTo: 1, calls: 4 },
    { upTo: 50, calls: 16 },
    { upTo: Infinity, calls: 64 },
  ],
};

/** Times of the last few calls on one side. */
class Times {
  private static readonly KEPT = 5;
  private readonly recent: number[] = [];
  count = 0;

  add(milliseconds: number): void {
    this.recent[this.count++ % Times.KEPT] = milliseconds;
  }

  /** The best of the last few: interruptions only ever add, and code that warms up gets faster. */
  get best(): number {
    return Math.min(...this.recent);
  }
}

/** What is known about calls of one size class. */
class SizeClass {
  readonly javascript = new Times();
  readonly native = new Times();
  route = ROUTE_UNKNOWN;
  observed = 0;
  nextExploration: number | undefined;
}

/** For explain(): what the router knows about calls of one size. */
export interface RoutingReport {
  /** Calls of this class have at least this many elements, and fewer than twice as many. */
  readonly elements: number;
  readonly route: Route;
  /** Best time of the last few calls; absent where there was none. */
  readonly javascriptMilliseconds?: number;
  readonly nativeMilliseconds?: number;
}

export class Router {
  /** Route per size class, by the number of leading zeros of the size; shared with the wrapper. */
  readonly routes = new Uint8Array(33);
  private readonly classes = new Map<number, SizeClass>();

  /**
   * @param pinned - always this side, where a level is forced
   * @param onChange - told when calls of one size go somewhere else than before
   */
  constructor(
    private readonly pinned: Route | undefined,
    private readonly onChange: (report: RoutingReport) => void,
    private readonly policy: RouterPolicy = DEFAULT_POLICY,
  ) {}

  /** Whether some sizes go to JavaScript. */
  get sendsSomeToJavaScript(): boolean {
    return this.routes.includes(ROUTE_JAVASCRIPT);
  }

  /** Whether calls were seen, and all their sizes go to JavaScript. */
  get sendsAllToJavaScript(): boolean {
    return this.sendsSomeToJavaScript && !this.routes.includes(ROUTE_NATIVE);
  }

  /** Where a call that is observed goes, now that there is a kernel. */
  choose(size: number): Route {
    if (this.pinned !== undefined) return this.pinned;
    const known = this.classOf(size);
    known.observed++;
    if (known.native.count === 0) return 'native';
    const present: Route = known.route === ROUTE_JAVASCRIPT ? 'javascript' : 'native';
    known.nextExploration ??= known.observed + this.callsBeforeExploration(known);
    if (known.observed < known.nextExploration) return present;
    known.nextExploration = undefined;
    return present === 'native' ? 'javascript' : 'native';
  }

  /** Where a call goes that nobody looks at. */
  routeOf(size: number): Route {
    return this.pinned ?? (this.routes[Math.clz32(size)] === ROUTE_JAVASCRIPT ? 'javascript' : 'native');
  }

  /** Takes in what a call took. */
  note(size: number, side: Route, milliseconds: number): void {
    const known = this.classOf(size);
    known[side].add(milliseconds);
    if (this.pinned !== undefined || known.native.count === 0) return;
    const before = known.route;
    known.route = this.decide(known);
    if (known.route === before) return;
    const leadingZeros = Math.clz32(size);
    this.routes[leadingZeros] = known.route;
    if (before !== ROUTE_UNKNOWN || known.route === ROUTE_JAVASCRIPT) this.onChange(reportOf(leadingZeros, known));
  }

  /** What JavaScript takes more than native for calls of this size; 0 where that is not known. */
  advantage(size: number): number {
    const known = this.classes.get(Math.clz32(size));
    return known === undefined || known.javascript.count === 0 || known.native.count === 0
      ? 0
      : known.javascript.best - known.native.best;
  }

  report(): RoutingReport[] {
    return [...this.classes]
      .sort(([one], [other]) => other - one)
      .map(([leadingZeros, known]) => reportOf(leadingZeros, known));
  }

  private decide({ javascript, native, route }: SizeClass): number {
    if (javascript.count === 0) return ROUTE_NATIVE;
    const isOnJavaScript = route === ROUTE_JAVASCRIPT;
    const [present, other] = isOnJavaScript ? [javascript.best, native.best] : [native.best, javascript.best];
    const stays = other >= present * this.policy.hysteresis;
    return isOnJavaScript === stays ? ROUTE_JAVASCRIPT : ROUTE_NATIVE;
  }

  private callsBeforeExploration({ javascript, native, route }: SizeClass): number {
    if (javascript.count === 0) {
      const row = this.policy.firstExploration.find(({ upTo }) => native.best <= upTo);
      return row?.calls ?? 0;
    }
    const [present, other] =
      route === ROUTE_JAVASCRIPT ? [javascript.best, native.best] : [native.best, javascript.best];
    return Math.ceil(other / Math.max(present, Number.EPSILON) / this.policy.explorationShare);
  }

  private classOf(size: number): SizeClass {
    const leadingZeros = Math.clz32(size);
    let known = this.classes.get(leadingZeros);
    if (known === undefined) this.classes.set(leadingZeros, (known = new SizeClass()));
    return known;
  }
}

function reportOf(leadingZeros: number, known: SizeClass): RoutingReport {
  return {
    elements: leadingZeros === 32 ? 0 : 2 ** (31 - leadingZeros),
    route: known.route === ROUTE_JAVASCRIPT ? 'javascript' : 'native',
    ...(known.javascript.count > 0 && { javascriptMilliseconds: known.javascript.best }),
    ...(known.native.count > 0 && { nativeMilliseconds: known.native.best }),
  };
}
