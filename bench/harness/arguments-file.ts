/** The file through which the twins get their arguments: the same bytes for every side. */

import { writeFile } from 'node:fs/promises';
import { isArray, type Argument } from '../workload.js';

/** Bytes of `struct header` in bench/twins/harness.c: the kind's name, the length, the number. */
const headerBytes = 40;
const kindBytes = 24;

/** Writes the count of arguments, then for each its header and, for an array, its elements. */
export async function writeArguments(file: string, args: readonly Argument[]): Promise<void> {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(args.length);
  await writeFile(file, Buffer.concat([count, ...args.flatMap(encodeArgument)]));
}

function encodeArgument(argument: Argument): Buffer[] {
  const header = Buffer.alloc(headerBytes);
  if (isArray(argument)) {
    header.write(argument.constructor.name);
    header.writeBigUInt64LE(BigInt(argument.length), kindBytes);
    return [header, Buffer.from(argument.buffer, argument.byteOffset, argument.byteLength)];
  }
  const isInt32 = Object.is(argument | 0, argument);
  header.write(isInt32 ? 'i32' : 'f64');
  header.writeDoubleLE(argument, kindBytes + 8);
  return [header];
}
