/** `jetloop sync`: sends what is queued now, and waits for it. */
import { decide } from '../settings/gates.js';
import { makeSendContext } from '../trust/net/make-send-context.js';
import { send } from '../trust/net/send.js';
import { drainQueue } from '../trust/telemetry/drain-queue.js';
import { EXIT, type Command } from './command.js';
import { describeDecision } from './describe-decision.js';
import { requireState } from './require-state.js';

export const sync: Command = {
  name: 'sync',
  summary: 'Sends what is queued now, instead of waiting for the next program to do it.',
  operands: [],
  options: {},
  details: 'Exit code 1: something stays queued. 3: nothing may be sent, or another process is sending.',
  run: async () => {
    const decision = decide('telemetry');
    if (!decision.open) {
      return { code: EXIT.unavailable, data: { decision }, text: `Nothing is sent: ${describeDecision(decision)}.` };
    }
    const state = requireState();
    const context = makeSendContext(state);
    const report = await drainQueue(state, { since: decision.since, send: (outgoing) => send(outgoing, context) });
    if (report === undefined) {
      return { code: EXIT.unavailable, data: { busy: true }, text: 'Another process is sending at this moment.' };
    }
    const rest = report.stopped === undefined ? '' : ` Stopped: ${report.stopped}.`;
    return {
      code: report.stopped === undefined ? EXIT.ok : EXIT.finding,
      data: report,
      text: `${report.sent} sent, ${report.dropped} dropped.${rest}`,
    };
  },
};
