/** Compiles IR text with the built `jetloop-compiler` and loads the result, the shortest way from a kernel to a JavaScript function. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findNativeBinding } from '../../../../lib/engine/native/binding.js';
import type {
  NativeBinding,
  NativeElementKind,
  NativeKernel,
  NativeParameter,
} from '../../../../lib/engine/native/contract.js';

export const packageRoot = dirname(require.resolve('jetloop/package.json'));

/** The addon; a test without one is a failed test. */
export function requireBinding(): NativeBinding {
  const found = findNativeBinding();
  if (!found.available) throw new Error(found.reason);
  return found.binding;
}

export interface CompiledObject {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

const compiled = new Map<string, CompiledObject>();

/** Compiles the kernel for this machine. */
export function compileKernel(kernelText: string): CompiledObject {
  const known = compiled.get(kernelText);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'jetloop-native-test-'));
  try {
    const input = join(folder, 'kernel.ir');
    const output = join(folder, 'kernel.so');
    writeFileSync(input, kernelText);
    const compiler = join(packageRoot, 'build', 'Release', 'jetloop-compiler');
    const run = spawnSync(compiler, ['compile', input, '--target', 'host', '-o', output], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`jetloop-compiler: ${run.error?.message ?? run.stderr}`);
    const bytes = new Uint8Array(readFileSync(output));
    const object = { bytes, sha256: digestOf(bytes) };
    compiled.set(kernelText, object);
    return object;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Compiles and loads in one go. */
export function loadKernel(
  kernelText: string,
  parameters: readonly NativeParameter[],
  allowOverlap = false,
): NativeKernel {
  const { bytes, sha256 } = compileKernel(kernelText);
  return requireBinding().load(bytes, sha256, { parameters, allowOverlap });
}

export function array(index: number, element: NativeElementKind, written = false): NativeParameter {
  return { index, kind: 'array', element, written };
}

/** A function of an f64 count that takes long in proportion: about a nanosecond for each. Its result is the count. */
export const slowKernelText = `(kernel "slow" (params (f64 $n)) (alias none) (body
  (let $i f64 (f64 0))
  (let $x f64 (f64 1))
  (loop $count (while (f64.lt $i $n))
    (body (set $x (f64.div (f64.add $x $i) (f64.add $x (f64 3)))))
    (step (set $i (f64.add $i (f64 1)))))
  (if (f64.eq $x (f64 -1)) (then (return (f64 -1))))
  (return $i)))`;
