/** Gets the kernels of one function: asks the compile service, loads what it answers, and says what became of it. */
import { publish } from '../../events/channels.js';
import type { CompileReply } from '../compiler/messages.js';
import { compileService } from '../compiler/service.js';
import type { SourceUnit } from '../frontend/index.js';
import type { NativeBinding } from '../native/contract.js';
import { completeKernel } from './complete-kernel.js';
import { copyPlainArguments } from './copy-arguments.js';
import { now } from './intrinsics.js';
import type { Original, Outline } from '../outline/index.js';
import type { KernelSlot, Plan } from './plan.js';
import { callRefusal, type Reason } from './refusals.js';
import type { SharingChoice } from './threads.js';
import { OTHER, argumentType, describeValue } from './signature.js';

/** What the loader tells the dispatcher. */
export interface LoaderEvents {
  /** A kernel is settled, one way or the other. */
  onSettled(): void;
  /** No arguments could make the function compilable; the outline is there where loops of it could be compiled. */
  onUnsupported(reasons: readonly Reason[], outline: Outline | undefined): void;
}

export class KernelLoader {
  /** Kernels that are being made. */
  pending = 0;
  kernels = 0;
  compileMilliseconds = 0;
  refusals = 0;
  /** Whether it is still open that the function cannot be compiled as a whole, but loops of it can. */
  private mayBeOutlined: boolean;

  constructor(
    private readonly functionName: string,
    private readonly unit: SourceUnit,
    private readonly binding: NativeBinding,
    private readonly sharing: SharingChoice,
    private readonly events: LoaderEvents,
    /** Absent for functions that are not taken apart. */
    private readonly outlined?: Original,
  ) {
    this.mayBeOutlined = outlined !== undefined;
  }

  /**
   * Starts making a kernel.
   *
   * @param args - the call it is for, to name what is wrong with it
   * @param blocking - waits until the kernel is settled
   */
  request(plan: Plan, slot: KernelSlot, args: ArrayLike<unknown>, blocking: boolean): void {
    const refusal = refuseArguments(plan, args);
    if (refusal !== undefined && !this.mayBeOutlined) {
      this.refuse(plan, slot, 'unsupported', [refusal]);
      return;
    }
    // What no kernel takes as an argument may well stay outside the loops.
    const types = refusal === undefined ? Array.from(plan.signature, (kind) => argumentType(kind)!) : undefined;
    const since = now();
    slot.state = { status: 'pending', since };
    this.pending++;
    const job = {
      unit: this.unit,
      name: kernelName(this.functionName),
      types,
      mayAlias: slot.mayAlias,
      ...(this.outlined !== undefined && { outlined: this.outlined }),
    };
    const onReply = (reply: CompileReply): void => {
      this.pending--;
      const isAboutFunction = !reply.ok && reply.scope === 'function';
      this.mayBeOutlined &&= isAboutFunction;
      if (refusal !== undefined && !isAboutFunction) this.refuse(plan, slot, 'unsupported', [refusal]);
      else this.accept(plan, slot, reply, since);
    };
    if (blocking) compileService().compileNow(job, onReply);
    else compileService().compile(job, onReply);
  }

  /** Publishes why a signature, or the whole function, stays JavaScript. */
  announce(reasons: readonly Reason[], signature?: string): void {
    this.refusals += reasons.length;
    for (const reason of reasons) {
      publish('refusal', () => ({
        function: this.functionName,
        ...(signature !== undefined && { signature }),
        ...reason,
      }));
    }
  }

  private accept(plan: Plan, slot: KernelSlot, reply: CompileReply, since: number): void {
    if (!reply.ok) {
      if (reply.scope === 'function') {
        this.announce(reply.refusals);
        this.events.onUnsupported(reply.refusals, reply.outline);
        slot.settle({ status: 'unsupported', reasons: reply.refusals });
        this.events.onSettled();
      } else {
        this.refuse(plan, slot, reply.scope === 'service' ? 'failed' : 'unsupported', reply.refusals);
      }
      return;
    }
    try {
      const loaded = this.binding.load(reply.object, reply.sha256, { ...reply.signature, ...this.sharing });
      const copying = copyPlainArguments(loaded, reply, this.binding);
      const kernel = completeKernel(copying, reply.results, this.binding.results, plan.signature.length);
      const milliseconds = now() - since;
      this.kernels++;
      this.compileMilliseconds += milliseconds;
      publish('compile', () => ({
        function: this.functionName,
        signature: plan.label,
        milliseconds,
        cached: reply.cached,
        bytes: reply.object.byteLength,
      }));
      slot.settle({ status: 'ready', kernel, loaded, reply, milliseconds });
      this.events.onSettled();
    } catch (error) {
      const { code, message } = error as { code?: unknown; message?: unknown };
      this.refuse(plan, slot, 'failed', [callRefusal('object-refused', `${String(code)}: ${String(message)}`)]);
    }
  }

  private refuse(plan: Plan, slot: KernelSlot, status: 'unsupported' | 'failed', reasons: readonly Reason[]): void {
    this.announce(reasons, plan.label);
    slot.settle({ status, reasons });
    this.events.onSettled();
  }
}

/** What no kernel takes, if there is any among the arguments. */
export function refuseArguments(plan: Plan, args: ArrayLike<unknown>): Reason | undefined {
  const position = plan.signature.indexOf(OTHER);
  if (position < 0) return undefined;
  return callRefusal('argument-kind', `argument ${position + 1} is ${describeValue(args[position])}`);
}

/** Letters, digits and underscores, for symbol tables and disassemblies. */
function kernelName(name: string): string {
  return name.replace(/\W/g, '_').slice(0, 64);
}
