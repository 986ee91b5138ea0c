/** The name of an artifact: everything that decides its bytes, and nothing else. */
import { createHash } from 'node:crypto';

/** What decides the bytes of a compiled kernel. */
export interface KeyParts {
  /** Canonical IR text; it carries the signature and the alias promise. */
  readonly ir: string;
  /** Text form of the target. */
  readonly target: string;
  /** Identity of the compiler. */
  readonly compiler: string;
  /** Whose functions of Math the kernel computes. */
  readonly math: string;
}

/** @returns 64 hexadecimal digits */
export function artifactKey(parts: KeyParts): string {
  const hash = createHash('sha256').update('jetloop-artifact/2\n');
  // Lengths in front of the parts: no two different lists run together into the same bytes.
  for (const part of [parts.compiler, parts.target, parts.math, parts.ir]) {
    hash.update(`${Buffer.byteLength(part)}\n`).update(part);
  }
  return hash.digest('hex');
}
