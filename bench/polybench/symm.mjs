import { fillMatrix } from './fill.mjs';

/** C = alpha·A·B + beta·C, where A is symmetric and stored as its lower triangle */
export default function symm(m, n, alpha, beta, C, A, B) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < i; k++) {
        C[k * n + j] += alpha * B[i * n + j] * A[i * m + k];
        sum += B[k * n + j] * A[i * m + k];
      }
      C[i * n + j] = beta * C[i * n + j] + alpha * B[i * n + j] * A[i * m + i] + alpha * sum;
    }
  }
}

export const sizes = { full: [1000, 1200], quick: [120, 140] };

export function initialize(m, n) {
  const C = fillMatrix(m, n, (i, j) => ((i + j) % 100) / m);
  const B = fillMatrix(m, n, (i, j) => ((n + i - j) % 100) / m);
  const A = fillMatrix(m, m, (i, j) => (j <= i ? ((i + j) % 100) / m : -999));
  return [m, n, 1.5, 1.2, C, A, B];
}
