import { fillMatrix, fillVector } from './fill.mjs';

/** Solves L·x = b, where L is lower triangular */
export default function trisolv(n, L, x, b) {
  for (let i = 0; i < n; i++) {
    x[i] = b[i];
    for (let j = 0; j < i; j++) {
      x[i] -= L[i * n + j] * x[j];
    }
    x[i] = x[i] / L[i * n + i];
  }
}

export const sizes = { full: [2000], quick: [400] };

export function initialize(n) {
  const L = fillMatrix(n, n, (i, j) => (j <= i ? ((i + n - j + 1) * 2) / n : 0));
  const x = fillVector(n, () => -999);
  const b = fillVector(n, (i) => i);
  return [n, L, x, b];
}
