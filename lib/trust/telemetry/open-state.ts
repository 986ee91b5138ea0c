/** The state folder's parts, as the settings in force place and bound them. */
import { join } from 'node:path';
import { locateStateFolder } from '../../settings/state-folder.js';
import { readVariable, VARIABLES, type Environment } from '../../settings/variables.js';
import { AuditLog } from './audit-log.js';
import { openPrivateDirectory } from './private-directory.js';
import { TelemetryQueue } from './queue.js';

export interface State {
  readonly folder: string;
  readonly queue: TelemetryQueue;
  readonly auditLog: AuditLog;
}

/** The folder and what is in it, or why it cannot be used. */
export type StateCheck =
  | { readonly ok: true; readonly state: State }
  | { readonly ok: false; readonly folder: string; readonly reason: string };

/** Creates the folder where it is missing. */
export function openState(environment: Environment = process.env): StateCheck {
  const folder = locateStateFolder(environment);
  const check = openPrivateDirectory(folder);
  if (!check.ok) return { ok: false, folder, reason: check.reason };
  const retentionDays = readVariable(VARIABLES.queueRetentionDays, environment).value;
  return {
    ok: true,
    state: {
      folder,
      queue: new TelemetryQueue(join(folder, 'queue'), { retentionDays }),
      auditLog: new AuditLog(join(folder, 'audit')),
    },
  };
}
