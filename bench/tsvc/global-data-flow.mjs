/* Global data flow, nonlinear indices, and what stands in functions of its own. */

/** A distance that is a constant known from elsewhere. */
export function s131(n, a, b) {
  const distance = 1;
  for (let i = 0; i < n - 1; i++) a[i] = a[i + distance] + b[i];
}

/** Two rows that are known to differ. */
export function s132(m, aa, b, c) {
  const j = 0;
  const k = j + 1;
  for (let i = 1; i < m; i++) aa[j * m + i] = aa[k * m + i - 1] + b[i] * c[1];
}

/** The columns of a packed triangle. */
export function s141(m, flat, bb) {
  for (let i = 0; i < m; i++) {
    let k = ((i + 1) * i) / 2 + i;
    for (let j = i; j < m; j++) {
      flat[k] += bb[j * m + i];
      k += j + 1;
    }
  }
}

/** The loop in a function of its own, the distance an argument. */
export function s151(n, a, b) {
  const shift = (distance) => {
    for (let i = 0; i < n - 1; i++) a[i] = a[i + distance] + b[i];
  };
  shift(1);
}

/** The update of an element in a function of its own. */
export function s152(n, a, b, c, d, e) {
  const update = (i) => {
    a[i] += b[i] * c[i];
  };
  for (let i = 0; i < n; i++) {
    b[i] = d[i] * e[i];
    update(i);
  }
}
