/** Functions that all differ, so that none is served from a cache, each with a call of it whose result is known. */

import { compileFunction } from 'node:vm';

export interface Sample {
  readonly fn: (values: Float64Array, factor: number) => number;
  /** Calls a function like `fn` on fresh arguments, and says whether it did what `fn` does. */
  isRight(fn: (values: Float64Array, factor: number) => number): boolean;
}

/** @param seed - makes the function differ from all others */
export function makeFunction(seed: number): Sample {
  // The constant is part of the source, so every function has a kernel of its own.
  const fn = compileFunction(
    `let sum = ${seed};
for (let i = 0; i < values.length; i++) {
  values[i] = values[i] * factor + ${seed};
  sum += values[i];
}
return sum;`,
    ['values', 'factor'],
  ) as Sample['fn'];
  return {
    fn,
    isRight(candidate) {
      const values = Float64Array.from({ length: 37 }, (_, index) => index / 3 - 5);
      const expected = values.slice();
      const wanted = fn(expected, 1.5);
      return (
        Object.is(candidate(values, 1.5), wanted) && values.every((value, index) => Object.is(value, expected[index]))
      );
    },
  };
}
