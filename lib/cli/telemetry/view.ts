/** `jetloop telemetry view`: the same as `preview` and `log`, field by field, in a browser. */
import { explainPayload } from '../../trust/telemetry/explain-payload.js';
import { makeSendContext } from '../../trust/net/make-send-context.js';
import { describeRequest } from '../../trust/telemetry/describe-request.js';
import { previewRequests } from '../../trust/telemetry/preview-requests.js';
import { EXIT, UsageError, type Command } from '../command.js';
import { describeDecision } from '../describe-decision.js';
import { requireState } from '../require-state.js';
import { printPage, type ShownRequest } from './view-page.js';
import { startViewServer } from './view-server.js';

/** Most requests of the log that are shown; the newest. */
const MAXIMUM_SHOWN = 200;

export const view: Command = {
  name: 'telemetry view',
  summary: 'Shows in a browser, field by field, what was and what would be sent. Ends with Ctrl-C.',
  operands: [],
  options: { port: { type: 'string', help: 'listen on this port; any free one otherwise' } },
  details: 'It listens on 127.0.0.1 alone, and only the printed address, which is a secret, is answered.',
  run: async ({ values, announce }) => {
    const server = await startViewServer(readPort(values.port), printView);
    announce({ url: server.url }, `Open ${server.url}\nEnd with Ctrl-C.`);
    await new Promise<void>((settle) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => settle());
    });
    await server.close();
    return { code: EXIT.ok, data: undefined, text: '' };
  },
};

/** The page as of now. */
function printView(): string {
  const state = requireState();
  const { decision, requests, waiting } = previewRequests(state, makeSendContext(state));
  const entries = state.auditLog.entries();
  const log = state.auditLog.verify();
  const shown = entries.slice(-MAXIMUM_SHOWN).reverse();
  const would = decision.open ? '' : ` Queued: ${waiting}.`;
  return printPage({
    state: `Telemetry is ${decision.open ? 'on' : 'off'}: ${describeDecision(decision)}.${would}`,
    log: log.ok
      ? `The log is whole: ${log.entries} entries.`
      : `The log is damaged at entry ${log.brokenAt}: ${log.reason}.`,
    waiting: requests.map(({ queuedAt, bytes }) => show(`queued ${new Date(queuedAt).toISOString()}`, bytes)),
    sent: shown.map(({ sequence, at, destination, bytes }) =>
      show(`#${sequence} ${new Date(at).toISOString()} ${destination}`, Buffer.from(bytes)),
    ),
    omitted: entries.length - shown.length,
  });
}

function show(title: string, bytes: Buffer): ShownRequest {
  const { head, payload, sha256, byteLength } = describeRequest(bytes);
  return { title, head, sha256, byteLength, fields: explainPayload(payload) };
}

function readPort(text = '0'): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new UsageError(`telemetry view: --port takes a number from 0 to 65535, got "${text}"`);
  }
  return Number(text);
}
