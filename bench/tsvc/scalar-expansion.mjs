/* Scalar and array expansion: variables that carry values inside an iteration, or into the next one. */

/** A temporary. */
export function s251(n, a, b, c, d) {
  for (let i = 0; i < n; i++) {
    const s = b[i] + c[i] * d[i];
    a[i] = s * s;
  }
}

/** A temporary that outlives the value it was made from. */
export function s1251(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    const s = b[i] + c[i];
    b[i] = a[i] + d[i];
    a[i] = s * e[i];
  }
}

/** A temporary that is used one iteration later. */
export function s2251(n, a, b, c, d, e) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    a[i] = s * e[i];
    s = b[i] + c[i];
    b[i] = a[i] + d[i];
  }
}

/** An array used one iteration later. */
export function s3251(n, a, b, c, d, e) {
  for (let i = 0; i < n - 1; i++) {
    a[i + 1] = b[i] + c[i];
    b[i] = c[i] * e[i];
    d[i] = a[i] * e[i];
  }
}

/** This iteration's product and the one before. */
export function s252(n, a, b, c) {
  let t = 0;
  for (let i = 0; i < n; i++) {
    const s = b[i] * c[i];
    a[i] = s + t;
    t = s;
  }
}

/** A temporary under a condition. */
export function s253(n, a, b, c, d) {
  for (let i = 0; i < n; i++) {
    if (a[i] > b[i]) {
      const s = a[i] - b[i] * d[i];
      c[i] += s;
      a[i] = s;
    }
  }
}

/** Carries the element before around the end. */
export function s254(n, a, b) {
  let x = b[n - 1];
  for (let i = 0; i < n; i++) {
    a[i] = (b[i] + x) * 0.5;
    x = b[i];
  }
}

/** Carries the two elements before around the end. */
export function s255(n, a, b) {
  let x = b[n - 1];
  let y = b[n - 2];
  for (let i = 0; i < n; i++) {
    a[i] = (b[i] + x + y) * 0.333;
    y = x;
    x = b[i];
  }
}

/** A row that every iteration of the outer loop overwrites. */
export function s256(m, a, aa, bb, d) {
  for (let i = 0; i < m; i++) {
    for (let j = 1; j < m; j++) {
      a[j] = 1 - a[j - 1];
      aa[j * m + i] = a[j] + bb[j * m + i] * d[j];
    }
  }
}

/** An element that the inner loop overwrites again and again. */
export function s257(m, a, aa, bb) {
  for (let i = 1; i < m; i++) {
    for (let j = 0; j < m; j++) {
      a[i] = aa[j * m + i] - a[i - 1];
      aa[j * m + i] = a[i] + bb[j * m + i];
    }
  }
}

/** A variable that keeps its value where the condition fails. */
export function s258(m, a, b, c, d, e, aa) {
  let s = 0;
  for (let i = 0; i < m; i++) {
    if (a[i] > 0) s = d[i] * d[i];
    b[i] = s * c[i] + d[i];
    e[i] = (s + 1) * aa[i];
  }
}

/** One variable for two temporaries. */
export function s261(n, a, b, c, d) {
  for (let i = 1; i < n; i++) {
    let t = a[i] + b[i];
    a[i] = t + c[i - 1];
    t = c[i] * d[i];
    c[i] = t;
  }
}
