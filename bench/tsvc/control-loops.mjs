/* Control loops: what a machine does with the plainest vector loops there are. */

/** A copy. */
export function va(n, a, b) {
  for (let i = 0; i < n; i++) a[i] = b[i];
}

/** A gather. */
export function vag(n, a, b, ip) {
  for (let i = 0; i < n; i++) a[i] = b[ip[i]];
}

/** A scatter. */
export function vas(n, a, b, ip) {
  for (let i = 0; i < n; i++) a[ip[i]] = b[i];
}

/** A copy under a condition. */
export function vif(n, a, b) {
  for (let i = 0; i < n; i++) {
    if (b[i] > 0) a[i] = b[i];
  }
}

/** Plus a vector. */
export function vpv(n, a, b) {
  for (let i = 0; i < n; i++) a[i] += b[i];
}

/** Times a vector. */
export function vtv(n, a, b) {
  for (let i = 0; i < n; i++) a[i] *= b[i];
}

/** Plus a product. */
export function vpvtv(n, a, b, c) {
  for (let i = 0; i < n; i++) a[i] += b[i] * c[i];
}

/** Plus a multiple. */
export function vpvts(n, a, b, s) {
  for (let i = 0; i < n; i++) a[i] += b[i] * s;
}

/** Plus two vectors. */
export function vpvpv(n, a, b, c) {
  for (let i = 0; i < n; i++) a[i] += b[i] + c[i];
}

/** Times two vectors. */
export function vtvtv(n, a, b, c) {
  for (let i = 0; i < n; i++) a[i] = a[i] * b[i] * c[i];
}

/** The sum. */
export function vsumr(n, a) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i];
  return sum;
}

/** The dot product. */
export function vdotr(n, a, b) {
  let dot = 0;
  for (let i = 0; i < n; i++) dot += a[i] * b[i];
  return dot;
}

/** Much arithmetic on few elements. */
export function vbor(m, a, b, c, d, e, aa, x) {
  for (let i = 0; i < m; i++) {
    let a1 = a[i];
    let b1 = b[i];
    let c1 = c[i];
    let d1 = d[i];
    const e1 = e[i];
    const f1 = aa[i];
    a1 =
      a1 * b1 * c1 +
      a1 * b1 * d1 +
      a1 * b1 * e1 +
      a1 * b1 * f1 +
      a1 * c1 * d1 +
      a1 * c1 * e1 +
      a1 * c1 * f1 +
      a1 * d1 * e1 +
      a1 * d1 * f1 +
      a1 * e1 * f1;
    b1 = b1 * c1 * d1 + b1 * c1 * e1 + b1 * c1 * f1 + b1 * d1 * e1 + b1 * d1 * f1 + b1 * e1 * f1;
    c1 = c1 * d1 * e1 + c1 * d1 * f1 + c1 * e1 * f1;
    d1 = d1 * e1 * f1;
    x[i] = a1 * b1 * c1 * d1;
  }
}
