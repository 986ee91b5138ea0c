/** What most tests start from: a capturing hub, a user who has seen the notice, and an environment that says nothing more. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPreferences } from '../../../lib/settings/preferences.js';
import { startCaptureServer, type CaptureServer } from './capture-server.js';
import { makeCertificates, type Certificates } from './certificates.js';
import { temporaryFolder } from './run.js';

export interface Scene {
  readonly env: Readonly<Record<string, string>>;
  readonly server: CaptureServer;
  readonly certificates: Certificates;
  readonly folder: string;
  /** Names of the queued batches. */
  readonly queued: () => string[];
  readonly storeCredential: (key: string) => void;
  readonly writePreferences: (text: string) => void;
}

/** What cleans up: a test, or a script's own. */
export type Test = { teardown(handler: () => Promise<void> | void): void };

export async function makeScene(t: Test): Promise<Scene> {
  const folder = temporaryFolder(t);
  const certificates = makeCertificates(temporaryFolder(t));
  const server = await startCaptureServer(t, certificates.right);
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text, { mode: 0o600 });
  write('preferences.json', printPreferences('notified', Date.now() - 1000));
  return {
    env: {
      JETLOOP_API_URL: server.url,
      JETLOOP_STATE_DIR: folder,
      NODE_EXTRA_CA_CERTS: certificates.authorityPath,
    },
    server,
    certificates,
    folder,
    queued: () => {
      try {
        return readdirSync(join(folder, 'queue')).filter((name) => name.endsWith('.batch'));
      } catch {
        return []; // not made yet
      }
    },
    storeCredential: (key) => write('license-key', key),
    writePreferences: (text) => write('preferences.json', text),
  };
}
