/**
 * Has hostile events sent for real, to a TLS server on this machine, and looks for their canaries in the bytes that the server received: the
 * whole way from the engine's channels to the other end of the connection.
 */
import { join } from 'node:path';
import { start } from '../../privacy/support/run.js';
import { makeScene, type Test } from '../../privacy/support/scene.js';
import { CANARY_ENVIRONMENT, findCanaries, readEverything } from './canaries.js';
import type { Mode, Planted } from './plant-program.js';

const PROGRAM = join(__dirname, 'plant-program.js');
const TIME_LIMIT = 3_600_000;

export interface Plantation extends Planted {
  readonly requests: number;
  /** Of all connections, decrypted. */
  readonly bytes: number;
  readonly leaks: readonly string[];
}

export async function plantCanaries(t: Test, events: number, seed: number, mode: Mode): Promise<Plantation> {
  const { env, server, storeCredential } = await makeScene(t);
  // Every endpoint is open, so that what reaches none of them was refused for what it is.
  storeCredential('key');
  const { code, stdout, stderr } = await start(
    [process.execPath, PROGRAM, String(events), String(seed), mode],
    { ...env, ...CANARY_ENVIRONMENT, JETLOOP_TELEMETRY: '1', JETLOOP_TELEMETRY_OPT_IN: '1' },
    TIME_LIMIT,
  ).outcome;
  if (code !== 0) throw new Error(`the program that plants ended with ${code}: ${stderr}`);
  const planted = JSON.parse(stdout) as Planted;
  const { requests } = server;
  const bytes = server.allBytes().length;
  if (requests.reduce((sum, request) => sum + request.bytes.length, 0) !== bytes) {
    throw new Error('the server received bytes that belong to no request: they would not be searched');
  }
  if (requests.length !== planted.batches + planted.taken) throw new Error('requests were lost');
  const leaks = new Set(requests.flatMap((request) => findCanaries(readEverything(request.bytes))));
  return { ...planted, requests: requests.length, bytes, leaks: [...leaks] };
}
