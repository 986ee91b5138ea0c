import { fillMatrix, fillVector } from './fill.mjs';

/** q = A·p and s = Aᵀ·r, the kernel of the biconjugate gradient method */
export default function bicg(m, n, A, s, q, p, r) {
  for (let i = 0; i < m; i++) {
    s[i] = 0;
  }
  for (let i = 0; i < n; i++) {
    q[i] = 0;
    for (let j = 0; j < m; j++) {
      s[j] = s[j] + r[i] * A[i * m + j];
      q[i] = q[i] + A[i * m + j] * p[j];
    }
  }
}

export const sizes = { full: [1900, 2100], quick: [390, 410] };

export function initialize(m, n) {
  const A = fillMatrix(n, m, (i, j) => ((i * (j + 1)) % n) / n);
  const p = fillVector(m, (i) => (i % m) / m);
  const r = fillVector(n, (i) => (i % n) / n);
  return [m, n, A, new Float64Array(m), new Float64Array(n), p, r];
}
