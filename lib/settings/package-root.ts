/** Where the package is, and its manifest. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package's folder and what its manifest says. */
export interface PackageRoot {
  readonly folder: string;
  readonly version: string;
}

let found: PackageRoot | undefined;

/**
 * The nearest folder around this file with the package's manifest, from the sources, from dist/ and from an installation alike. A look at the
 * folders costs a tenth of what Node's own resolution of a name does when it is used for the first time.
 *
 * @returns undefined where the package was bundled into another one
 */
export function packageRoot(): PackageRoot | undefined {
  if (found !== undefined) return found;
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const manifest = readManifest(folder);
    if (manifest?.name === 'jetloop') return (found = { folder, version: String(manifest.version) });
    if (dirname(folder) === folder) return undefined;
  }
}

function readManifest(folder: string): { readonly name?: unknown; readonly version?: unknown } | undefined {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    return undefined; // none there
  }
  return JSON.parse(text) as object;
}
