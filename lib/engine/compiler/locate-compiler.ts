/** Finds the compiler executable: the one that is asked for, the local build, or the optional package of this platform. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../settings/package-root.js';

/** The executable, or why there is none. */
export type CompilerLocation =
  { readonly found: true; readonly path: string } | { readonly found: false; readonly reason: string };

/**
 * @param requested - the value of JETLOOP_COMPILER: when it is given, nothing else is tried
 */
export function locateCompiler(requested: string | undefined): CompilerLocation {
  if (requested !== undefined) {
    return isExecutable(requested)
      ? { found: true, path: requested }
      : { found: false, reason: `JETLOOP_COMPILER=${requested} is not an executable file` };
  }
  const packageName = `@jetloop/compiler-${process.platform}-${process.arch}`;
  for (const path of [localBuild(), packaged(packageName)]) {
    if (path !== undefined && isExecutable(path)) return { found: true, path };
  }
  return { found: false, reason: `neither a local build nor the package ${packageName} is there` };
}

function localBuild(): string | undefined {
  const root = packageRoot();
  return root && join(root.folder, 'build', 'Release', 'jetloop-compiler');
}

function packaged(packageName: string): string | undefined {
  try {
    return require.resolve(`${packageName}/bin/jetloop-compiler`);
  } catch {
    return undefined; // an optional dependency that is not installed
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
