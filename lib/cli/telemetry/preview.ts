/** `jetloop telemetry preview`: exactly what would be sent. */
import { makeSendContext } from '../../trust/net/make-send-context.js';
import { describeRequest, printRequest } from '../../trust/telemetry/describe-request.js';
import { previewRequests } from '../../trust/telemetry/preview-requests.js';
import { EXIT, type Command } from '../command.js';
import { describeDecision } from '../describe-decision.js';
import { requireState } from '../require-state.js';

export const preview: Command = {
  name: 'telemetry preview',
  summary: 'Prints exactly what would be sent. Sends nothing.',
  operands: [],
  options: { raw: { type: 'boolean', help: 'write the very bytes, bodies compressed, one request after the other' } },
  details: 'What running programs have counted and not queued yet is not included: they queue it every minute.',
  run: ({ flags }) => {
    const state = requireState();
    const { decision, requests, problems, waiting } = previewRequests(state, makeSendContext(state));
    if (flags.raw === true) {
      return { code: EXIT.ok, data: undefined, text: Buffer.concat(requests.map(({ bytes }) => bytes)) };
    }
    const described = requests.map(({ bytes }) => describeRequest(bytes));
    const notes = problems.map((problem) => `not sent: ${problem}`);
    const summary = decision.open
      ? `${requests.length} ${requests.length === 1 ? 'request' : 'requests'} would be sent.`
      : `Nothing would be sent. Telemetry is ${describeDecision(decision)}. Queued: ${waiting}.`;
    return {
      code: EXIT.ok,
      data: { decision, waiting, requests: described, problems },
      text: [...described.map(printRequest), ...notes, summary].join('\n'),
    };
  },
};
