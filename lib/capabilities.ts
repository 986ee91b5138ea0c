/** `capabilities`: what this machine and this installation can do. */
import { locateCompiler } from './engine/compiler/locate-compiler.js';
import { findNativeBinding } from './engine/native/binding.js';
import type { HostFeatures } from './engine/native/contract.js';
import { environmentSettings } from './settings/settings.js';
import type { Level } from './settings/variables.js';

/** What there is to run and to compile with. */
export interface Capabilities {
  /** The levels that functions can reach here. */
  readonly levels: readonly Level[];
  /** Processors that this process may keep busy (affinity, control groups); 1 without the native addon. */
  readonly threads: number;
  /** The processor; absent without the native addon. */
  readonly processor?: HostFeatures;
  readonly addon:
    { readonly available: true; readonly version: string } | { readonly available: false; readonly reason: string };
  readonly compiler:
    { readonly available: true; readonly path: string } | { readonly available: false; readonly reason: string };
}

/** Looks at the machine and the installation. Starts nothing. */
export function capabilities(): Capabilities {
  const native = findNativeBinding();
  const threads = native.available ? native.binding.usableProcessors() : 1;
  const location = locateCompiler(environmentSettings().compilerPath);
  return {
    levels: native.available && location.found ? [0, 2, ...(threads > 1 ? ([3] as const) : [])] : [0],
    threads,
    ...(native.available && { processor: native.binding.hostFeatures() }),
    addon: native.available
      ? { available: true, version: native.binding.version }
      : { available: false, reason: native.reason },
    compiler: location.found ? { available: true, path: location.path } : { available: false, reason: location.reason },
  };
}
