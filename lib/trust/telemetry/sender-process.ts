/**
 * The process that sends. It is a process of its own because a name that does not resolve keeps an event loop alive and delays even
 * `process.exit`: the program itself therefore neither resolves nor connects, and ends whenever it wants to. This process takes one order, asks the
 * program before each request whether it is still permitted, and goes on alone by its own gates when the program has ended.
 */
import { constants, setPriority } from 'node:os';
import { currentInputs, decide } from '../../settings/gates.js';
import { makeSendContext } from '../net/make-send-context.js';
import { send, type SendContext } from '../net/send.js';
import { isCredentialStored } from '../licensing/find-stored-credential.js';
import { drainQueue } from './drain-queue.js';
import { hashHost, makeHeartbeat } from './heartbeat.js';
import { openState, type State } from './open-state.js';
import type { Answer, Order, Question } from './sender-messages.js';

/** Longest life, however much there is to send: the rest waits for the next sender. */
const LIFETIME_MILLISECONDS = 120_000;
/** How long an order, or an answer, is waited for. A program that is busy for longer is not asked again: nothing is sent. */
const PATIENCE_MILLISECONDS = 60_000;

const endsAt = Date.now() + LIFETIME_MILLISECONDS;

async function main(): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const order = await receive<Order>('order');
  if (order === undefined) return;
  const opened = openState();
  if (!opened.ok) return;
  const { state } = opened;
  const context: SendContext = { ...makeSendContext(state), isPermitted: askProgram };
  await sendHeartbeat(order, state, context);
  await sendBatches(order, state, context);
}

async function sendHeartbeat({ program }: Order, state: State, context: SendContext): Promise<void> {
  // Only a living process gives signs of life.
  if (!process.connected || !decide('lens', currentInputs(isCredentialStored())).open) return;
  await send(makeHeartbeat(program, await hashHost(state.folder), context.version), context);
}

async function sendBatches({ batches }: Order, state: State, context: SendContext): Promise<void> {
  const decision = decide('telemetry');
  if (!decision.open) return;
  await drainQueue(state, {
    since: decision.since,
    also: batches.map((one) => ({ ...one, stillWaits: () => true, remove: () => undefined })),
    send: (outgoing) => send(outgoing, context),
    endsAt,
  });
}

/** The program's word, while there is a program; afterwards this process's own gates, which `send` asks anyway, decide alone. */
async function askProgram(): Promise<boolean> {
  if (!process.connected) return true;
  const answered = receive<Answer>('answer');
  process.send?.({ type: 'question' } satisfies Question, undefined, undefined, () => undefined);
  const answer = await answered;
  return answer?.permitted ?? !process.connected;
}

/** The next message of a type; `undefined` when the program ends, or lets too much time pass. */
function receive<M extends { readonly type: string }>(type: M['type']): Promise<M | undefined> {
  return new Promise((settle) => {
    const end = (message?: M): void => {
      clearTimeout(timer);
      process.off('message', take);
      process.off('disconnect', end);
      settle(message);
    };
    const take = (message: unknown): void => {
      if ((message as { readonly type?: unknown } | null)?.type === type) end(message as M);
    };
    const timer = setTimeout(end, PATIENCE_MILLISECONDS);
    process.on('message', take);
    process.on('disconnect', end);
    if (!process.connected) end();
  });
}

void main().finally(() => {
  if (process.connected) process.disconnect();
});
