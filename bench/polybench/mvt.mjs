import { fillMatrix, fillVector } from './fill.mjs';

/** x1 = x1 + A·y1 and x2 = x2 + Aᵀ·y2 */
export default function mvt(n, x1, x2, y1, y2, A) {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      x1[i] = x1[i] + A[i * n + j] * y1[j];
    }
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      x2[i] = x2[i] + A[j * n + i] * y2[j];
    }
  }
}

export const sizes = { full: [2000], quick: [400] };

export function initialize(n) {
  const x1 = fillVector(n, (i) => (i % n) / n);
  const x2 = fillVector(n, (i) => ((i + 1) % n) / n);
  const y1 = fillVector(n, (i) => ((i + 3) % n) / n);
  const y2 = fillVector(n, (i) => ((i + 4) % n) / n);
  const A = fillMatrix(n, n, (i, j) => ((i * j) % n) / n);
  return [n, x1, x2, y1, y2, A];
}
