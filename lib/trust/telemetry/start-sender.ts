/** Starts the process that sends, and answers its questions, without ever keeping this process alive. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Order } from './sender-messages.js';

/**
 * Starts a sender with one order.
 *
 * @param baseUrl - where the program decided to send to; its own environment need not say so
 * @param isPermitted - asked before each request
 * @returns `undefined` where no process can be started: nothing is sent then
 */
export function startSender(order: Order, baseUrl: string, isPermitted: () => boolean): ChildProcess | undefined {
  const program = join(__dirname, 'sender-process.js');
  // Within a bundle, or an executable that is not Node.js, there is nothing to start.
  if (!existsSync(program) || process.versions.electron !== undefined) return undefined;
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, [program], {
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      cwd: '/',
      env: senderEnvironment(baseUrl),
      windowsHide: true,
    });
  } catch {
    return undefined;
  }
  child.on('error', () => undefined);
  child.on('message', (message) => {
    if ((message as { readonly type?: unknown } | null)?.type === 'question' && child.connected) {
      tell(child, { type: 'answer', permitted: isPermitted() });
    }
  });
  tell(child, order);
  child.unref();
  child.channel?.unref();
  return child;
}

function tell(child: ChildProcess, message: Order | Answer): void {
  child.send(message, undefined, undefined, () => undefined);
}

/** As this process's, less what would change what Node.js runs: `NODE_OPTIONS=--import=…` would start telemetry in the sender, too. */
function senderEnvironment(baseUrl: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, JETLOOP_API_URL: baseUrl };
  delete environment.NODE_OPTIONS;
  delete environment.NODE_CHANNEL_FD;
  return environment;
}
