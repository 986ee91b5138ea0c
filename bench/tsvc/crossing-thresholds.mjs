/* Crossing thresholds: dependences that hold in a part of the iterations; peeling, diagonals, wavefronts. */

/** Reads from the other end, which is overwritten from the middle on. */
export function s281(n, a, b, c) {
  for (let i = 0; i < n; i++) {
    const x = a[n - i - 1] + b[i] * c[i];
    a[i] = x - 1;
    b[i] = x;
  }
}

/** The same without the crossing. */
export function s1281(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    const x = b[i] * c[i] + a[i] * d[i] + e[i];
    a[i] = x - 1;
    b[i] = x;
  }
}

/** An index that wraps around once. */
export function s291(n, a, b) {
  let before = n - 1;
  for (let i = 0; i < n; i++) {
    a[i] = (b[i] + b[before]) * 0.5;
    before = i;
  }
}

/** Two indices that wrap around. */
export function s292(n, a, b) {
  let before = n - 1;
  let second = n - 2;
  for (let i = 0; i < n; i++) {
    a[i] = (b[i] + b[before] + b[second]) * 0.333;
    second = before;
    before = i;
  }
}

/** Everything becomes the first element, which is written with itself. */
export function s293(n, a) {
  for (let i = 0; i < n; i++) a[i] = a[0];
}

/** The main diagonal. */
export function s2101(m, aa, bb, cc) {
  for (let i = 0; i < m; i++) aa[i * m + i] += bb[i * m + i] * cc[i * m + i];
}

/** The unit matrix, by columns. */
export function s2102(m, aa) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) aa[j * m + i] = 0;
    aa[i * m + i] = 1;
  }
}

/** A wavefront. */
export function s2111(m, aa) {
  for (let j = 1; j < m; j++) {
    for (let i = 1; i < m; i++) aa[j * m + i] = (aa[j * m + i - 1] + aa[(j - 1) * m + i]) / 1.9;
  }
}
