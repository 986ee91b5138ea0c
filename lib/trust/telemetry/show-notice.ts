/** The notice that every user sees once, before anything is recorded. */
import { decide } from '../../settings/gates.js';
import { recordNotice } from './choose.js';
import type { State } from './open-state.js';

/** The text. Each sentence of it is a promise that a test holds us to. */
export function printNotice(baseUrl: string): string {
  return `jetloop: telemetry
  A hub is configured (${baseUrl}). From now on, counts of compilations, routing decisions, faults and refusal codes
  are sent to it: no source, no data, no names, no addresses. Nothing was recorded or sent before this notice.
    jetloop telemetry preview   shows what would be sent
    jetloop telemetry log       shows what was sent
    jetloop telemetry off       ends it, for what is queued, too (also: JETLOOP_TELEMETRY=0, DO_NOT_TRACK=1)
  docs/security/telemetry-data-flow.md lists every field. This notice is shown once.
`;
}

/** A terminal that a person may be reading. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows the notice where it is all that is missing, and someone is there to read it; in pipes, services and continuous integration it is not
 * shown, and telemetry stays off.
 *
 * @returns whether it was shown
 */
export function showNoticeOnce(state: State, terminal: Terminal = process.stderr): boolean {
  const decision = decide('telemetry');
  if (decision.open || decision.code !== 'no-notice' || terminal.isTTY !== true) return false;
  const license = decide('license');
  if (!license.open) return false;
  terminal.write(printNotice(license.baseUrl));
  recordNotice(state);
  return true;
}
