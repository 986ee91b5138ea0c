import { fillMatrix } from './fill.mjs';

/** The heat equation on a cube */
export default function heat3d(tsteps, n, A, B) {
  for (let t = 1; t <= tsteps; t++) {
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        for (let k = 1; k < n - 1; k++) {
          B[(i * n + j) * n + k] =
            0.125 * (A[((i + 1) * n + j) * n + k] - 2 * A[(i * n + j) * n + k] + A[((i - 1) * n + j) * n + k]) +
            0.125 * (A[(i * n + j + 1) * n + k] - 2 * A[(i * n + j) * n + k] + A[(i * n + j - 1) * n + k]) +
            0.125 * (A[(i * n + j) * n + k + 1] - 2 * A[(i * n + j) * n + k] + A[(i * n + j) * n + k - 1]) +
            A[(i * n + j) * n + k];
        }
      }
    }
    for (let i = 1; i < n - 1; i++) {
      for (let j = 1; j < n - 1; j++) {
        for (let k = 1; k < n - 1; k++) {
          A[(i * n + j) * n + k] =
            0.125 * (B[((i + 1) * n + j) * n + k] - 2 * B[(i * n + j) * n + k] + B[((i - 1) * n + j) * n + k]) +
            0.125 * (B[(i * n + j + 1) * n + k] - 2 * B[(i * n + j) * n + k] + B[(i * n + j - 1) * n + k]) +
            0.125 * (B[(i * n + j) * n + k + 1] - 2 * B[(i * n + j) * n + k] + B[(i * n + j) * n + k - 1]) +
            B[(i * n + j) * n + k];
        }
      }
    }
  }
}

export const sizes = { full: [40, 120], quick: [8, 50] };

export const reduced = 'the LARGE grid, a part of its 500 time steps';

// PolyBench's own field, i + j + n - k, is linear: no step would change it. This one is not.
export function initialize(tsteps, n) {
  const A = fillMatrix(n * n, n, (row, k) => (((Math.floor(row / n) * (row % n) + (n - k)) % n) * 10) / n);
  return [tsteps, n, A, A.slice()];
}
