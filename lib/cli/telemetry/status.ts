/** `jetloop telemetry status`: whether telemetry is on, why, and what waits. */
import { decide } from '../../settings/gates.js';
import { readPreferences } from '../../settings/preferences.js';
import { readBackOff } from '../../trust/telemetry/back-off.js';
import { EXIT, type Command } from '../command.js';
import { describeDecision } from '../describe-decision.js';
import { requireState } from '../require-state.js';

export const status: Command = {
  name: 'telemetry status',
  summary: 'Tells whether telemetry is on, why, and what waits to be sent.',
  operands: [],
  options: {},
  run: () => {
    const state = requireState();
    const decision = decide('telemetry');
    const { telemetry: choice, since } = readPreferences();
    const { entries, problems } = state.queue.list();
    const sent = state.auditLog.entries().length;
    const { notBefore } = readBackOff(state.folder);
    const pause = notBefore > Date.now() ? new Date(notBefore).toISOString() : undefined;
    const text = [
      `telemetry   ${describeDecision(decision)}`,
      `choice      ${choice}${since > 0 ? `, since ${new Date(since).toISOString()}` : ''}`,
      `queued      ${entries.length} ${entries.length === 1 ? 'batch' : 'batches'}${problems.length > 0 ? `, ${problems.length} unreadable` : ''}`,
      `log         ${sent} ${sent === 1 ? 'request' : 'requests'}`,
      ...(pause === undefined ? [] : [`paused      until ${pause}: the hub could not be reached, or asked for it`]),
      `folder      ${state.folder}`,
    ].join('\n');
    const data = {
      on: decision.open,
      decision,
      choice,
      since,
      queued: entries.length,
      problems,
      logged: sent,
      pausedUntil: pause,
      folder: state.folder,
    };
    return { code: EXIT.ok, data, text };
  },
};
