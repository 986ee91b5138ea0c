/* Indirect addressing: indices that come out of an array. */

/** Scatters. */
export function s491(n, a, b, c, d, ip) {
  for (let i = 0; i < n; i++) a[ip[i]] = b[i] + c[i] * d[i];
}

/** Gathers. */
export function s4112(n, a, b, ip, s) {
  for (let i = 0; i < n; i++) a[i] += b[ip[i]] * s;
}

/** Gathers and scatters. */
export function s4113(n, a, b, c, ip) {
  for (let i = 0; i < n; i++) a[ip[i]] = b[ip[i]] + c[i];
}

/** Gathers from the other end, starting where a parameter says. */
export function s4114(n, a, b, c, d, ip, n1) {
  for (let i = n1 - 1; i < n; i++) {
    const k = ip[i];
    a[i] = b[i] + c[n - k - 1] * d[i];
  }
}

/** A sparse dot product. */
export function s4115(n, a, b, ip) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[ip[i]];
  return sum;
}

/** A sparse dot product with a row of a matrix. */
export function s4116(m, a, aa, ip, j, inc) {
  let sum = 0;
  for (let i = 0; i < m - 1; i++) {
    const at = inc + i;
    sum += a[at] * aa[(j - 1) * m + ip[i]];
  }
  return sum;
}

/** Every element twice. */
export function s4117(n, a, b, c, d) {
  for (let i = 0; i < n; i++) a[i] = b[i] + c[i >> 1] * d[i];
}
