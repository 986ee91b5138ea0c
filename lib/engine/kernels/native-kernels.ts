/** The precompiled kernels for the running processor, where there are any and native code is allowed. */
import { resolveFunctionSettings } from '../../settings/settings.js';
import { findNativeBinding } from '../native/binding.js';
import type { PrecompiledKernels } from '../native/contract.js';

/** Elements from which on a native call costs less than the same loop in JavaScript. */
const WORTH_A_CALL = 64;

let opened: { readonly kernels: PrecompiledKernels | undefined } | undefined;

/**
 * @param elements - elements that the call has to go through
 * @returns undefined where plain JavaScript is to do the work: on few elements, on processors and machines without kernels, below level 2
 */
export function nativeKernels(elements: number): PrecompiledKernels | undefined {
  if (elements < WORTH_A_CALL) return undefined;
  const { level, forceFallback } = resolveFunctionSettings({});
  if (forceFallback || (typeof level === 'number' && level < 2)) return undefined;
  opened ??= { kernels: openWidest() };
  return opened.kernels;
}

function openWidest(): PrecompiledKernels | undefined {
  const native = findNativeBinding();
  const target = native.available ? native.binding.kernelTargets[0] : undefined;
  return native.available && target !== undefined ? native.binding.precompiledKernels(target) : undefined;
}
