/** When the hub may be asked again. Kept on disk, so that a program that is started again and again does not hammer a hub that is down. */
import { writeDurably, readPrivateFile } from './private-directory.js';
import { join } from 'node:path';

/** The numbers, in one place so that tests can set their own. */
export interface BackOffPolicy {
  readonly firstMilliseconds: number;
  readonly longestMilliseconds: number;
  /** A hub cannot silence a client for longer. */
  readonly longestRetryAfterMilliseconds: number;
  /** From 0 up to 1. */
  random(): number;
  now(): number;
}

export const DEFAULT_BACK_OFF_POLICY: BackOffPolicy = {
  firstMilliseconds: 60_000,
  longestMilliseconds: 6 * 3_600_000,
  longestRetryAfterMilliseconds: 24 * 3_600_000,
  random: Math.random,
  now: Date.now,
};

/** How often in a row it failed, and until when to wait. */
export interface BackOff {
  readonly failures: number;
  readonly notBefore: number;
}

export const NO_BACK_OFF: BackOff = { failures: 0, notBefore: 0 };

/** After one more failure: twice as long as before, of which a random half is waited, so that clients do not come back together. */
export function backOffAfterFailure(before: BackOff, policy: BackOffPolicy): BackOff {
  const failures = Math.min(before.failures + 1, 32);
  const longest = Math.min(policy.firstMilliseconds * 2 ** (failures - 1), policy.longestMilliseconds);
  return { failures, notBefore: policy.now() + Math.round(longest * (0.5 + policy.random() / 2)) };
}

/**
 * As the hub asks for.
 *
 * @param retryAfter - seconds, or a date
 * @returns `undefined` for a value that is neither
 */
export function backOffAsAsked(before: BackOff, retryAfter: string, policy: BackOffPolicy): BackOff | undefined {
  const text = retryAfter.trim();
  const milliseconds = /^\d{1,10}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - policy.now();
  if (Number.isNaN(milliseconds)) return undefined;
  const wait = Math.min(Math.max(milliseconds, 0), policy.longestRetryAfterMilliseconds);
  return { failures: before.failures, notBefore: policy.now() + wait };
}

const FILE_NAME = 'back-off.json';
const MAXIMUM_BYTES = 256;

/** What is not understood, or cannot be (the clock was wrong), counts as no back-off: the worst that follows is one request. */
export function readBackOff(folder: string, policy = DEFAULT_BACK_OFF_POLICY): BackOff {
  const content = readPrivateFile(join(folder, FILE_NAME), MAXIMUM_BYTES);
  if (!content.ok) return NO_BACK_OFF;
  try {
    const { failures, notBefore } = JSON.parse(content.bytes.toString('utf8')) as Record<string, unknown>;
    const isSound =
      Number.isInteger(failures) &&
      Number.isInteger(notBefore) &&
      (failures as number) >= 0 &&
      (notBefore as number) - policy.now() <= policy.longestRetryAfterMilliseconds;
    return isSound ? { failures: failures as number, notBefore: notBefore as number } : NO_BACK_OFF;
  } catch {
    return NO_BACK_OFF;
  }
}

export async function writeBackOff(folder: string, backOff: BackOff): Promise<void> {
  await writeDurably(folder, FILE_NAME, Buffer.from(JSON.stringify(backOff)));
}
