/** `jetloop telemetry on` and `off`: the user's choice, kept and obeyed at once, by programs that run already, too. */
import { decide } from '../../settings/gates.js';
import { switchOff, switchOn } from '../../trust/telemetry/choose.js';
import { EXIT, type Command } from '../command.js';
import { describeDecision } from '../describe-decision.js';
import { requireState } from '../require-state.js';

export const on: Command = {
  name: 'telemetry on',
  summary: 'Switches telemetry on, from now on.',
  operands: [],
  options: {},
  run: () => {
    switchOn(requireState());
    const decision = decide('telemetry');
    const still = decision.open ? '' : ` It is still ${describeDecision(decision)}.`;
    return { code: EXIT.ok, data: { choice: 'on', decision }, text: `Telemetry is switched on.${still}` };
  },
};

export const off: Command = {
  name: 'telemetry off',
  summary: 'Switches telemetry off, for what is queued, too.',
  operands: [],
  options: {},
  run: () => {
    const deleted = switchOff(requireState());
    return {
      code: EXIT.ok,
      data: { choice: 'off', deleted },
      text: `Telemetry is switched off. ${deleted} queued ${deleted === 1 ? 'batch was' : 'batches were'} deleted unsent.`,
    };
  },
};
