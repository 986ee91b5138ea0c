import { fillVector } from './fill.mjs';

/** Jacobi iteration with a 3-point stencil */
export default function jacobi1d(tsteps, n, A, B) {
  for (let t = 0; t < tsteps; t++) {
    for (let i = 1; i < n - 1; i++) {
      B[i] = 0.33333 * (A[i - 1] + A[i] + A[i + 1]);
    }
    for (let i = 1; i < n - 1; i++) {
      A[i] = 0.33333 * (B[i - 1] + B[i] + B[i + 1]);
    }
  }
}

export const sizes = { full: [500, 2000], quick: [100, 400] };

export function initialize(tsteps, n) {
  const A = fillVector(n, (i) => (i + 2) / n);
  const B = fillVector(n, (i) => (i + 3) / n);
  return [tsteps, n, A, B];
}
