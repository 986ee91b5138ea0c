/** Records the user's choice about telemetry. Programs that run already see it at their next use. */
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import {
  locatePreferences,
  printPreferences,
  readPreferences,
  type TelemetryChoice,
} from '../../settings/preferences.js';
import type { State } from './open-state.js';
import { describeError, FILE_MODE, syncDirectory, temporaryPath } from './private-directory.js';

/** Writes the choice. It is on the disk when this returns; synchronous, because it happens before a program's first line or in a command. */
export function recordChoice({ folder }: State, choice: Exclude<TelemetryChoice, 'unasked'>, since = Date.now()): void {
  renameSync(writeTemporary(folder, printPreferences(choice, since)), locatePreferences());
  syncDirectory(folder);
}

/** Records that the notice was shown, unless the user has chosen meanwhile: what was chosen while it was being read is not overwritten. */
export function recordNotice({ folder }: State): void {
  const temporary = writeTemporary(folder, printPreferences('notified', Date.now()));
  try {
    linkSync(temporary, locatePreferences());
  } catch (error) {
    if (describeError(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
  syncDirectory(folder);
}

function writeTemporary(folder: string, text: string): string {
  const temporary = temporaryPath(folder);
  const descriptor = openSync(temporary, 'wx', FILE_MODE);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return temporary;
}

/** Switches telemetry on. What was recorded while it was not is never sent; to say it twice changes nothing. */
export function switchOn(state: State): void {
  const { telemetry, since } = readPreferences();
  if (telemetry === 'notified') {
    recordChoice(state, 'on', since);
  } else if (telemetry !== 'on') {
    state.queue.clear();
    recordChoice(state, 'on');
  }
}

/**
 * Switches telemetry off, for what is queued, too.
 *
 * @returns the number of batches that were deleted unsent
 */
export function switchOff(state: State): number {
  // In this order: nothing can be queued any more when the queue is cleared.
  recordChoice(state, 'off');
  return state.queue.clear();
}
