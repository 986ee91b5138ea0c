/** Every accelerated function of this JavaScript environment, without keeping any of them alive. */
import { answerWithCounters, type Counters } from '../../events/counters.js';
import type { Dispatcher, FunctionStats } from './dispatcher.js';

const dispatchers = new WeakMap<object, Dispatcher>();
const alive = new Set<WeakRef<Dispatcher>>();
let answers = false;
const collected = new FinalizationRegistry<WeakRef<Dispatcher>>((reference) => alive.delete(reference));

export function register(accelerated: object, dispatcher: Dispatcher): void {
  if (!answers) answerWithCounters(counters);
  answers = true;
  const reference = new WeakRef(dispatcher);
  dispatchers.set(accelerated, dispatcher);
  alive.add(reference);
  collected.register(dispatcher, reference);
}

/** The dispatcher of an accelerated function; `undefined` for any other value. */
export function dispatcherOf(accelerated: object): Dispatcher | undefined {
  return dispatchers.get(accelerated);
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
