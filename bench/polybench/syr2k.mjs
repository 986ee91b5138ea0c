import { fillMatrix } from './fill.mjs';

/** The lower triangle of C = alpha·A·Bᵀ + alpha·B·Aᵀ + beta·C */
export default function syr2k(n, m, alpha, beta, C, A, B) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      C[i * n + j] *= beta;
    }
    for (let k = 0; k < m; k++) {
      for (let j = 0; j <= i; j++) {
        C[i * n + j] += A[j * m + k] * alpha * B[i * m + k] + B[j * m + k] * alpha * A[i * m + k];
      }
    }
  }
}

export const sizes = { full: [1200, 1000], quick: [140, 120] };

export function initialize(n, m) {
  const A = fillMatrix(n, m, (i, j) => ((i * j + 1) % n) / n);
  const B = fillMatrix(n, m, (i, j) => ((i * j + 2) % m) / m);
  const C = fillMatrix(n, n, (i, j) => ((i * j + 3) % n) / m);
  return [n, m, 1.5, 1.2, C, A, B];
}
