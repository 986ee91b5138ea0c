import { fillMatrix } from './fill.mjs';

/** B = alpha·Aᵀ·B, where A is unit lower triangular */
export default function trmm(m, n, alpha, A, B) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = i + 1; k < m; k++) {
        B[i * n + j] += A[k * m + i] * B[k * n + j];
      }
      B[i * n + j] = alpha * B[i * n + j];
    }
  }
}

export const sizes = { full: [1000, 1200], quick: [120, 140] };

export function initialize(m, n) {
  const A = fillMatrix(m, m, (i, j) => (j < i ? ((i + j) % m) / m : i === j ? 1 : 0));
  const B = fillMatrix(m, n, (i, j) => ((n + (i - j)) % n) / n);
  return [m, n, 1.5, A, B];
}
