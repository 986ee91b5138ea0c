import { fillMatrix } from './fill.mjs';

/** A = Q·R by the modified Gram-Schmidt process */
export default function gramschmidt(m, n, A, R, Q) {
  for (let k = 0; k < n; k++) {
    let norm = 0;
    for (let i = 0; i < m; i++) {
      norm += A[i * n + k] * A[i * n + k];
    }
    R[k * n + k] = Math.sqrt(norm);
    for (let i = 0; i < m; i++) {
      Q[i * n + k] = A[i * n + k] / R[k * n + k];
    }
    for (let j = k + 1; j < n; j++) {
      R[k * n + j] = 0;
      for (let i = 0; i < m; i++) {
        R[k * n + j] += Q[i * n + k] * A[i * n + j];
      }
      for (let i = 0; i < m; i++) {
        A[i * n + j] = A[i * n + j] - Q[i * n + k] * R[k * n + j];
      }
    }
  }
}

export const sizes = { full: [1000, 1200], quick: [120, 100] };

export function initialize(m, n) {
  const A = fillMatrix(m, n, (i, j) => (((i * j) % m) / m) * 100 + 10);
  return [m, n, A, new Float64Array(n * n), new Float64Array(m * n)];
}
