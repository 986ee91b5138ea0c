/**
 * Chooses between JavaScript and the kernel by what calls of that size took. One router per kernel. It never runs a call twice: the side
 * that calls do not go to is measured now and then by a trial, a few calls that it is given.
 */
import { ROUTE_JAVASCRIPT, ROUTE_NATIVE, ROUTE_UNKNOWN } from './wrapper.js';

export type Route = 'javascript' | 'native';

/** The router's numbers, in one place so that tests can set their own. Times are milliseconds. */
export interface RouterPolicy {
  /** The other side must take less than this part of the present one's time before the route changes. */
  readonly hysteresis: number;
  /** JavaScript that ran this long, or this many calls, is taken to be as fast as the engine will make it. */
  readonly warmMilliseconds: number;
  readonly warmCalls: number;
  /** Timed calls of a trial; a trial also ends when they took as long as warm JavaScript takes to get warm. */
  readonly trialCalls: number;
  /** Time, and number at most, of the untimed calls in front of each timed call of a trial, in which the engine warms up. */
  readonly warmUpMilliseconds: number;
  readonly warmUpCalls: number;
  /** Native calls before JavaScript that is not warm is tried for the first time, by the native time up to which the row holds. */
  readonly firstTrial: readonly { readonly upTo: number; readonly calls: number }[];
  /** Pause after a trial, in multiples of what it took, and at least; the least pause doubles while trials change nothing. */
  readonly pausePerTrialTime: number;
  readonly shortestPause: number;
  readonly longestPause: number;
}

export const DEFAULT_ROUTER_POLICY: RouterPolicy = {
  hysteresis: 0.9,
  warmMilliseconds: 2,
  warmCalls: 1000,
  trialCalls: 5,
  warmUpMilliseconds: 1,
  warmUpCalls: 250,
  firstTrial: [
    { upTo: 1, calls: 4 },
    { upTo: 50, calls: 16 },
    { upTo: Infinity, calls: 64 },
  ],
  pausePerTrialTime: 100,
  shortestPause: 1000,
  longestPause: 60_000,
};

/** Times of the calls on one side. */
class Times {
  private static readonly KEPT = 5;
  private recent: number[] = [];
  private added = 0;
  /** Calls that the times stand for, the untimed ones between them included. */
  calls = 0;

  add(milliseconds: number, calls: number): void {
    this.recent[this.added++ % Times.KEPT] = milliseconds;
    this.calls += calls;
  }

  get isEmpty(): boolean {
    return this.recent.length === 0;
  }

  /** The best of the last few: interruptions only ever add, and code that warms up gets faster. */
  get best(): number {
    return Math.min(...this.recent);
  }

  forget(): void {
    this.recent = [];
    this.added = 0;
  }
}

interface Trial {
  readonly side: Route;
  readonly since: number;
  remaining: number;
  timed: number;
}

/** Native calls after which what was abandoned long ago counts half. */
const REMEMBERED_CALLS = 256;

/** What native calls take, those that the kernel gives up included. */
class NativeTimes extends Times {
  private seen = 0;
  private abandonedSeen = 0;
  private readonly abandoned = new Times();

  override add(milliseconds: number, calls: number): void {
    super.add(milliseconds, calls);
    this.see(calls);
  }

  /** A call that was given up and run as JavaScript; what it took is not always known. */
  addAbandoned(timed?: AbandonedCall): void {
    this.abandonedSeen++;
    if (timed === undefined) return;
    this.abandoned.add(timed.milliseconds, timed.calls);
    this.calls += timed.calls;
    this.see(timed.calls);
  }

  get isUnknown(): boolean {
    return this.isEmpty && this.abandoned.isEmpty;
  }

  /** What a call is to be expected to take: regular ones at their best, and the present share of those given up. */
  expected(javascript: Times): number {
    if (this.abandonedSeen === 0) return this.best;
    const whole = this.abandoned.isEmpty ? this.best + (javascript.isEmpty ? 0 : javascript.best) : this.abandoned.best;
    if (this.isEmpty) return whole;
    const share = Math.min(this.abandonedSeen / Math.max(this.seen, 1), 1);
    return this.best + share * (whole - this.best);
  }

  override forget(): void {
    super.forget();
    this.abandoned.forget();
    this.seen = 0;
    this.abandonedSeen = 0;
  }

  private see(calls: number): void {
    this.seen += calls;
    if (this.seen < REMEMBERED_CALLS) return;
    this.seen /= 2;
    this.abandonedSeen /= 2;
  }
}

/** A timed call that the kernel gave up. */
export interface AbandonedCall {
  /** Of the kernel and of the function after it. */
  readonly milliseconds: number;
  /** The number of calls that this one stands for. */
  readonly calls: number;
  /** When it ended. */
  readonly time: number;
}

/** What is known about calls of one size class. */
class SizeClass {
  readonly javascript = new Times();
  readonly native = new NativeTimes();
  route = ROUTE_UNKNOWN;
  trial: Trial | undefined;
  nextTrial: number | undefined;
  pause: number;

  constructor(policy: RouterPolicy) {
    this.pause = policy.shortestPause;
  }

  get expectedNative(): number {
    return this.native.expected(this.javascript);
  }

  get present(): Route {
    return this.route === ROUTE_JAVASCRIPT ? 'javascript' : 'native';
  }
}

/** For explain(): what the router knows about calls of one size. */
export interface RoutingReport {
  /** Calls of this class are at least this large, and smaller than twice that: elements of the largest array, plus whole-number arguments. */
  readonly size: number;
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
    private readonly policy: RouterPolicy = DEFAULT_ROUTER_POLICY,
  ) {}

  /** Whether some sizes go to JavaScript. */
  get sendsSomeToJavaScript(): boolean {
    return this.routes.includes(ROUTE_JAVASCRIPT);
  }

  /** Whether calls were seen, and all their sizes go to JavaScript. */
  get sendsAllToJavaScript(): boolean {
    return this.sendsSomeToJavaScript && !this.routes.includes(ROUTE_NATIVE);
  }

  /** Whether a trial is under way for some size, or the first one is still to come: the next calls may take longer than they will later. */
  get isTrying(): boolean {
    return (
      this.pinned === undefined &&
      [...this.classes.values()].some(
        ({ native, nextTrial, trial }) => trial !== undefined || (nextTrial === undefined && !native.isUnknown),
      )
    );
  }

  /** Where a call that is timed goes, now that there is a kernel. */
  choose(size: number, time: number): Route {
    if (this.pinned !== undefined) return this.pinned;
    const known = this.classOf(size);
    if (known.native.isUnknown) return 'native';
    if (known.trial === undefined && this.isTrialDue(known, time)) this.startTrial(known, time);
    return known.trial?.side ?? known.present;
  }

  /** Where a call goes that is not timed. */
  routeOf(size: number): Route {
    return this.pinned ?? (this.routes[Math.clz32(size)] === ROUTE_JAVASCRIPT ? 'javascript' : 'native');
  }

  /** Untimed calls that belong to a trial of JavaScript before its next timed one. */
  warmUpCalls(size: number): number {
    const known = this.classes.get(Math.clz32(size));
    if (known?.trial?.side !== 'javascript' || known.javascript.isEmpty) return 0;
    return Math.min(Math.floor(this.policy.warmUpMilliseconds / known.javascript.best), this.policy.warmUpCalls);
  }

  /**
   * Takes in what a call took.
   *
   * @param calls - the number of calls that this one stands for
   * @param time - when it ended
   */
  note(size: number, side: Route, milliseconds: number, calls: number, time: number): void {
    const known = this.classOf(size);
    known[side].add(milliseconds, calls);
    this.settle(size, known, milliseconds, time);
  }

  /** Takes in that a native call was given up and run as JavaScript. */
  noteAbandoned(size: number, timed?: AbandonedCall): void {
    const known = this.classOf(size);
    known.native.addAbandoned(timed);
    if (timed !== undefined) this.settle(size, known, timed.milliseconds, timed.time);
  }

  /** Decides anew after a timed call. */
  private settle(size: number, known: SizeClass, milliseconds: number, time: number): void {
    if (this.pinned !== undefined || known.native.isUnknown) return;
    const { trial } = known;
    if (trial !== undefined) {
      trial.timed += milliseconds;
      if (--trial.remaining > 0 && trial.timed < this.policy.warmMilliseconds) return;
    }
    const before = known.route;
    known.route = this.decide(known);
    if (trial !== undefined) this.endTrial(known, trial, known.route !== before, time);
    if (known.route === before) return;
    const leadingZeros = Math.clz32(size);
    this.routes[leadingZeros] = known.route;
    if (before !== ROUTE_UNKNOWN || known.route === ROUTE_JAVASCRIPT) this.onChange(reportOf(leadingZeros, known));
  }

  /** What JavaScript takes more than native for calls of this size; 0 where that is not known. */
  advantage(size: number): number {
    const known = this.classes.get(Math.clz32(size));
    return known === undefined || known.native.isUnknown || !this.isWarm(known)
      ? 0
      : known.javascript.best - known.expectedNative;
  }

  report(): RoutingReport[] {
    return [...this.classes]
      .sort(([one], [other]) => other - one)
      .map(([leadingZeros, known]) => reportOf(leadingZeros, known));
  }

  private isTrialDue(known: SizeClass, time: number): boolean {
    if (known.nextTrial !== undefined) return time >= known.nextTrial;
    if (this.isWarm(known)) {
      known.nextTrial = time + known.pause;
      return false;
    }
    const row = this.policy.firstTrial.find(({ upTo }) => known.expectedNative <= upTo);
    return row !== undefined && known.native.calls >= row.calls;
  }

  private startTrial(known: SizeClass, time: number): void {
    const side = known.present === 'native' ? 'javascript' : 'native';
    known[side].forget();
    known.trial = { side, since: time, remaining: this.policy.trialCalls, timed: 0 };
  }

  private endTrial(known: SizeClass, trial: Trial, changed: boolean, time: number): void {
    const { pausePerTrialTime, shortestPause, longestPause } = this.policy;
    known.trial = undefined;
    known.nextTrial = time + Math.max(known.pause, pausePerTrialTime * (time - trial.since));
    known.pause = changed ? shortestPause : Math.min(2 * known.pause, longestPause);
  }

  private isWarm({ javascript }: SizeClass): boolean {
    const { warmCalls, warmMilliseconds } = this.policy;
    return (
      javascript.calls >= warmCalls || (!javascript.isEmpty && javascript.calls * javascript.best >= warmMilliseconds)
    );
  }

  private decide({ javascript, expectedNative, route }: SizeClass): number {
    if (javascript.isEmpty) return ROUTE_NATIVE;
    const isOnJavaScript = route === ROUTE_JAVASCRIPT;
    const [present, other] = isOnJavaScript ? [javascript.best, expectedNative] : [expectedNative, javascript.best];
    const stays = other >= present * this.policy.hysteresis;
    return isOnJavaScript === stays ? ROUTE_JAVASCRIPT : ROUTE_NATIVE;
  }

  private classOf(size: number): SizeClass {
    const leadingZeros = Math.clz32(size);
    let known = this.classes.get(leadingZeros);
    if (known === undefined) this.classes.set(leadingZeros, (known = new SizeClass(this.policy)));
    return known;
  }
}

function reportOf(leadingZeros: number, known: SizeClass): RoutingReport {
  return {
    size: leadingZeros === 32 ? 0 : 2 ** (31 - leadingZeros),
    route: known.present,
    ...(!known.javascript.isEmpty && { javascriptMilliseconds: known.javascript.best }),
    ...(!known.native.isUnknown && { nativeMilliseconds: known.expectedNative }),
  };
}
