import { fillMatrix } from './fill.mjs';

/** Gauss-Seidel iteration with a 9-point stencil */
export default function seidel2d(tsteps, n, A) {
  for (let t = 0; t <= tsteps - 1; t++) {
    for (let i = 1; i <= n - 2; i++) {
      for (let j = 1; j <= n - 2; j++) {
        A[i * n + j] =
          (A[(i - 1) * n + j - 1] +
            A[(i - 1) * n + j] +
            A[(i - 1) * n + j + 1] +
            A[i * n + j - 1] +
            A[i * n + j] +
            A[i * n + j + 1] +
            A[(i + 1) * n + j - 1] +
            A[(i + 1) * n + j] +
            A[(i + 1) * n + j + 1]) /
          9;
      }
    }
  }
}

export const sizes = { full: [20, 2000], quick: [8, 400] };

export const reduced = 'the LARGE grid, a part of its 500 time steps';

export function initialize(tsteps, n) {
  const A = fillMatrix(n, n, (i, j) => (i * (j + 2) + 2) / n);
  return [tsteps, n, A];
}
