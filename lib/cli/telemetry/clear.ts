/** `jetloop telemetry clear`: forgets what waits. */
import { EXIT, type Command } from '../command.js';
import { requireState } from '../require-state.js';

export const clear: Command = {
  name: 'telemetry clear',
  summary: 'Deletes what is queued, unsent.',
  operands: [],
  options: { log: { type: 'boolean', help: 'also delete the log of what was sent' } },
  run: ({ flags }) => {
    const { queue, auditLog } = requireState();
    const deleted = queue.clear();
    if (flags.log === true) auditLog.clear();
    const log = flags.log === true ? ' The log of what was sent is deleted.' : '';
    return {
      code: EXIT.ok,
      data: { deleted, log: flags.log === true },
      text: `${deleted} queued ${deleted === 1 ? 'batch was' : 'batches were'} deleted unsent.${log}`,
    };
  },
};
