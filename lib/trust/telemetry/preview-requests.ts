/** The requests that would be made if everything that waits were sent now: the same bytes, made by the same code. */
import { decide, type Decision } from '../../settings/gates.js';
import { prepareRequest, type RequestContext } from '../net/prepare-request.js';
import type { State } from './open-state.js';
import { outgoingOf } from './upload.js';

export interface Preview {
  readonly decision: Decision;
  /** Empty where the gate is closed. */
  readonly requests: readonly { readonly queuedAt: number; readonly bytes: Buffer }[];
  /** What would be deleted unsent, and files that are not readable. */
  readonly problems: readonly string[];
  /** Number of batches that wait, whether or not they may be sent. */
  readonly waiting: number;
}

export function previewRequests({ queue }: State, context: RequestContext): Preview {
  const decision = decide('telemetry');
  const { entries, problems } = queue.list();
  const faults = problems.map(({ name, reason }) => `${name} ${reason}`);
  if (!decision.open) return { decision, requests: [], problems: faults, waiting: entries.length };
  const requests = entries.flatMap(({ batch, queuedAt, name }) => {
    if (queuedAt < decision.since) return [];
    const prepared = prepareRequest(outgoingOf(batch), decision.baseUrl, context);
    if (prepared.ok) return [{ queuedAt, bytes: prepared.request.bytes }];
    faults.push(`${name} ${prepared.problem}`);
    return [];
  });
  return { decision, requests, problems: faults, waiting: entries.length };
}
