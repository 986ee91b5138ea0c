/**
 * Sums what happened into the events of the schema: counts and histograms, never a stream. Only numbers and words of the schema are ever
 * stored here, so that names, signatures, messages and source, which the channels do carry, are gone the moment an event has been counted.
 */
import type {
  CountsField,
  EnumField,
  FieldValue,
  HistogramField,
  IntegerField,
  RecordSchema,
} from '../../protocol/schema.js';
import { MAXIMUM_COUNT } from '../../protocol/schema.js';
import { EVENTS, type EventOf, type TelemetryEvent } from '../../protocol/telemetry.js';

type NamesOf<S extends RecordSchema, T> = { [K in keyof S]: S[K] extends T ? K : never }[keyof S] & string;

/** A whole number within bounds; what is not a number counts as the minimum. */
export function bounded(value: number, minimum: number, maximum: number): number {
  return value > minimum ? Math.min(Math.round(value), maximum) : minimum;
}

/** One event of the schema, being summed. */
export class Sums<S extends RecordSchema> {
  /** Whether nothing was noted yet. */
  isEmpty = true;
  private readonly numbers = new Map<string, number>();
  private readonly histograms = new Map<string, number[]>();
  private readonly words = new Map<string, Map<string, number>>();
  private readonly chosen = new Map<string, string>();

  constructor(private readonly schema: S) {
    for (const [name, field] of Object.entries(schema)) {
      if (field.type === 'integer') this.numbers.set(name, field.minimum);
      else if (field.type === 'histogram')
        this.histograms.set(name, new Array<number>(field.bounds.length + 1).fill(0));
      else if (field.type === 'counts') this.words.set(name, new Map());
      else if (field.type === 'enum') this.chosen.set(name, field.values.at(-1)!);
    }
  }

  /** Counts one. */
  count(name: NamesOf<S, IntegerField>): void {
    increment(this.numbers, name);
    this.isEmpty = false;
  }

  /** Puts a value into a histogram. What is not a finite number is left out. */
  measure(name: NamesOf<S, HistogramField>, value: number | undefined): void {
    if (!Number.isFinite(value)) return;
    const { bounds } = this.schema[name] as HistogramField;
    const counts = this.histograms.get(name)!;
    let bucket = 0;
    while (bucket < bounds.length && value! >= bounds[bucket]!) bucket++;
    counts[bucket] = Math.min(counts[bucket]! + 1, MAXIMUM_COUNT);
    this.isEmpty = false;
  }

  /**
   * Counts one word.
   *
   * @returns whether the schema has it; otherwise nothing is counted
   */
  countWord(name: NamesOf<S, CountsField>, word: string): boolean {
    const field = this.schema[name] as CountsField;
    // The schema's own string is kept, not the caller's.
    const known = field.keys.find((key) => key === word);
    if (known === undefined) return false;
    increment(this.words.get(name)!, known);
    this.isEmpty = false;
    return true;
  }

  /** Sets an enum; a word that the schema does not know changes nothing. */
  choose<N extends NamesOf<S, EnumField>>(name: N, value: FieldValue<S[N]>): void {
    const known = (this.schema[name] as EnumField).values.find((word) => word === value);
    if (known !== undefined) this.chosen.set(name, known);
  }

  /** A copy of the sums, as the schema wants them. */
  fields(): Record<string, unknown> {
    const { numbers, histograms, words, chosen } = this;
    const copies: [string, unknown][] = [...numbers, ...chosen];
    for (const [name, counts] of histograms) copies.push([name, [...counts]]);
    for (const [name, counts] of words) copies.push([name, Object.fromEntries(counts)]);
    return Object.fromEntries(copies);
  }
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, Math.min((counts.get(name) ?? 0) + 1, MAXIMUM_COUNT));
}

/** The kinds that are sums of many occurrences; the others are made in one go. */
const SUMMED = ['routing', 'jit', 'worker', 'gpu', 'allocator', 'critical', 'compatibility'] as const;
type SummedKind = (typeof SUMMED)[number];

/** More processes than this are not started in one stretch of time by one JavaScript environment. */
const MAXIMUM_SESSIONS = 8;

/** Everything that happened since the last {@link Aggregate.clear}. */
export class Aggregate {
  private sessions: EventOf<'session-start'>[] = [];
  private readonly sums = new Map<SummedKind, unknown>();

  noteSession(event: EventOf<'session-start'>): void {
    if (this.sessions.length < MAXIMUM_SESSIONS) this.sessions.push(event);
  }

  /** The sums of one kind of event, to be added to. */
  of<K extends SummedKind>(kind: K): Sums<(typeof EVENTS)[K]['fields']> {
    let sums = this.sums.get(kind) as Sums<(typeof EVENTS)[K]['fields']> | undefined;
    if (sums === undefined) {
      sums = new Sums<(typeof EVENTS)[K]['fields']>(EVENTS[kind].fields);
      this.sums.set(kind, sums);
    }
    return sums;
  }

  /** What happened, as events. Kinds of which nothing happened are left out. */
  events(): TelemetryEvent[] {
    const summed = SUMMED.filter((kind) => this.sums.has(kind) && !this.of(kind).isEmpty);
    return [...this.sessions, ...summed.map((kind) => ({ kind, ...this.of(kind).fields() }) as TelemetryEvent)];
  }

  clear(): void {
    this.sessions = [];
    this.sums.clear();
  }
}
