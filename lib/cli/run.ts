/** `jetloop run`: runs a program with telemetry composed in, and ends the way it ends. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXIT, type Command, type ExitCode } from './command.js';

/** A terminal sends these to both processes: to pass them on would send them twice. */
const SHARED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
/** A supervisor sends these to this process alone. */
const FORWARDED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];

export const run: Command = {
  name: 'run',
  summary: 'Runs a program with telemetry composed in; what follows the program is its own.',
  operands: ['program', 'arguments...'],
  options: {},
  details: 'The exit code is the program’s; a program that a signal ended gives 128 and the number of the signal.',
  run: async ({ operands }) => {
    const entry = pathToFileURL(join(__dirname, '..', 'register', 'telemetry.js')).href;
    const code = await runNode(['--import', entry, ...operands]);
    return { code, data: undefined, text: '' };
  },
};

function runNode(words: readonly string[]): Promise<ExitCode> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [...process.execArgv, ...words], { stdio: 'inherit' });
    for (const signal of SHARED) process.on(signal, () => undefined);
    for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
    child.on('error', () => settle(EXIT.unavailable));
    child.on('exit', (code, signal) => settle(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
