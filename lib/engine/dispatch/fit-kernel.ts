/** Whether a kernel may run a call: what it takes for the engine's own must be that. */
import { hasEngineMethods, hasPlainProperties, localArraysIntact } from './intrinsics.js';
import type { KernelSlot, KernelState } from './plan.js';

type ReadyKernel = Extract<KernelState, { readonly status: 'ready' }>['kernel'];

/** The kernel of a slot, where it is ready and the arguments are as it expects. */
export function fittingKernel({ state }: KernelSlot, args: ArrayLike<unknown>): ReadyKernel | null {
  if (state.status !== 'ready') return null;
  const { guardedArguments, methodArguments, makesArrays } = state.reply;
  return guardedArguments.every((at) => hasPlainProperties(args[at])) &&
    methodArguments.every((at) => hasEngineMethods(args[at])) &&
    (!makesArrays || localArraysIntact())
    ? state.kernel
    : null;
}
