/**
 * The counters of the engine, for whoever asks. Calls are far too many to publish one by one, so it is the other way round: a listener asks,
 * and the engine answers at once, over a channel that costs nothing while nobody asks.
 */
import diagnosticsChannel from 'node:diagnostics_channel';

/** Sums over all accelerated functions of this JavaScript environment that are still in use. */
export interface Counters {
  readonly functions: number;
  readonly kernels: number;
  readonly calls: number;
  readonly nativeCalls: number;
  readonly savedMilliseconds: number;
}

interface Question {
  answer(counters: Counters): void;
}

const CHANNEL = 'jetloop:counters';

/** Held here, because a channel without subscribers is forgotten together with its last reference. */
const channel = diagnosticsChannel.channel(CHANNEL);

/** Asks for the counters; `undefined` where nothing was accelerated yet. */
export function askForCounters(): Counters | undefined {
  let counters: Counters | undefined;
  if (channel.hasSubscribers) channel.publish({ answer: (given) => (counters = given) } satisfies Question);
  return counters;
}

/** Answers every question from now on. */
export function answerWithCounters(count: () => Counters): void {
  diagnosticsChannel.subscribe(CHANNEL, (question) => (question as Question).answer(count()));
}
