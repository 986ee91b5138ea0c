/** Finds the native addon: a prebuild for this platform, or the local build. A machine without one is normal, and is told why. */
import { createRequire } from 'node:module';
import { packageRoot } from '../../settings/package-root.js';
import type { NativeBinding } from './contract.js';

/** The addon, or the reason why this process runs without it. */
export type NativeAvailability =
  | { readonly available: true; readonly binding: NativeBinding }
  | { readonly available: false; readonly reason: string };

let found: NativeAvailability | undefined;

/**
 * Loads the addon on first use. Never throws: an addon that is missing, broken or from another version gives the reason instead.
 *
 * @returns the same answer each time in one JavaScript environment
 */
export function findNativeBinding(): NativeAvailability {
  found ??= loadNativeBinding();
  return found;
}

function loadNativeBinding(): NativeAvailability {
  try {
    const root = packageRoot();
    if (root === undefined) return unavailable('the package is bundled into another one, without its native addon');
    const { folder, version } = root;
    const loadAddon = createRequire(__filename)('node-gyp-build') as (folder: string) => Partial<NativeBinding>;
    const addon = loadAddon(folder);
    if (!isComplete(addon)) return unavailable('the native addon lacks exports: it was built from other sources');
    if (addon.version !== version) {
      return unavailable(
        `the native addon is of version ${addon.version}, the package of version ${version}: build it again`,
      );
    }
    return { available: true, binding: addon };
  } catch (error) {
    return unavailable(
      `the native addon could not be loaded: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isComplete(addon: Partial<NativeBinding>): addon is NativeBinding {
  return (
    typeof addon.version === 'string' &&
    typeof addon.abiVersion === 'number' &&
    addon.results instanceof Float64Array &&
    typeof addon.declined === 'object' &&
    typeof addon.abandoned === 'object' &&
    addon.abandonedAt instanceof Uint32Array &&
    typeof addon.load === 'function' &&
    Array.isArray(addon.kernelTargets) &&
    typeof addon.precompiledKernels === 'function' &&
    typeof addon.describeSharing === 'function' &&
    typeof addon.usableProcessors === 'function' &&
    typeof addon.hostFeatures === 'function'
  );
}

function unavailable(reason: string): NativeAvailability {
  return { available: false, reason };
}
