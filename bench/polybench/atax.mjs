import { fillMatrix, fillVector } from './fill.mjs';

/** y = Aᵀ·(A·x) */
export default function atax(m, n, A, x, y, tmp) {
  for (let i = 0; i < n; i++) {
    y[i] = 0;
  }
  for (let i = 0; i < m; i++) {
    tmp[i] = 0;
    for (let j = 0; j < n; j++) {
      tmp[i] = tmp[i] + A[i * n + j] * x[j];
    }
    for (let j = 0; j < n; j++) {
      y[j] = y[j] + A[i * n + j] * tmp[i];
    }
  }
}

export const sizes = { full: [1900, 2100], quick: [390, 410] };

export function initialize(m, n) {
  const A = fillMatrix(m, n, (i, j) => ((i + j) % n) / (5 * m));
  const x = fillVector(n, (i) => 1 + i / n);
  return [m, n, A, x, new Float64Array(n), new Float64Array(m)];
}
