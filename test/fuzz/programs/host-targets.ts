/** The levels of instructions that this processor has: native code is checked at each. */
import type { HostFeatures } from '../../../lib/engine/native/contract.js';

const LEVELS: readonly { readonly name: string; readonly features: readonly string[] }[] = [
  { name: 'x86-64-v2', features: ['sse4.2', 'popcnt'] },
  { name: 'x86-64-v3', features: ['avx2', 'bmi', 'bmi2', 'fma'] },
  { name: 'x86-64-v4', features: ['avx512f', 'avx512bw', 'avx512cd', 'avx512dq', 'avx512vl'] },
];

/** Never empty: where no level is known, code is made for the very processor. */
export function hostTargets({ architecture, features }: HostFeatures): string[] {
  if (architecture !== 'x64') return ['host'];
  const targets: string[] = [];
  for (const level of LEVELS) {
    if (!level.features.every((feature) => features.includes(feature))) break;
    targets.push(level.name);
  }
  return targets.length === 0 ? ['host'] : targets;
}
