/* Searches. */

/** The last negative element. */
export function s331(n, b) {
  let j = -1;
  for (let i = 0; i < n; i++) {
    if (b[i] < 0) j = i;
  }
  return j;
}

/** The first element above a threshold. */
export function s332(n, a, t) {
  let index = -2;
  let value = -1;
  for (let i = 0; i < n; i++) {
    if (a[i] > t) {
      index = i;
      value = a[i];
      break;
    }
  }
  return value + index;
}
