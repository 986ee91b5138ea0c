import { fillMatrix, fillVector } from './fill.mjs';

/** y = alpha·A·x + beta·B·x */
export default function gesummv(n, alpha, beta, A, B, tmp, x, y) {
  for (let i = 0; i < n; i++) {
    tmp[i] = 0;
    y[i] = 0;
    for (let j = 0; j < n; j++) {
      tmp[i] = A[i * n + j] * x[j] + tmp[i];
      y[i] = B[i * n + j] * x[j] + y[i];
    }
    y[i] = alpha * tmp[i] + beta * y[i];
  }
}

export const sizes = { full: [1300], quick: [250] };

export function initialize(n) {
  const A = fillMatrix(n, n, (i, j) => ((i * j + 1) % n) / n);
  const B = fillMatrix(n, n, (i, j) => ((i * j + 2) % n) / n);
  const x = fillVector(n, (i) => (i % n) / n);
  return [n, 1.5, 1.2, A, B, new Float64Array(n), x, new Float64Array(n)];
}
