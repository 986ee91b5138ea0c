/** The version of the package, from its manifest. */
import { createRequire } from 'node:module';

let version: string | undefined;

export function packageVersion(): string {
  // The package's own name leads to its manifest from the sources, from dist/ and from an installation alike.
  version ??= (createRequire(__filename)('jetloop/package.json') as { version: string }).version;
  return version;
}
