/**
 * Publishes events that carry canaries in every field, in many encodings, and looks for them in what the collector makes of it: the whole way
 * from the channels over the schema, the queue on disk and the scrubber to the bytes of requests.
 */
import diagnosticsChannel from 'node:diagnostics_channel';
import { EVENT_NAMES } from '../../../lib/events/channels.js';
import { streamOf, validateBatch, type TelemetryBatch } from '../../../lib/protocol/telemetry.js';
import { makeScrubber } from '../../../lib/trust/privacy/scrub.js';
import { Collector } from '../../../lib/trust/telemetry/collector.js';
import { TelemetryQueue } from '../../../lib/trust/telemetry/queue.js';
import { Random } from '../../support/random.js';
import { ENCODINGS } from './encodings.js';
import { makeBatch } from './make-event.js';

/** Long enough that none of them, nor a third of one, appears by chance. */
export const CANARIES: Readonly<Record<string, string>> = {
  user: 'zqcanaryuser',
  host: 'zqcanaryhost-17',
  home: '/home/zqcanaryuser',
  email: 'zqcanary.mail@zqcanary.example.com',
  ipv4: '198.51.100.237',
  ipv6: '2001:db8:5a5a:c3c3::7e57',
  mac: '02:5a:c3:7e:57:99',
  token: 'ghp_zqCanaryTokenzqCanaryTokenzqCanary01',
  source: 'for (let zqcanary = 0; zqcanary < n; zqcanary++) total += secretRates[zqcanary];',
  array: '1234567.8912345,7654321.1987654',
};

const IDENTITY = {
  hostNames: [CANARIES.host!],
  userNames: [CANARIES.user!],
  homeDirectories: [CANARIES.home!],
  addresses: [CANARIES.ipv4!, CANARIES.ipv6!],
  hardwareAddresses: [CANARIES.mac!],
  secrets: [CANARIES.token!],
};
const FIELDS = [
  ...['function', 'signature', 'message', 'hint', 'code', 'difference', 'state', 'role', 'adapter', 'route'],
  ...['milliseconds', 'bytes', 'size', 'line', 'column', 'cached', 'addon', 'compiler', 'features'],
  ...['javascriptMilliseconds', 'nativeMilliseconds'],
];
const EVENTS_PER_BATCH = 500;
const ENCODING_NAMES = Object.keys(ENCODINGS);

/** A hostile value: a canary in some encoding, perhaps deep inside something. */
function hostile(random: Random): unknown {
  const canary = CANARIES[random.pick(Object.keys(CANARIES))]!;
  const { text } = ENCODINGS[random.pick(ENCODING_NAMES)]!(canary, random);
  return random.pick<() => unknown>([
    () => text,
    () => text,
    () => [text],
    () => ({ [text]: text }),
    () => Object.assign(() => text, { toJSON: () => text, toString: () => text }),
    () => new Float64Array([1234567.8912345, 7654321.1987654]),
    () => Buffer.from(text),
    () => random.pick([1234567.8912345, 7654321.1987654]),
    () => new Error(text),
  ])();
}

/** An event of the engine's shape with most of its fields as they should be, and canaries in the others. */
function hostileEvent(random: Random): Record<string, unknown> {
  const sound: Record<string, unknown> = {
    code: random.pick(['captured-variable', 'verify-mismatch', 'syntax-error']),
    state: random.pick(['started', 'failed', 'task', 'allocated', 'dispatched']),
    route: random.pick(['native', 'javascript']),
    milliseconds: random.unit() * 100,
    bytes: random.below(100_000),
    size: random.below(100_000),
    javascriptMilliseconds: random.unit(),
    nativeMilliseconds: random.unit(),
  };
  for (const field of FIELDS) if (random.chance(0.3)) sound[field] = hostile(random);
  if (random.chance(0.2)) sound[String(hostile(random))] = hostile(random);
  return sound;
}

/** Offers what no collector would make: batches with canaries in them. The schema must refuse each, or let nothing of it through. */
function hostileBatch(random: Random): unknown {
  const batch = JSON.parse(JSON.stringify(makeBatch(random))) as { events: Record<string, unknown>[] };
  const target = random.chance(0.3) ? (batch as unknown as Record<string, unknown>) : random.pick(batch.events);
  const name = random.chance(0.5) ? random.pick(Object.keys(target)) : String(hostile(random));
  target[name] = hostile(random);
  return batch;
}

/** The forms in which a canary might be seen; of encodings that depend on neighbours, the part that does not. */
const NEEDLES: readonly (readonly [string, string])[] = Object.entries(CANARIES).flatMap(([name, canary]) => {
  const needles = new Set<string>([canary.toLowerCase()]);
  for (let round = 0; round < 40; round++) {
    for (const encoding of ENCODING_NAMES.filter((each) => !/some|twice/.test(each))) {
      const { text, start, end } = ENCODINGS[encoding]!(canary, new Random(round));
      needles.add(text.slice(start, end).toLowerCase());
    }
  }
  for (const part of name === 'array' ? canary.split(',') : name === 'source' ? ['zqcanary', 'secretrates'] : []) {
    needles.add(part);
  }
  // As they are, and as a string of JSON.
  return [...needles]
    .flatMap((needle) => [needle, JSON.stringify(needle).slice(1, -1)])
    .map((needle) => [name, needle] as const);
});

/** Which canaries can be read in a text. */
export function findCanaries(text: string): string[] {
  const lower = text.toLowerCase();
  return [...new Set(NEEDLES.filter(([, needle]) => lower.includes(needle)).map(([name]) => name))];
}

export interface Plantation {
  readonly events: number;
  readonly offered: number;
  /** Hostile batches that the schema took, because the change happened to fit it; nothing of a canary was in them. */
  readonly taken: number;
  readonly batches: number;
  readonly bytes: number;
  readonly leaks: readonly string[];
}

/**
 * @param makeBody - what becomes of a batch on its way out; a test passes one that leaks to see that it is found out
 */
export async function plantCanaries(
  events: number,
  seed: number,
  directory: string,
  makeBody: (batch: TelemetryBatch, lastEvent: unknown) => string = (batch) => JSON.stringify(batch),
): Promise<Plantation> {
  const random = new Random(seed);
  const scrubber = makeScrubber(IDENTITY);
  const queue = new TelemetryQueue(directory);
  const collector = new Collector({ packageVersion: '0.1.0', isAllowed: () => true });
  const channels = EVENT_NAMES.map((name) => diagnosticsChannel.channel(`jetloop:${name}`));
  const leaks = new Set<string>();
  const counts = { offered: 0, taken: 0, batches: 0, bytes: 0 };
  const send = (batch: TelemetryBatch, lastEvent: unknown): void => {
    const scrubbed = validateBatch(scrubber.json(batch));
    if (!scrubbed.ok) throw new Error('the scrubber changed a batch that fits the schema');
    const body = `${streamOf(scrubbed.batch)}\n${makeBody(scrubbed.batch, lastEvent)}`;
    counts.batches++;
    counts.bytes += Buffer.byteLength(body);
    for (const name of findCanaries(body)) leaks.add(name);
  };
  collector.start();
  try {
    for (let index = 1; index <= events; index++) {
      const event = hostileEvent(random);
      random.pick(channels).publish(event);
      if (index % 10 === 0) {
        counts.offered++;
        const check = validateBatch(hostileBatch(random));
        if (check.ok) {
          counts.taken++;
          send(check.batch, event);
        }
      }
      if (index % EVENTS_PER_BATCH !== 0 && index !== events) continue;
      for (const batch of collector.take()) {
        if (!(await queue.append(batch)).ok) throw new Error('not queued');
      }
      const { entries, problems } = queue.list();
      if (problems.length > 0) throw new Error('the queue is damaged');
      for (const entry of entries) {
        send(entry.batch, event);
        queue.remove(entry.name);
      }
    }
  } finally {
    collector.stop();
  }
  return { events, ...counts, leaks: [...leaks] };
}
