/** Whether a function is called with one kind of arguments for long, so that the wrapper may try the kernel used last without asking. */
import type { KernelSlot } from './plan.js';

/** Declined calls between two samples after which the wrapper no longer tries the kernel of the last arguments blindly. */
const TOLERATED_MISSES = 4;
/** Calls with the same kernel in a row after which the wrapper tries it blindly again. */
const CALLS_TO_SETTLE = 256;

export class CallStreak {
  /** Whether several kernels are in use, so that the dispatcher sees every call. */
  isPolymorphic = false;
  /** The kernel used last. */
  last: KernelSlot | undefined;
  private length = 0;
  private misses = 0;

  /** The kernel of the last arguments declined a call. */
  noteMiss(): void {
    this.misses++;
  }

  note(slot: KernelSlot): void {
    this.length = slot === this.last ? this.length + 1 : 0;
    this.last = slot;
    if (this.misses >= TOLERATED_MISSES) this.isPolymorphic = true;
    else if (this.length >= CALLS_TO_SETTLE) this.isPolymorphic = false;
    this.misses = 0;
  }
}
