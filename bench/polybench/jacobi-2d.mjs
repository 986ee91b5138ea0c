import { fillMatrix } from './fill.mjs';

/** Jacobi iteration with a 5-point stencil */
export default function jacobi2d(tsteps, n, A, B) {
  for (let t = 0; t < tsteps; t++) {
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        B[i * n + j] =
          0.2 * (A[i * n + j] + A[i * n + j - 1] + A[i * n + 1 + j] + A[(1 + i) * n + j] + A[(i - 1) * n + j]);
      }
    }
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        A[i * n + j] =
          0.2 * (B[i * n + j] + B[i * n + j - 1] + B[i * n + 1 + j] + B[(1 + i) * n + j] + B[(i - 1) * n + j]);
      }
    }
  }
}

export const sizes = { full: [50, 1300], quick: [20, 250] };

export const reduced = 'the LARGE grid, a part of its 500 time steps';

export function initialize(tsteps, n) {
  const A = fillMatrix(n, n, (i, j) => (i * (j + 2) + 2) / n);
  const B = fillMatrix(n, n, (i, j) => (i * (j + 3) + 3) / n);
  return [tsteps, n, A, B];
}
