/** Where the package keeps what outlives a process: one folder per user. This file only names it; whoever writes there checks it first. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { readVariable, VARIABLES, type Environment } from './variables.js';

/** The path of the folder. It need not exist. */
export function locateStateFolder(environment: Environment = process.env): string {
  const own = readVariable(VARIABLES.stateFolder, environment).value;
  if (own !== undefined) return resolve(own);
  const shared = environment.XDG_STATE_HOME;
  // The XDG specification: a path that is not absolute is to be ignored.
  if (shared !== undefined && isAbsolute(shared)) return join(shared, 'jetloop');
  return join(homedir(), '.local', 'state', 'jetloop');
}
