/* Reductions: many values become one. Sums and products keep their order, as everywhere in JavaScript. */

/** The sum. */
export function s311(n, a) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i];
  return sum;
}

/** The sum of eight sums of four. */
export function s31111(a) {
  const sumOfFour = (from) => {
    let s = 0;
    for (let i = 0; i < 4; i++) s += a[from + i];
    return s;
  };
  let sum = 0;
  sum += sumOfFour(0);
  sum += sumOfFour(4);
  sum += sumOfFour(8);
  sum += sumOfFour(12);
  sum += sumOfFour(16);
  sum += sumOfFour(20);
  sum += sumOfFour(24);
  sum += sumOfFour(28);
  return sum;
}

/** The product. */
export function s312(n, a) {
  let product = 1;
  for (let i = 0; i < n; i++) product *= a[i];
  return product;
}

/** The dot product. */
export function s313(n, a, b) {
  let dot = 0;
  for (let i = 0; i < n; i++) dot += a[i] * b[i];
  return dot;
}

/** The greatest element. */
export function s314(n, a) {
  let x = a[0];
  for (let i = 0; i < n; i++) {
    if (a[i] > x) x = a[i];
  }
  return x;
}

/** The greatest element and where it is. */
export function s315(n, a) {
  let x = a[0];
  let index = 0;
  for (let i = 0; i < n; i++) {
    if (a[i] > x) {
      x = a[i];
      index = i;
    }
  }
  return x + index + 1;
}

/** The least element. */
export function s316(n, a) {
  let x = a[0];
  for (let i = 1; i < n; i++) {
    if (a[i] < x) x = a[i];
  }
  return x;
}

/** A product of constants. */
export function s317(n) {
  const half = n >> 1;
  let q = 1;
  for (let i = 0; i < half; i++) q *= 0.99;
  return q;
}

/** The greatest magnitude and where it is, by a stride from a parameter. */
export function s318(n, a, inc) {
  let k = 0;
  let index = 0;
  let greatest = Math.abs(a[0]);
  k += inc;
  for (let i = 1; i < n; i++) {
    if (Math.abs(a[k]) > greatest) {
      index = i;
      greatest = Math.abs(a[k]);
    }
    k += inc;
  }
  return greatest + index + 1;
}

/** One sum over two vectors that are computed beside it. */
export function s319(n, a, b, c, d, e) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    a[i] = c[i] + d[i];
    sum += a[i];
    b[i] = c[i] + e[i];
    sum += b[i];
  }
  return sum;
}

/** The greatest element of a matrix and where it is. */
export function s3110(m, aa) {
  let greatest = aa[0];
  let row = 0;
  let column = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (aa[i * m + j] > greatest) {
        greatest = aa[i * m + j];
        row = i;
        column = j;
      }
    }
  }
  return greatest + row + 1 + column + 1;
}

/** The same, with the places added up in another order. */
export function s13110(m, aa) {
  let greatest = aa[0];
  let row = 0;
  let column = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (aa[i * m + j] > greatest) {
        greatest = aa[i * m + j];
        row = i;
        column = j;
      }
    }
  }
  return greatest + (row + 1) + (column + 1);
}

/** The sum of the positive elements. */
export function s3111(n, b) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (b[i] > 0) sum += b[i];
  }
  return sum;
}

/** The running sum. */
export function s3112(n, a, b) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += a[i];
    b[i] = sum;
  }
  return sum;
}

/** The greatest magnitude. */
export function s3113(n, b) {
  let greatest = Math.abs(b[0]);
  for (let i = 0; i < n; i++) {
    if (Math.abs(b[i]) > greatest) greatest = Math.abs(b[i]);
  }
  return greatest;
}
