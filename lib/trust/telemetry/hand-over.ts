/**
 * How a worker thread hands over what it counted: to the main thread, which alone has a queue and a sender. Channels of events do not cross threads,
 * and batches say less than events: to post one takes no file, so a thread can do so at its very end without being held up.
 */
import { BroadcastChannel } from 'node:worker_threads';
import { validateBatch, type TelemetryBatch } from '../../protocol/telemetry.js';

const CHANNEL = 'jetloop:telemetry';

let sending: BroadcastChannel | undefined;

/** Gives batches to the main thread; they are lost where telemetry does not run there. */
export function handOver(batches: readonly TelemetryBatch[]): void {
  if (batches.length === 0) return;
  if (sending === undefined) {
    sending = new BroadcastChannel(CHANNEL);
    sending.unref();
  }
  sending.postMessage(batches);
}

/**
 * Takes what worker threads hand over. Anyone within the process may post to the channel: what is no batch is ignored.
 *
 * @returns a function that ends it
 */
export function receiveHandOvers(take: (batch: TelemetryBatch) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (message) => {
    const { data } = message as { readonly data: unknown };
    for (const batch of Array.isArray(data) ? (data as unknown[]) : []) {
      const check = validateBatch(batch);
      if (check.ok) take(check.batch);
    }
  };
  channel.unref();
  return () => channel.close();
}
