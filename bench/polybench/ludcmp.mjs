import { fillVector, positiveDefinite } from './fill.mjs';

/** Solves A x = b by LU decomposition, forward and back substitution */
export default function ludcmp(n, A, b, x, y) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let w = A[i * n + j];
      for (let k = 0; k < j; k++) {
        w -= A[i * n + k] * A[k * n + j];
      }
      A[i * n + j] = w / A[j * n + j];
    }
    for (let j = i; j < n; j++) {
      let w = A[i * n + j];
      for (let k = 0; k < i; k++) {
        w -= A[i * n + k] * A[k * n + j];
      }
      A[i * n + j] = w;
    }
  }
  for (let i = 0; i < n; i++) {
    let w = b[i];
    for (let j = 0; j < i; j++) {
      w -= A[i * n + j] * y[j];
    }
    y[i] = w;
  }
  for (let i = n - 1; i >= 0; i--) {
    let w = y[i];
    for (let j = i + 1; j < n; j++) {
      w -= A[i * n + j] * x[j];
    }
    x[i] = w / A[i * n + i];
  }
}

export const sizes = { full: [1000], quick: [200] };

export const reduced = 'LARGE is 2000';

export function initialize(n) {
  const b = fillVector(n, (i) => (i + 1) / n / 2 + 4);
  return [n, positiveDefinite(n), b, new Float64Array(n), new Float64Array(n)];
}
