/** What the iterations of a loop that is marked `parallel` read and write: whether they really leave each other alone. */

/** What was done to one element so far. */
interface Touch {
  iteration: number;
  /** Some iteration wrote it. */
  written: boolean;
  /** Several iterations read it. */
  shared: boolean;
}

export class IterationLog {
  private readonly arrays = new Map<string, Map<number, Touch>>();
  private iteration = 0;

  begin(iteration: number): void {
    this.iteration = iteration;
  }

  /** Whether no other iteration writes an element that this one reads, or touches one that this one writes, as far as they have run. */
  note(array: string, index: number, writes: boolean): boolean {
    let touches = this.arrays.get(array);
    if (touches === undefined) {
      touches = new Map();
      this.arrays.set(array, touches);
    }
    const touch = touches.get(index);
    if (touch === undefined) {
      touches.set(index, { iteration: this.iteration, written: writes, shared: false });
      return true;
    }
    const isOther = touch.iteration !== this.iteration || touch.shared;
    const meets = isOther && (touch.written || writes);
    touch.shared ||= isOther;
    touch.written ||= writes;
    return !meets;
  }
}
