/** `jetloop telemetry verify`: whether the log is whole. */
import { EXIT, type Command } from '../command.js';
import { requireState } from '../require-state.js';

export const verify: Command = {
  name: 'telemetry verify',
  summary: 'Checks that no entry of the log was changed, removed or moved.',
  operands: [],
  options: {},
  details: 'Exit code 1: the log is damaged.',
  run: () => {
    const result = requireState().auditLog.verify();
    const text = result.ok
      ? `The log is whole: ${result.entries} ${result.entries === 1 ? 'entry' : 'entries'}.`
      : `The log is damaged at entry ${result.brokenAt}: ${result.reason}.`;
    return { code: result.ok ? EXIT.ok : EXIT.finding, data: result, text };
  },
};
