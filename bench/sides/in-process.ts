/** The sides that run in this process: plain V8 and Jetloop, all on the same memory. */

import { captureOutcome, type Outcome } from '../harness/outcome.js';
import { copyArguments, isArray, type Argument, type KernelFunction } from '../workload.js';
import type { Side, SideName } from './side.js';

/** The arguments that in-process sides work on, restored before each run. */
export class WorkingSet {
  readonly args: Argument[];
  readonly #inputs: readonly Argument[];

  constructor(inputs: readonly Argument[]) {
    this.#inputs = inputs;
    this.args = copyArguments(inputs);
  }

  restore(): void {
    this.args.forEach((argument, i) => {
      if (isArray(argument)) argument.set(this.#inputs[i] as ArrayLike<number>);
    });
  }
}

export class InProcessSide implements Side {
  readonly name: SideName;
  readonly #call: KernelFunction;
  readonly #set: WorkingSet;
  #result: number | undefined;

  constructor(name: SideName, call: KernelFunction, set: WorkingSet) {
    this.name = name;
    this.#call = call;
    this.#set = set;
  }

  run(): Promise<number> {
    const call = this.#call;
    const args = this.#set.args;
    this.#set.restore();
    const start = process.hrtime.bigint();
    this.#result = call(...args);
    const end = process.hrtime.bigint();
    return Promise.resolve(Number(end - start) / 1e6);
  }

  outcome(): Promise<Outcome> {
    return Promise.resolve(captureOutcome(this.#result, this.#set.args));
  }

  close(): void {
    // Nothing to release.
  }
}
