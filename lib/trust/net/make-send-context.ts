/** What `send` needs, from the state folder and this machine. */
import { packageVersion } from '../../settings/package-version.js';
import { readLocalIdentity } from '../privacy/local-identity.js';
import { makeScrubber, type Scrubber } from '../privacy/scrub.js';
import type { State } from '../telemetry/open-state.js';
import type { SendContext } from './send.js';

export function makeSendContext({ auditLog }: State): SendContext {
  let scrubber: Scrubber | undefined;
  return {
    version: packageVersion(),
    scrubber: () => (scrubber ??= makeScrubber(readLocalIdentity())),
    auditLog,
  };
}
