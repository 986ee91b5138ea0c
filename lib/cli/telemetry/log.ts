/** `jetloop telemetry log`: what was sent. */
import { describeRequest, printRequest } from '../../trust/telemetry/describe-request.js';
import { EXIT, UsageError, type Command } from '../command.js';
import { requireState } from '../require-state.js';

export const log: Command = {
  name: 'telemetry log',
  summary: 'Prints what was sent, request by request. Each was written here before its first byte left.',
  operands: [],
  options: {
    raw: { type: 'boolean', help: 'write the very bytes, bodies compressed, one request after the other' },
    last: { type: 'string', help: 'only that many, the newest' },
  },
  run: ({ flags, values }) => {
    const all = requireState().auditLog.entries();
    const entries = values.last === undefined ? all : all.slice(Math.max(0, all.length - readCount(values.last)));
    if (flags.raw === true) {
      return { code: EXIT.ok, data: undefined, text: Buffer.concat(entries.map(({ bytes }) => bytes)) };
    }
    const described = entries.map(({ sequence, at, destination, requestClass, digest, bytes }) => ({
      sequence,
      at: new Date(at).toISOString(),
      destination,
      requestClass,
      digest,
      request: describeRequest(Buffer.from(bytes)),
    }));
    const text = described.map(
      ({ sequence, at, destination, request }) => `#${sequence} ${at} ${destination}\n${printRequest(request)}`,
    );
    return { code: EXIT.ok, data: described, text: text.length === 0 ? 'Nothing was sent.' : text.join('\n') };
  },
};

function readCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`telemetry log: --last takes a whole number, got "${text}"`);
  return Number(text);
}
