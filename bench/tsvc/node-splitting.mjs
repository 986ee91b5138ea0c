/* Node splitting: a read of an old value is in the way, and would not be if it came first. */

/** Reads the next element before it is overwritten. */
export function s241(n, a, b, c, d) {
  for (let i = 0; i < n - 1; i++) {
    a[i] = b[i] * c[i] * d[i];
    b[i] = a[i] * a[i + 1] * d[i];
  }
}

/** A running sum of several vectors. */
export function s242(n, a, b, c, d, s1, s2) {
  for (let i = 1; i < n; i++) a[i] = a[i - 1] + s1 + s2 + b[i] + c[i] + d[i];
}

/** An element is written twice, the second time from the next one's old value. */
export function s243(n, a, b, c, d, e) {
  for (let i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * d[i];
    b[i] = a[i] + d[i] * e[i];
    a[i] = b[i] + a[i + 1] * d[i];
  }
}

/** The next element is updated, and overwritten by the next iteration. */
export function s244(n, a, b, c, d) {
  for (let i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * d[i];
    b[i] = c[i] + b[i];
    a[i + 1] = b[i] + a[i + 1] * d[i];
  }
}

/** The sum of a new element and the next old one. */
export function s1244(n, a, b, c, d) {
  for (let i = 0; i < n - 1; i++) {
    a[i] = b[i] + c[i] * c[i] + b[i] * b[i] + c[i];
    d[i] = a[i] + a[i + 1];
  }
}

/** Two writes, of which the later iteration's wins. */
export function s2244(n, a, b, c, e) {
  for (let i = 0; i < n - 1; i++) {
    a[i + 1] = b[i] + e[i];
    a[i] = b[i] + c[i];
  }
}
