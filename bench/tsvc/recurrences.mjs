/* Recurrences: each element from those before it. */

/** Of the first order. */
export function s321(n, a, b) {
  for (let i = 1; i < n; i++) a[i] += a[i - 1] * b[i];
}

/** Of the second order. */
export function s322(n, a, b, c) {
  for (let i = 2; i < n; i++) a[i] = a[i] + a[i - 1] * b[i] + a[i - 2] * c[i];
}

/** Through two arrays. */
export function s323(n, a, b, c, d, e) {
  for (let i = 1; i < n; i++) {
    a[i] = b[i - 1] + c[i] * d[i];
    b[i] = a[i] + c[i] * e[i];
  }
}
