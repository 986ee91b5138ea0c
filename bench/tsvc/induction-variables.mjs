/* Induction variables: indices that are counted beside the loop's own counter. */

/** An index that is always one ahead. */
export function s121(n, a, b) {
  for (let i = 0; i < n - 1; i++) {
    const j = i + 1;
    a[i] = a[j] + b[i];
  }
}

/** One index upwards by a variable step, one downwards. */
export function s122(n, a, b, n1, n3) {
  const j = 1;
  let k = 0;
  for (let i = n1 - 1; i < n; i += n3) {
    k += j;
    a[i] += b[n - k];
  }
}

/** An index that is counted under a condition. */
export function s123(n, a, b, c, d, e) {
  const half = n >> 1;
  let j = -1;
  for (let i = 0; i < half; i++) {
    j++;
    a[j] = b[i] + d[i] * e[i];
    if (c[i] > 0) {
      j++;
      a[j] = c[i] + d[i] * e[i];
    }
  }
}

/** An index that is counted on both sides of a condition. */
export function s124(n, a, b, c, d, e) {
  let j = -1;
  for (let i = 0; i < n; i++) {
    if (b[i] > 0) {
      j++;
      a[j] = b[i] + d[i] * e[i];
    } else {
      j++;
      a[j] = c[i] + d[i] * e[i];
    }
  }
}

/** One index over two loops. */
export function s125(m, flat, aa, bb, cc) {
  let k = -1;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      k++;
      flat[k] = aa[i * m + j] + bb[i * m + j] * cc[i * m + j];
    }
  }
}

/** The same, moved on between the inner loops as well. */
export function s126(m, flat, bb, cc) {
  let k = 1;
  for (let i = 0; i < m; i++) {
    for (let j = 1; j < m; j++) {
      bb[j * m + i] = bb[(j - 1) * m + i] + flat[k - 1] * cc[j * m + i];
      k++;
    }
    k++;
  }
}

/** Two elements in each iteration. */
export function s127(n, a, b, c, d, e) {
  const half = n >> 1;
  let j = -1;
  for (let i = 0; i < half; i++) {
    j++;
    a[j] = b[i] + c[i] * d[i];
    j++;
    a[j] = b[i] + d[i] * e[i];
  }
}

/** Two indices, each counted from the other. */
export function s128(n, a, b, c, d) {
  const half = n >> 1;
  let j = -1;
  for (let i = 0; i < half; i++) {
    const k = j + 1;
    a[i] = b[k] - d[i];
    j = k + 1;
    b[k] = a[i] + c[k];
  }
}
