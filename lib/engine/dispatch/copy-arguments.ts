/**
 * Kernels that take ordinary arrays: their numbers are copied into typed arrays in front of the kernel, and back behind it. To the rest of
 * dispatch this is a kernel like any other, and the copying is part of what it takes.
 */
import { compileFunction } from 'node:vm';
import type { CompiledReply } from '../compiler/messages.js';
import type { PlainArgument } from '../frontend/index.js';
import type { NativeBinding, NativeKernel } from '../native/contract.js';
import { apply, hasEngineArrayMethods, isExtensible, isPlainArray } from './intrinsics.js';

/** See {@link NativeBinding}. */
type CallMarks = Pick<NativeBinding, 'declined' | 'abandoned' | 'abandonedAt'>;

/** Memory beyond this is not kept from call to call. */
const KEPT_BYTES = 64 << 20;
const SMALLEST_LENGTH = 64;

/** Wraps a kernel some of whose arguments are ordinary arrays; the others are called as they are. */
export function copyPlainArguments(kernel: NativeKernel, reply: CompiledReply, marks: CallMarks): NativeKernel {
  const { signature, plainArguments } = reply;
  if (plainArguments.length === 0) return kernel;
  const written = signature.parameters.flatMap((parameter) =>
    parameter.kind === 'array' && parameter.written ? [parameter.index] : [],
  );
  const copies = plainArguments.map((argument) => new CopiedArgument(argument, written.includes(argument.index)));
  const { declined, abandoned, abandonedAt } = marks;
  return (...args) => {
    const passed = [...args];
    for (const copy of copies) {
      const source = args[copy.position];
      if (!copy.accepts(source)) return declined;
      // One array passed twice is one array to the kernel, too.
      const same = copies.find((other) => args[other.position] === source)!;
      if ((copy.isWritten && !isExtensible(source)) || (same === copy && !copy.copyIn(source))) {
        abandonedAt.set(copy.place);
        return abandoned;
      }
      passed[copy.position] = same.view;
    }
    const result = apply(kernel, undefined, passed) as ReturnType<NativeKernel>;
    if (result !== declined && result !== abandoned) {
      for (const copy of copies) {
        if (copy.isWritten) copy.copyOut(args[copy.position] as unknown[], passed[copy.position] as Float64Array);
      }
    }
    for (const copy of copies) copy.recycle();
    return result;
  };
}

/** One argument, with memory of its own for its numbers. */
class CopiedArgument {
  view = new Float64Array(0);
  private memory = new ArrayBuffer(0);
  private readonly loops = makeLoops();

  constructor(
    private readonly argument: PlainArgument,
    readonly isWritten: boolean,
  ) {}

  get position(): number {
    return this.argument.index;
  }

  /** Line and column. */
  get place(): [number, number] {
    return [this.argument.site.line, this.argument.site.column];
  }

  accepts(source: unknown): source is unknown[] {
    return isPlainArray(source) && (!this.argument.usesMethods || hasEngineArrayMethods(source));
  }

  /** False where something in the array is not a number. */
  copyIn(source: unknown[]): boolean {
    const { length } = source;
    if (this.view.length !== length) this.resize(length);
    return this.loops.copyIn(source, this.view);
  }

  copyOut(target: unknown[], view: Float64Array): void {
    this.loops.copyOut(target, view);
  }

  recycle(): void {
    if (this.memory.byteLength <= KEPT_BYTES) return;
    this.memory = new ArrayBuffer(0);
    this.view = new Float64Array(0);
  }

  private resize(length: number): void {
    const bytes = length * Float64Array.BYTES_PER_ELEMENT;
    if (bytes > this.memory.byteLength) {
      const roomy = Math.max(length + (length >> 1), SMALLEST_LENGTH) * Float64Array.BYTES_PER_ELEMENT;
      this.memory = new ArrayBuffer(bytes > KEPT_BYTES ? bytes : roomy);
    }
    this.view = new Float64Array(this.memory, 0, length);
  }
}

interface CopyLoops {
  copyIn(source: unknown[], view: Float64Array): boolean;
  copyOut(target: unknown[], view: Float64Array): void;
}

/**
 * Compiled anew for each argument, so that each loop sees the arrays of one place only: V8 then reads their elements as what they are. What
 * did not change is not written back, so that whole numbers stay what they are to V8; zeros always are, because of their sign.
 */
function makeLoops(): CopyLoops {
  const make = compileFunction(LOOPS, [], { filename: 'jetloop:copy-arguments' }) as () => CopyLoops;
  return make();
}

const LOOPS = `'use strict';
return {
  copyIn(source, view) {
    const { length } = view;
    for (let i = 0; i < length; i++) {
      const value = source[i];
      if (typeof value !== 'number') return false;
      view[i] = value;
    }
    return true;
  },
  copyOut(target, view) {
    const { length } = view;
    for (let i = 0; i < length; i++) {
      const value = view[i];
      if (target[i] !== value || value === 0) target[i] = value;
    }
  },
};`;
