/** An order for loops whose iterations may run in any. */

/** The numbers from 0 in an order in which neighbours are far apart, and the last comes first. */
export function* shuffled(iterations: number): Iterable<number> {
  const stride = [7, 5, 3, 2].find((prime) => iterations % prime !== 0) ?? 1;
  for (let turn = 0; turn < iterations; turn++) {
    yield iterations - 1 - ((turn * stride) % iterations);
  }
}
