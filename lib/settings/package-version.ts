/** The version of the package, from its manifest. */
import { packageRoot } from './package-root.js';

export function packageVersion(): string {
  return packageRoot()?.version ?? 'unknown';
}
