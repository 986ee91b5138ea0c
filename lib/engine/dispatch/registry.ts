/** Every accelerated function of this JavaScript environment, without keeping any of them alive. */
import { answerWithCounters, type Counters } from '../../events/counters.js';
import type { ScopedFunction } from './captured.js';
import type { Dispatcher, FunctionStats } from './dispatcher.js';

/** What every accelerated or vectorised function was made from. */
const origins = new WeakMap<object, ScopedFunction>();
const alive = new Set<WeakRef<Dispatcher>>();
let answers = false;
const collected = new FinalizationRegistry<WeakRef<Dispatcher>>((reference) => alive.delete(reference));

/** Keeps an eye on the counters of a function, for as long as it is in use. */
export function register(dispatcher: Dispatcher): void {
  if (!answers) answerWithCounters(counters);
  answers = true;
  const reference = new WeakRef(dispatcher);
  alive.add(reference);
  collected.register(dispatcher, reference);
}

export function registerOrigin(made: object, origin: ScopedFunction): void {
  origins.set(made, origin);
}

/** What an accelerated or vectorised function was made from; `undefined` for any other value. */
export function originOf(made: object): ScopedFunction | undefined {
  return origins.get(made);
}

/** The counters of every accelerated function that is still in use. */
export function functionStats(): FunctionStats[] {
  return [...alive].flatMap((reference) => reference.deref()?.stats() ?? []);
}

function counters(): Counters {
  const sums = { functions: 0, kernels: 0, calls: 0, nativeCalls: 0, savedMilliseconds: 0 };
  for (const one of functionStats()) {
    sums.functions++;
    sums.kernels += one.kernels;
    sums.calls += one.calls;
    sums.nativeCalls += one.nativeCalls;
    sums.savedMilliseconds += one.savedMilliseconds;
  }
  return sums;
}
