import { fillMatrix, fillVector } from './fill.mjs';

/** A = A + u1·v1ᵀ + u2·v2ᵀ;  x = x + beta·Aᵀ·y + z;  w = w + alpha·A·x */
export default function gemver(n, alpha, beta, A, u1, v1, u2, v2, w, x, y, z) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      A[i * n + j] = A[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      x[i] = x[i] + beta * A[j * n + i] * y[j];
    }
  }
  for (let i = 0; i < n; i++) {
    x[i] = x[i] + z[i];
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      w[i] = w[i] + alpha * A[i * n + j] * x[j];
    }
  }
}

export const sizes = { full: [2000], quick: [400] };

export function initialize(n) {
  const A = fillMatrix(n, n, (i, j) => ((i * j) % n) / n);
  const u1 = fillVector(n, (i) => i);
  const v1 = fillVector(n, (i) => (i + 1) / n / 4);
  const u2 = fillVector(n, (i) => (i + 1) / n / 2);
  const v2 = fillVector(n, (i) => (i + 1) / n / 6);
  const y = fillVector(n, (i) => (i + 1) / n / 8);
  const z = fillVector(n, (i) => (i + 1) / n / 9);
  return [n, 1.5, 1.2, A, u1, v1, u2, v2, new Float64Array(n), new Float64Array(n), y, z];
}
