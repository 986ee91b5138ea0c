import t from 'tap';
import {
  DEFAULT_ROUTER_POLICY,
  Router,
  type Route,
  type RoutingReport,
} from '../../../../lib/engine/dispatch/router.js';
import { Sampling } from '../../../../lib/engine/dispatch/sampling.js';

/** Drives a router over a made-up clock and made-up costs of calls. */
class Simulation {
  readonly changes: RoutingReport[] = [];
  readonly router: Router;
  time = 0;
  readonly taken: Record<Route, number> = { javascript: 0, native: 0 };

  constructor(
    private readonly cost: (side: Route, size: number) => number,
    pinned?: Route,
  ) {
    this.router = new Router(pinned, (report) => this.changes.push(report));
  }

  /** Calls before there is a kernel. */
  warm(size: number, calls: number): void {
    for (let call = 0; call < calls; call++) this.run('javascript', size);
  }

  call(size: number, calls = 1): Route {
    let side: Route = 'native';
    for (let call = 0; call < calls; call++) {
      side = this.router.choose(size, this.time);
      this.run(side, size);
    }
    return side;
  }

  private run(side: Route, size: number): void {
    const milliseconds = this.cost(side, size);
    this.time += milliseconds;
    this.taken[side] += milliseconds;
    this.router.note(size, side, milliseconds, 1, this.time);
  }
}

t.test('a fast kernel is used from its first call on, at a small price for looking', (t) => {
  const simulation = new Simulation((side) => (side === 'native' ? 1 : 4));
  simulation.warm(1000, 5);
  t.equal(simulation.call(1000), 'native');
  simulation.call(1000, 5000);
  t.equal(simulation.router.routeOf(1000), 'native');
  t.ok(
    simulation.taken.javascript < 0.05 * simulation.taken.native + 20,
    `JavaScript took ${simulation.taken.javascript} ms`,
  );
  t.same(simulation.changes, []);
  t.ok(simulation.router.advantage(1000) === 3);
  t.end();
});

t.test('a slow kernel goes back to JavaScript, with both numbers', (t) => {
  const simulation = new Simulation((side) => (side === 'native' ? 4 : 1));
  simulation.warm(1000, 5);
  simulation.call(1000);
  t.equal(simulation.router.routeOf(1000), 'javascript');
  t.match(simulation.changes, [{ size: 512, route: 'javascript', javascriptMilliseconds: 1, nativeMilliseconds: 4 }]);
  t.ok(simulation.router.sendsAllToJavaScript);
  simulation.call(1000, 5000);
  t.ok(simulation.taken.native < 0.05 * simulation.taken.javascript + 20, `native took ${simulation.taken.native} ms`);
  t.end();
});

t.test('a slow kernel is found even if JavaScript was never seen before', (t) => {
  const simulation = new Simulation((side) => (side === 'native' ? 4 : 1));
  t.equal(simulation.call(1000), 'native');
  simulation.call(1000, 100);
  t.equal(simulation.router.routeOf(1000), 'javascript');
  t.end();
});

t.test('sizes are told apart', (t) => {
  const simulation = new Simulation((side, size) => (side === 'native' ? 0.5 + size * 1e-4 : size * 1e-3));
  for (const size of [10, 100_000]) {
    simulation.warm(size, 300);
    simulation.call(size, 50);
  }
  t.equal(simulation.router.routeOf(10), 'javascript');
  t.equal(simulation.router.routeOf(15), 'javascript');
  t.equal(simulation.router.routeOf(100_000), 'native');
  t.ok(simulation.router.sendsSomeToJavaScript);
  t.notOk(simulation.router.sendsAllToJavaScript);
  t.same(
    simulation.router.report().map(({ size, route }) => [size, route]),
    [
      [8, 'javascript'],
      [65536, 'native'],
    ],
  );
  t.end();
});

t.test('near ties do not swing', (t) => {
  let turn = 0;
  const simulation = new Simulation((side) => (side === 'native' ? 1 : 0.95) * (1 + 0.02 * (turn++ % 3)));
  simulation.warm(1000, 10);
  simulation.call(1000, 20_000);
  t.ok(simulation.changes.length <= 1, `${simulation.changes.length} changes`);
  t.end();
});

t.test('the world may change', (t) => {
  let native = 4;
  const simulation = new Simulation((side) => (side === 'native' ? native : 1));
  simulation.warm(1000, 5);
  simulation.call(1000, 100);
  t.equal(simulation.router.routeOf(1000), 'javascript');
  native = 0.1;
  simulation.call(1000, 20_000);
  t.equal(simulation.router.routeOf(1000), 'native');
  t.same(
    simulation.changes.map(({ route }) => route),
    ['javascript', 'native'],
  );
  t.end();
});

t.test('JavaScript is measured warm: a trial lets the engine warm up first', (t) => {
  let calls = 0;
  // JavaScript starts five times slower than the kernel, and gets twice as fast as the kernel.
  const simulation = new Simulation((side) => (side === 'native' ? 0.001 : calls < 500 ? 0.005 : 0.0005));
  simulation.warm(10, 1);
  t.equal(simulation.call(10), 'native');
  for (let call = 0; call < 50; call++) {
    if (simulation.call(10) === 'javascript') calls++;
    calls += simulation.router.warmUpCalls(10);
  }
  t.equal(simulation.router.routeOf(10), 'javascript');
  t.end();
});

t.test('calls that the kernel gives up cost what both sides take', (t) => {
  for (const [share, expected] of [
    [0.9, 'javascript'],
    [0.02, 'native'],
  ] as const) {
    let turn = 0;
    const router = new Router(undefined, () => undefined, DEFAULT_ROUTER_POLICY);
    let time = 0;
    const taken = { native: 0, javascript: 0 };
    for (let call = 0; call < 4000; call++) {
      const side = router.choose(1000, time);
      const isAbandoned = side === 'native' && (turn = (turn + share) % 1) < share;
      const milliseconds = side === 'javascript' ? 1 : isAbandoned ? 1.4 : 0.5;
      time += milliseconds;
      taken[side] += milliseconds;
      if (isAbandoned) router.noteAbandoned(1000, { milliseconds, calls: 1, time });
      else router.note(1000, side, milliseconds, 1, time);
    }
    t.equal(router.routeOf(1000), expected, `${share} of the calls`);
    t.ok(taken[expected] > 0.9 * time, JSON.stringify(taken));
    t.ok(router.report()[0]!.nativeMilliseconds! >= 0.5);
  }
  t.end();
});

t.test('calls given up that nobody timed count, and a kernel that behaves again is used again', (t) => {
  const router = new Router(undefined, () => undefined, DEFAULT_ROUTER_POLICY);
  let time = 0;
  let givesUp = true;
  const run = (calls: number): void => {
    for (let call = 0; call < calls; call++) {
      const side = router.choose(8, time);
      const milliseconds = side === 'javascript' ? 1 : 0.2;
      time += milliseconds;
      router.note(8, side, milliseconds, 4, time);
      if (side === 'native' && givesUp) for (let other = 0; other < 4; other++) router.noteAbandoned(8);
    }
  };
  run(500);
  t.equal(router.routeOf(8), 'javascript');
  givesUp = false;
  run(20_000);
  t.equal(router.routeOf(8), 'native');
  t.end();
});

t.test('a pinned router goes one way only', (t) => {
  for (const pinned of ['javascript', 'native'] as const) {
    const simulation = new Simulation((side) => (side === pinned ? 100 : 1), pinned);
    for (let call = 0; call < 200; call++) t.equal(simulation.call(1000), pinned);
    t.same(simulation.changes, []);
  }
  t.end();
});

t.test('odd sizes have a class of their own or share one, and never fail', (t) => {
  const router = new Router(undefined, () => undefined, DEFAULT_ROUTER_POLICY);
  for (const size of [0, 1, 2 ** 31, 2 ** 32, 2 ** 40, NaN, Infinity]) {
    router.choose(size, 0);
    router.note(size, 'native', 1, 1, 1);
    t.equal(router.routeOf(size), 'native');
  }
  t.end();
});

t.test('sampling: the first calls one by one, then slow calls always and fast calls seldom', (t) => {
  const slow = new Sampling();
  for (let call = 0; call < 50; call++) t.equal(slow.next(1, false), 0);
  const fast = new Sampling();
  const gaps = Array.from({ length: 30 }, () => fast.next(0.0001, false));
  t.same(gaps.slice(0, 7), [0, 0, 0, 0, 0, 0, 0]);
  t.same(gaps.slice(7, 12), [1, 3, 7, 15, 31], 'the gap grows step by step');
  t.equal(gaps.at(-1), 500, 'a twentieth of a millisecond between observations');
  for (let call = 0; call < 30; call++) gaps.push(fast.next(1e-9, false));
  t.equal(gaps.at(-1), 1023);
  t.equal(fast.next(0.0001, true), 31, 'soon again while a kernel is being made');
  t.end();
});
