import { positiveDefinite } from './fill.mjs';

/** The Cholesky factor of A, in its lower triangle */
export default function cholesky(n, A) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        A[i * n + j] -= A[i * n + k] * A[j * n + k];
      }
      A[i * n + j] /= A[j * n + j];
    }
    for (let k = 0; k < i; k++) {
      A[i * n + i] -= A[i * n + k] * A[i * n + k];
    }
    A[i * n + i] = Math.sqrt(A[i * n + i]);
  }
}

export const sizes = { full: [2000], quick: [250] };

export function initialize(n) {
  return [n, positiveDefinite(n)];
}
