/* Statement reordering: vector code exists once the statements change places. */

/** The second statement feeds the first of the next iteration, and reads ahead. */
export function s211(n, a, b, c, d, e) {
  for (let i = 1; i < n - 1; i++) {
    a[i] = b[i - 1] + c[i] * d[i];
    b[i] = b[i + 1] - e[i] * d[i];
  }
}

/** The second statement reads what the first one is about to overwrite. */
export function s212(n, a, b, c, d) {
  for (let i = 0; i < n - 1; i++) {
    a[i] *= c[i];
    b[i] += a[i + 1] * d[i];
  }
}

/** Both at once: a cycle without reordering. */
export function s1213(n, a, b, c, d) {
  for (let i = 1; i < n - 1; i++) {
    a[i] = b[i - 1] + c[i];
    b[i] = a[i + 1] * d[i];
  }
}
