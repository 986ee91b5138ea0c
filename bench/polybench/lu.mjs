import { positiveDefinite } from './fill.mjs';

/** The LU decomposition of A without pivoting, in place */
export default function lu(n, A) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        A[i * n + j] -= A[i * n + k] * A[k * n + j];
      }
      A[i * n + j] /= A[j * n + j];
    }
    for (let j = i; j < n; j++) {
      for (let k = 0; k < i; k++) {
        A[i * n + j] -= A[i * n + k] * A[k * n + j];
      }
    }
  }
}

export const sizes = { full: [2000], quick: [200] };

export function initialize(n) {
  return [n, positiveDefinite(n)];
}
