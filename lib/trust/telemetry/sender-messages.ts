/** What a program and the process that sends for it tell each other. */
import type { TelemetryBatch } from '../../protocol/telemetry.js';
import type { LivingProcess } from './heartbeat.js';

/** The program's first and only order. */
export interface Order {
  readonly type: 'order';
  readonly program: LivingProcess;
  /** Batches that are on no disk, because the queue is switched off. */
  readonly batches: readonly { readonly batch: TelemetryBatch; readonly queuedAt: number }[];
}

/** May telemetry be sent at this moment? The program's environment may have changed since it started the sender. */
export interface Question {
  readonly type: 'question';
}

export interface Answer {
  readonly type: 'answer';
  readonly permitted: boolean;
}
