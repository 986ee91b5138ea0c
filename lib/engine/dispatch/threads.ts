/** How many threads work on the loops of a function. */
import type { FunctionSettings } from '../../settings/settings.js';
import type { NativeBinding, NativeSignature } from '../native/contract.js';
import type { LevelChoice } from './level.js';

/** The part of a kernel's signature that says how its loops are shared. */
export type SharingChoice = Pick<NativeSignature, 'shareAlways'> & { readonly threads: number };

let forced: number | undefined;

/** For tests: kernels loaded afterwards run every loop that can be shared on so many threads, however small it is; `undefined` ends that. */
export function forceThreads(threads: number | undefined): void {
  forced = threads;
}

export function chooseSharing(
  { threads, reserveCores }: Pick<FunctionSettings, 'threads' | 'reserveCores'>,
  { ceiling }: Pick<LevelChoice, 'ceiling'>,
  binding: Pick<NativeBinding, 'usableProcessors'>,
): SharingChoice {
  if (ceiling < 3) return { threads: 1 };
  if (forced !== undefined) return { threads: forced, shareAlways: true };
  const processors = binding.usableProcessors();
  return { threads: Math.max(1, Math.min(threads ?? processors, processors) - reserveCores) };
}
