#!/usr/bin/env node
/** The command `jetloop`: finds the command that was asked for, runs it, prints what it answers. */
import { JetloopError } from '../settings/errors.js';
import { packageVersion } from '../settings/package-version.js';
import { EXIT, parseArguments, printHelp, UsageError, type Command, type ExitCode, type Result } from './command.js';
import { doctor } from './doctor.js';
import { run } from './run.js';
import { sync } from './sync.js';
import { clear } from './telemetry/clear.js';
import { log } from './telemetry/log.js';
import { preview } from './telemetry/preview.js';
import { status } from './telemetry/status.js';
import { off, on } from './telemetry/switch.js';
import { verify } from './telemetry/verify.js';
import { view } from './telemetry/view.js';

const COMMANDS: readonly Command[] = [run, doctor, sync, status, preview, log, verify, on, off, clear, view];

async function main(words: readonly string[]): Promise<ExitCode> {
  if (words[0] === '--version')
    return printResult(
      { code: EXIT.ok, data: { version: packageVersion() }, text: packageVersion() },
      words.includes('--json'),
    );
  const command = findCommand(words);
  if (command === undefined) return printCommands(words);
  const parsed = parseArguments(command, words.slice(command.name.split(' ').length));
  if (parsed.help) {
    process.stdout.write(printHelp(command));
    return EXIT.ok;
  }
  const announce = (data: unknown, text: string): void => {
    process.stdout.write(parsed.json ? `${JSON.stringify(data)}\n` : `${text}\n`);
  };
  return printResult(await command.run({ ...parsed, announce }), parsed.json);
}

function findCommand(words: readonly string[]): Command | undefined {
  return COMMANDS.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
}

function printResult({ code, data, text }: Result, json: boolean): ExitCode {
  if (json) {
    if (data !== undefined) process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`);
  } else if (typeof text !== 'string') {
    process.stdout.write(text);
  } else if (text !== '') {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }
  return code;
}

/** Asked for with `--help`, or because nothing else fits. */
function printCommands(words: readonly string[]): ExitCode {
  const asked = words.length === 0 || words.includes('--help');
  const list = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(20)}${summary}`).join('\n');
  const help = `usage: jetloop COMMAND [options]\n\n${list}\n\njetloop COMMAND --help tells more; jetloop --version prints the version.\n`;
  if (asked) process.stdout.write(help);
  else process.stderr.write(`jetloop: there is no command "${words.slice(0, 2).join(' ')}"\n\n${help}`);
  return asked ? EXIT.ok : EXIT.usage;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isUsage = error instanceof UsageError;
    const isKnown = isUsage || error instanceof JetloopError;
    process.stderr.write(`jetloop: ${isKnown ? error.message : String((error as Error).stack ?? error)}\n`);
    process.exitCode = isUsage ? EXIT.usage : isKnown ? EXIT.unavailable : EXIT.internal;
  },
);
