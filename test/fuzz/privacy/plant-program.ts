/**
 * Publishes hostile events, and sends what telemetry makes of them for real: channels, collector, queue on disk, upload, the one function that
 * sends. Prints what it did.
 *   plant-program.js EVENTS SEED MODE
 */
import diagnosticsChannel from 'node:diagnostics_channel';
import { EVENT_NAMES } from '../../../lib/events/channels.js';
import { ENDPOINT_NAMES, ENDPOINTS } from '../../../lib/protocol/endpoints.js';
import { decide } from '../../../lib/settings/gates.js';
import { packageVersion } from '../../../lib/settings/package-version.js';
import { makeSendContext } from '../../../lib/trust/net/make-send-context.js';
import type { Outgoing } from '../../../lib/trust/net/prepare-request.js';
import { send, type SendContext, type SendResult } from '../../../lib/trust/net/send.js';
import { Collector } from '../../../lib/trust/telemetry/collector.js';
import { drainQueue } from '../../../lib/trust/telemetry/drain-queue.js';
import { openState } from '../../../lib/trust/telemetry/open-state.js';
import { Random } from '../../support/random.js';
import { hostileEvent, hostileOutgoing } from './hostile-event.js';

/**
 * `sound`: the package as it is. The others are controls that repeat in each request what the last event said: `open` with neither schema nor
 * scrubber in the way, `scrubbed` with the scrubber alone.
 */
export const MODES = ['sound', 'open', 'scrubbed'] as const;
export type Mode = (typeof MODES)[number];

/** What the program says of itself; what came out is for the receiver to say. */
export interface Planted {
  readonly events: number;
  /** Hostile payloads that were given to the function that sends, and those of them that fitted the schema. */
  readonly offered: number;
  readonly taken: number;
  readonly batches: number;
}

const EVENTS_PER_BATCH = 500;
const EVENTS_PER_OFFER = 10;

async function main(events: number, seed: number, mode: Mode): Promise<Planted> {
  const random = new Random(seed);
  const opened = openState();
  if (!opened.ok) throw new Error(opened.reason);
  const { state } = opened;
  let event: Record<string, unknown> = {};
  const context = makeContext(makeSendContext(state), mode);
  const sendOne = (outgoing: Outgoing): Promise<SendResult> =>
    send(mode === 'sound' ? outgoing : { ...outgoing, payload: leak(outgoing.payload, event) }, context);
  const collector = new Collector({
    packageVersion: packageVersion(),
    isAllowed: () => decide('telemetry').open,
  });
  const channels = EVENT_NAMES.map((name) => diagnosticsChannel.channel(`jetloop:${name}`));
  const counts = { events, offered: 0, taken: 0, batches: 0 };
  collector.start();
  for (let index = 1; index <= events; index++) {
    event = hostileEvent(random);
    random.pick(channels).publish(event);
    if (mode === 'sound' && index % EVENTS_PER_OFFER === 0) {
      counts.offered++;
      const result = await send(hostileOutgoing(random), context);
      if (result.outcome === 'answered') counts.taken++;
      else if (result.outcome !== 'invalid') throw new Error(`an offer: ${result.outcome}`);
    }
    if (index % EVENTS_PER_BATCH !== 0 && index !== events) continue;
    for (const batch of collector.take()) {
      if (!(await state.queue.append(batch)).ok) throw new Error('not queued');
    }
    const report = await drainQueue(state, { since: 0, send: sendOne });
    if (report?.stopped !== undefined || report?.dropped !== 0) throw new Error(report?.stopped ?? 'dropped');
    counts.batches += report.sent;
  }
  collector.stop();
  return counts;
}

/** The context as it is, or with what stands in the way of a leak taken away. */
function makeContext(context: SendContext, mode: Mode): SendContext {
  if (mode === 'sound') return context;
  for (const name of ENDPOINT_NAMES) {
    Object.assign(ENDPOINTS[name], { check: (payload: object) => ({ ok: true, payload }) });
  }
  return mode === 'scrubbed'
    ? context
    : { ...context, scrubber: () => ({ text: (text) => text, json: (json) => json }) };
}

function leak(payload: unknown, event: Readonly<Record<string, unknown>>): object {
  return { ...(payload as object), hint: Object.values(event).filter((value) => typeof value === 'string') };
}

const [events = '', seed = '', mode = ''] = process.argv.slice(2);
void main(Number(events), Number(seed), mode as Mode).then((planted) => process.stdout.write(JSON.stringify(planted)));
