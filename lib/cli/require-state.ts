/** The state folder, or the error that says why it cannot be used. */
import { JetloopError } from '../settings/errors.js';
import { openState, type State } from '../trust/telemetry/open-state.js';

/** @throws JetloopError */
export function requireState(): State {
  const opened = openState();
  if (!opened.ok) {
    throw new JetloopError('state-folder', `the state folder ${opened.folder} cannot be used: it ${opened.reason}`);
  }
  return opened.state;
}
