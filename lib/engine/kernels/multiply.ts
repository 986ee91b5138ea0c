/** The product of two matrices, row by row in memory. */

/** Shapes: `left` is rows × inner, `right` inner × columns. */
export interface MatrixShape {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

/** Every element of `result` is summed in ascending order of the inner index, from +0. `result` must not overlap the others. */
export function multiply(left: Float64Array, right: Float64Array, result: Float64Array, shape: MatrixShape): void {
  const { rows, inner, columns } = shape;
  result.fill(0);
  // Rows in the innermost loop: the same sums, with memory read in order.
  for (let i = 0; i < rows; i++) {
    for (let p = 0; p < inner; p++) {
      const factor = left[i * inner + p]!;
      for (let j = 0; j < columns; j++) result[i * columns + j]! += factor * right[p * columns + j]!;
    }
  }
}
