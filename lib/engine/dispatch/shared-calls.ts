/** Which calls of a function ran on several threads: the addon knows it of each kernel. */
import type { NativeBinding } from '../native/contract.js';
import type { Kernel } from './complete-kernel.js';
import type { ReadyKernel } from './plan.js';
import type { SignatureTable } from './signature-table.js';

export class SharedCalls {
  /** Calls of kernels that are gone. */
  private former = 0;

  constructor(
    private readonly binding: Pick<NativeBinding, 'describeSharing'>,
    private readonly table: SignatureTable,
  ) {}

  /** Calls in which more than one thread took part. */
  count(): number {
    const counts = this.kernels().map(({ loaded }) => this.binding.describeSharing(loaded).sharedCalls);
    return counts.reduce((sum, count) => sum + count, this.former);
  }

  /** Whether more than one thread took part in the last call of a kernel. */
  isLastOf(kernel: Kernel | null): boolean {
    const state = this.kernels().find((one) => one.kernel === kernel);
    return state !== undefined && this.binding.describeSharing(state.loaded).lastThreads > 1;
  }

  /** Remembers what is known: the kernels are about to be given up. */
  keep(): void {
    this.former = this.count();
  }

  private kernels(): ReadyKernel[] {
    const states = this.table.plans.flatMap(({ slots }) => slots.map(({ state }) => state));
    return states.filter((state): state is ReadyKernel => state.status === 'ready');
  }
}
