/* Packing: an index that only some of the iterations count. */

/** Packs the positive elements. */
export function s341(n, a, b) {
  let j = -1;
  for (let i = 0; i < n; i++) {
    if (b[i] > 0) {
      j++;
      a[j] = b[i];
    }
  }
}

/** Unpacks into the places of positive elements. */
export function s342(n, a, b) {
  let j = -1;
  for (let i = 0; i < n; i++) {
    if (a[i] > 0) {
      j++;
      a[i] = b[j];
    }
  }
}

/** Packs from a matrix, by columns. */
export function s343(m, flat, aa, bb) {
  let k = -1;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) {
      if (bb[j * m + i] > 0) {
        k++;
        flat[k] = aa[j * m + i];
      }
    }
  }
}
