/* Control flow: conditions, jumps inside an iteration and out of the loop. */

/** Either this iteration's element or the next one's. */
export function s161(n, a, b, c, d, e) {
  for (let i = 0; i < n - 1; i++) {
    if (b[i] < 0) c[i + 1] = a[i] + d[i] * d[i];
    else a[i] = c[i] + d[i] * e[i];
  }
}

/** One of two arrays. */
export function s1161(n, a, b, c, d, e) {
  for (let i = 0; i < n - 1; i++) {
    if (c[i] < 0) b[i] = a[i] + d[i] * d[i];
    else a[i] = c[i] + d[i] * e[i];
  }
}

/** A loop that only runs for distances that make it harmless. */
export function s162(n, a, b, c, k) {
  if (k > 0) {
    for (let i = 0; i < n - 1; i++) a[i] = a[i + k] + b[i] * c[i];
  }
}

/** A sum where a condition holds. */
export function s271(n, a, b, c) {
  for (let i = 0; i < n; i++) {
    if (b[i] > 0) a[i] += b[i] * c[i];
  }
}

/** Two sums under a condition on a parameter. */
export function s272(n, a, b, c, d, e, t) {
  for (let i = 0; i < n; i++) {
    if (e[i] >= t) {
      a[i] += c[i] * d[i];
      b[i] += c[i] * c[i];
    }
  }
}

/** The condition depends on what was just computed. */
export function s273(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    a[i] += d[i] * e[i];
    if (a[i] < 0) b[i] += d[i] * e[i];
    c[i] += a[i] * d[i];
  }
}

/** Both sides of a condition on what was just computed. */
export function s274(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    a[i] = c[i] + e[i] * d[i];
    if (a[i] > 0) b[i] = a[i] + b[i];
    else a[i] = d[i] * e[i];
  }
}

/** A column at a time, if its head says so. */
export function s275(m, aa, bb, cc) {
  for (let i = 0; i < m; i++) {
    if (aa[i] > 0) {
      for (let j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i] * cc[j * m + i];
    }
  }
}

/** Columns, and one more element in each iteration around them. */
export function s2275(m, a, b, c, d, aa, bb, cc) {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) aa[j * m + i] = aa[j * m + i] + bb[j * m + i] * cc[j * m + i];
    a[i] = b[i] + c[i] * d[i];
  }
}

/** One formula in the first half, another one in the second. */
export function s276(n, a, b, c, d) {
  const middle = n >> 1;
  for (let i = 0; i < n; i++) {
    if (i + 1 < middle) a[i] += b[i] * c[i];
    else a[i] += b[i] * d[i];
  }
}

/** Two conditions, of which the second guards only the first half of the work. */
export function s277(n, a, b, c, d, e) {
  for (let i = 0; i < n - 1; i++) {
    if (a[i] >= 0) continue;
    if (b[i] < 0) a[i] += c[i] * d[i];
    b[i + 1] = c[i] + d[i] * e[i];
  }
}

/** One of two arrays, then a third from both. */
export function s278(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    if (a[i] > 0) c[i] = -c[i] + d[i] * e[i];
    else b[i] = -b[i] + d[i] * e[i];
    a[i] = b[i] + c[i] * d[i];
  }
}

/** A condition inside one side of a condition. */
export function s279(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    if (a[i] > 0) {
      c[i] = -c[i] + e[i] * e[i];
    } else {
      b[i] = -b[i] + d[i] * d[i];
      if (b[i] > a[i]) c[i] += d[i] * e[i];
    }
    a[i] = b[i] + c[i] * d[i];
  }
}

/** Two conditions, one inside the other. */
export function s1279(n, a, b, c, d, e) {
  for (let i = 0; i < n; i++) {
    if (a[i] < 0) {
      if (b[i] > a[i]) c[i] += d[i] * e[i];
    }
  }
}

/** Conditions on elements around conditions on parameters. */
export function s2710(n, a, b, c, d, e, x) {
  for (let i = 0; i < n; i++) {
    if (a[i] > b[i]) {
      a[i] += b[i] * d[i];
      if (n > 10) c[i] += d[i] * d[i];
      else c[i] = d[i] * e[i] + 1;
    } else {
      b[i] = a[i] + e[i] * e[i];
      if (x > 0) c[i] = a[i] + d[i] * d[i];
      else c[i] += e[i] * e[i];
    }
  }
}

/** A condition that saves multiplications by zero. */
export function s2711(n, a, b, c) {
  for (let i = 0; i < n; i++) {
    if (b[i] !== 0) a[i] += b[i] * c[i];
  }
}

/** A condition on two arrays. */
export function s2712(n, a, b, c) {
  for (let i = 0; i < n; i++) {
    if (a[i] > b[i]) a[i] += b[i] * c[i];
  }
}

/** Three cases by the sign of an element. */
export function s441(n, a, b, c, d) {
  for (let i = 0; i < n; i++) {
    if (d[i] < 0) a[i] += b[i] * c[i];
    else if (d[i] === 0) a[i] += b[i] * b[i];
    else a[i] += c[i] * c[i];
  }
}

/** Four cases by an array of their numbers. */
export function s442(n, a, b, c, d, e, indx) {
  for (let i = 0; i < n; i++) {
    switch (indx[i]) {
      case 1:
        a[i] += b[i] * b[i];
        break;
      case 2:
        a[i] += c[i] * c[i];
        break;
      case 3:
        a[i] += d[i] * d[i];
        break;
      case 4:
        a[i] += e[i] * e[i];
        break;
    }
  }
}

/** Two cases that meet again. */
export function s443(n, a, b, c, d) {
  for (let i = 0; i < n; i++) {
    if (d[i] <= 0) a[i] += b[i] * c[i];
    else a[i] += b[i] * b[i];
  }
}

/** Leaves the function before the element that makes it. */
export function s481(n, a, b, c, d) {
  for (let i = 0; i < n; i++) {
    if (d[i] < 0) return;
    a[i] += b[i] * c[i];
  }
}

/** Leaves the loop behind the element that makes it. */
export function s482(n, a, b, c) {
  for (let i = 0; i < n; i++) {
    a[i] += b[i] * c[i];
    if (c[i] > b[i]) break;
  }
}
