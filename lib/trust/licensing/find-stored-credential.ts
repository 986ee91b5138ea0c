/** Whether a license key is stored on this machine. The key itself is not needed here, and not read. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { locateStateFolder } from '../../settings/state-folder.js';
import type { Environment } from '../../settings/variables.js';

/** Where a license key is kept. */
export function locateCredential(environment: Environment = process.env): string {
  return join(locateStateFolder(environment), 'license-key');
}

/** A key that others can read, or that is not the user's own, counts as none. */
export function isCredentialStored(environment: Environment = process.env): boolean {
  try {
    const stats = lstatSync(locateCredential(environment));
    return stats.isFile() && stats.size > 0 && stats.uid === process.geteuid?.() && (stats.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
