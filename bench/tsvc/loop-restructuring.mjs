/* Loop restructuring: distribution and interchange. */

/** A vector statement and a recurrence in one loop. */
export function s221(n, a, b, c, d) {
  for (let i = 1; i < n; i++) {
    a[i] += c[i] * d[i];
    b[i] = b[i - 1] + a[i] + d[i];
  }
}

/** A recurrence over four elements. */
export function s1221(n, a, b) {
  for (let i = 4; i < n; i++) b[i] = b[i - 4] + a[i];
}

/** A recurrence between two vector statements. */
export function s222(n, a, b, c, e) {
  for (let i = 1; i < n; i++) {
    a[i] += b[i] * c[i];
    e[i] = e[i - 1] * e[i - 1];
    a[i] -= b[i] * c[i];
  }
}

/** The recurrence is in the inner loop; the outer one is parallel. */
export function s231(m, aa, bb) {
  for (let i = 0; i < m; i++) {
    for (let j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i];
  }
}

/** The same over a triangle. */
export function s232(m, aa, bb) {
  for (let j = 1; j < m; j++) {
    for (let i = 1; i <= j; i++) aa[j * m + i] = aa[j * m + i - 1] * aa[j * m + i - 1] + bb[j * m + i];
  }
}

/** Columns of a triangle without a recurrence. */
export function s1232(m, aa, bb, cc) {
  for (let j = 0; j < m; j++) {
    for (let i = j; i < m; i++) aa[i * m + j] = bb[i * m + j] + cc[i * m + j];
  }
}

/** Two inner loops that want opposite orders. */
export function s233(m, aa, bb, cc) {
  for (let i = 1; i < m; i++) {
    for (let j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + cc[j * m + i];
    for (let j = 1; j < m; j++) bb[j * m + i] = bb[j * m + i - 1] + cc[j * m + i];
  }
}

/** Two inner loops of which only the first wants another order. */
export function s2233(m, aa, bb, cc) {
  for (let i = 1; i < m; i++) {
    for (let j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + cc[j * m + i];
    for (let j = 1; j < m; j++) bb[i * m + j] = bb[(i - 1) * m + j] + cc[i * m + j];
  }
}

/** A nest that is not perfect. */
export function s235(m, a, b, c, aa, bb) {
  for (let i = 0; i < m; i++) {
    a[i] += b[i] * c[i];
    for (let j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i] * a[i];
  }
}
