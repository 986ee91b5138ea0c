/* Linear dependence testing: does an element that one iteration writes meet one that another reads? */

/** No dependence at all. */
export function s000(n, a, b) {
  for (let i = 0; i < n; i++) a[i] = b[i] + 1;
}

/** Odd elements from even ones. */
export function s111(n, a, b) {
  for (let i = 1; i < n; i += 2) a[i] = a[i - 1] + b[i];
}

/** Every second element is written. */
export function s1111(n, a, b, c, d) {
  const half = n >> 1;
  for (let i = 0; i < half; i++) a[2 * i] = c[i] * b[i] + d[i] * b[i] + c[i] * c[i] + d[i] * b[i] + d[i] * c[i];
}

/** Downwards, from the element below. */
export function s112(n, a, b) {
  for (let i = n - 2; i >= 0; i--) a[i + 1] = a[i] + b[i];
}

/** Downwards without a dependence. */
export function s1112(n, a, b) {
  for (let i = n - 1; i >= 0; i--) a[i] = b[i] + 1;
}

/** All from one element that is not written. */
export function s113(n, a, b) {
  for (let i = 1; i < n; i++) a[i] = a[0] + b[i];
}

/** All from one element that is written half-way. */
export function s1113(n, a, b) {
  const half = n >> 1;
  for (let i = 0; i < n; i++) a[i] = a[half] + b[i];
}

/** The lower triangle from the upper one. */
export function s114(m, aa, bb) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < i; j++) aa[i * m + j] = aa[j * m + i] + bb[i * m + j];
  }
}

/** A triangular solve: what is behind element j. */
export function s115(m, a, aa) {
  for (let j = 0; j < m; j++) {
    for (let i = j + 1; i < m; i++) a[i] -= aa[j * m + i] * a[j];
  }
}

/** Rows against columns. */
export function s1115(m, aa, bb, cc) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) aa[i * m + j] = aa[i * m + j] * cc[j * m + i] + bb[i * m + j];
  }
}

/** Five products of neighbours written out. */
export function s116(n, a) {
  for (let i = 0; i < n - 5; i += 5) {
    a[i] = a[i + 1] * a[i];
    a[i + 1] = a[i + 2] * a[i + 1];
    a[i + 2] = a[i + 3] * a[i + 2];
    a[i + 3] = a[i + 4] * a[i + 3];
    a[i + 4] = a[i + 5] * a[i + 4];
  }
}

/** A general recurrence: each element from all before it. */
export function s118(m, a, bb) {
  for (let i = 1; i < m; i++) {
    for (let j = 0; j <= i - 1; j++) a[i] += bb[j * m + i] * a[i - j - 1];
  }
}

/** Along the diagonal. */
export function s119(m, aa, bb) {
  for (let i = 1; i < m; i++) {
    for (let j = 1; j < m; j++) aa[i * m + j] = aa[(i - 1) * m + j - 1] + bb[i * m + j];
  }
}

/** From the row above. */
export function s1119(m, aa, bb) {
  for (let i = 1; i < m; i++) {
    for (let j = 0; j < m; j++) aa[i * m + j] = aa[(i - 1) * m + j] + bb[i * m + j];
  }
}
