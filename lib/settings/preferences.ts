/**
 * The user's own choice about telemetry, kept in the state folder. Read at each use, so that `jetloop telemetry off` acts at once in programs that
 * run already. What cannot be read or understood counts as `off`.
 */
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { locateStateFolder } from './state-folder.js';
import type { Environment } from './variables.js';

/** `notified`: the notice was shown, and the user said nothing; `unasked`: not even that. */
export type TelemetryChoice = 'on' | 'off' | 'notified' | 'unasked';

/** What is known of the user's choice. */
export interface Preferences {
  readonly telemetry: TelemetryChoice;
  /** Milliseconds of the choice or of the notice. Nothing recorded before may be sent. */
  readonly since: number;
  /** Why the file was not understood; the choice is `off` then. */
  readonly problem?: string;
}

/** The text of the file. Whoever writes it replaces it atomically. */
export function printPreferences(telemetry: Exclude<TelemetryChoice, 'unasked'>, since: number): string {
  return `${JSON.stringify({ telemetry, since })}\n`;
}

export function locatePreferences(environment: Environment = process.env): string {
  return join(locateStateFolder(environment), 'preferences.json');
}

let last: { readonly path: string; readonly stat: BigIntStats; readonly preferences: Preferences } | undefined;

/** Reads the file anew whenever it was replaced or touched; asking costs one `lstat`. A link is never followed, not even one to nowhere. */
export function readPreferences(environment: Environment = process.env): Preferences {
  const path = locatePreferences(environment);
  let stat: BigIntStats | undefined;
  try {
    stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    return unreadable(error);
  }
  if (stat === undefined) return { telemetry: 'unasked', since: 0 };
  if (last?.path !== path || !isSameFile(last.stat, stat)) {
    last = { path, stat, preferences: readFile(path) };
  }
  return last.preferences;
}

function isSameFile(one: BigIntStats, other: BigIntStats): boolean {
  return (
    one.ino === other.ino && one.mtimeNs === other.mtimeNs && one.ctimeNs === other.ctimeNs && one.size === other.size
  );
}

/** Another user must not be able to switch telemetry on: the file counts only if it is this user's own, and nobody else's to write. */
function readFile(path: string): Preferences {
  try {
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const { uid, mode } = fstatSync(descriptor);
      if (uid !== process.geteuid?.()) return off('it belongs to another user');
      if ((mode & 0o022) !== 0) return off('others may write it');
      return parse(readFileSync(descriptor, 'utf8'));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return unreadable(error);
  }
}

function parse(text: string): Preferences {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return off('it holds no object');
  const { telemetry, since } = value as Record<string, unknown>;
  if (telemetry !== 'on' && telemetry !== 'off' && telemetry !== 'notified') return off('its choice is unknown');
  if (typeof since !== 'number' || !Number.isFinite(since)) return off('its time is unknown');
  return { telemetry, since };
}

function off(problem: string): Preferences {
  return { telemetry: 'off', since: 0, problem: `the file of the user's choice is not used: ${problem}` };
}

function unreadable(error: unknown): Preferences {
  // A message of the file system holds the path, one of the JSON parser a piece of the file.
  const code = (error as NodeJS.ErrnoException).code;
  return off(code === undefined ? 'it is not JSON' : `it cannot be read (${code})`);
}
