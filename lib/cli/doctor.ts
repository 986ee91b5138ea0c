/** `jetloop doctor`: what this machine can do, what may leave it, and where each setting comes from. */
import { randomBytes } from 'node:crypto';
import { capabilities } from '../capabilities.js';
import { currentInputs, reportGates, type GateReport } from '../settings/gates.js';
import { packageVersion } from '../settings/package-version.js';
import { environmentProblems } from '../settings/settings.js';
import { SCHEMA_VERSION } from '../protocol/telemetry.js';
import { isCredentialStored } from '../trust/licensing/find-stored-credential.js';
import { makeSendContext } from '../trust/net/make-send-context.js';
import { send, type SendResult } from '../trust/net/send.js';
import { wireVersion } from '../trust/telemetry/collector.js';
import { EXIT, type Command } from './command.js';
import { describeDecision } from './describe-decision.js';
import { requireState } from './require-state.js';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Shows what this machine can do, what may leave it, and where each setting comes from.',
  operands: [],
  options: { hub: { type: 'boolean', help: 'also ask the hub whether it knows this version' } },
  details: 'Exit code 1: a setting is not understood, or the hub did not accept this version.',
  run: async ({ flags }) => {
    const machine = capabilities();
    const gates = reportGates(currentInputs(isCredentialStored()));
    const problems = environmentProblems().map(({ message }) => message);
    if (gates.preferences.problem !== undefined) problems.push(gates.preferences.problem);
    const hub = flags.hub === true ? await askHub() : undefined;
    if (hub !== undefined && !isAccepted(hub)) problems.push(`the hub: ${describeAnswer(hub)}`);
    const text = [
      `jetloop ${packageVersion()}, Node.js ${process.versions.node}`,
      '',
      `levels      ${machine.levels.join(', ')}`,
      `threads     ${machine.threads}`,
      `addon       ${machine.addon.available ? `version ${machine.addon.version}` : machine.addon.reason}`,
      `compiler    ${machine.compiler.available ? machine.compiler.path : machine.compiler.reason}`,
      `processor   ${machine.processor?.brand ?? 'unknown without the addon'}`,
      '',
      ...printGates(gates),
      ...(hub === undefined ? [] : ['', `hub         ${describeAnswer(hub)}`]),
      ...(problems.length === 0 ? [] : ['', ...problems.map((problem) => `problem: ${problem}`)]),
    ].join('\n');
    const data = {
      version: packageVersion(),
      node: process.versions.node,
      capabilities: machine,
      gates,
      hub,
      problems,
    };
    return { code: problems.length === 0 ? EXIT.ok : EXIT.finding, data, text };
  },
};

function printGates({ decisions, preferences, variables }: GateReport): string[] {
  const width = Math.max(...variables.map(({ name }) => name.length));
  return [
    `license     ${describeDecision(decisions.license)}`,
    `telemetry   ${describeDecision(decisions.telemetry)}`,
    `lens        ${describeDecision(decisions.lens)}`,
    `choice      ${preferences.telemetry}`,
    '',
    ...variables.map(({ name, value, origin }) => {
      const shown = value === undefined ? 'none' : typeof value === 'boolean' ? Number(value) : value;
      return `${name.padEnd(width)}  ${String(shown).padEnd(6)} from ${origin}`;
    }),
  ];
}

async function askHub(): Promise<SendResult> {
  const payload = { packageVersion: wireVersion(packageVersion()), schemaVersion: SCHEMA_VERSION };
  const idempotencyKey = randomBytes(16).toString('hex');
  return send({ endpoint: 'compatibility', payload, idempotencyKey }, makeSendContext(requireState()));
}

function isAccepted(result: SendResult): boolean {
  return result.outcome === 'answered' && result.status >= 200 && result.status < 300;
}

function describeAnswer(result: SendResult): string {
  switch (result.outcome) {
    case 'answered':
      return isAccepted(result) ? 'accepts this version' : `answered with status ${result.status}`;
    case 'closed':
      return `not asked: ${result.message} (${result.code})`;
    case 'failed':
      return `could not be reached (${result.reason})`;
    case 'invalid':
    case 'not-logged':
    case 'not-permitted':
      return `not asked (${result.outcome})`;
  }
}
