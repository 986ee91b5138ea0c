/** A new row-major matrix whose element (i, j) is `value(i, j)`. */
export function fillMatrix(rows, columns, value) {
  const matrix = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) matrix[i * columns + j] = value(i, j);
  }
  return matrix;
}

/** A new vector whose element i is `value(i)`. */
export function fillVector(length, value) {
  return Float64Array.from({ length }, (_, i) => value(i));
}

/**
 * The symmetric positive definite matrix L·Lᵀ of PolyBench's cholesky and lu, where L is unit lower triangular with
 * 1 − j/n below its diagonal. The rows of L agree left of the diagonal, so prefix sums give the very bits of PolyBench's
 * cubic initialisation in quadratic time.
 */
export function positiveDefinite(n) {
  const below = fillVector(n, (j) => -j / n + 1);
  const prefix = new Float64Array(n + 1);
  for (let t = 0; t < n; t++) prefix[t + 1] = prefix[t] + below[t] * below[t];
  return fillMatrix(n, n, (i, j) => {
    const least = Math.min(i, j);
    return prefix[least] + (i === j ? 1 : below[least]);
  });
}
