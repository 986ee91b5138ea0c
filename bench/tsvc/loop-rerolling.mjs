/* Loop rerolling: loops that were unrolled by hand. */

/** a += alpha b, five at a time. */
export function s351(n, a, b, c) {
  const alpha = c[0];
  for (let i = 0; i < n; i += 5) {
    a[i] += alpha * b[i];
    a[i + 1] += alpha * b[i + 1];
    a[i + 2] += alpha * b[i + 2];
    a[i + 3] += alpha * b[i + 3];
    a[i + 4] += alpha * b[i + 4];
  }
}

/** A loop with an index of its own for each array. */
export function s1351(n, a, b, c) {
  let to = 0;
  let left = 0;
  let right = 0;
  for (let i = 0; i < n; i++) {
    a[to] = b[left] + c[right];
    to++;
    left++;
    right++;
  }
}

/** The dot product, five at a time. */
export function s352(n, a, b) {
  let dot = 0;
  for (let i = 0; i < n; i += 5) {
    dot = dot + a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3] + a[i + 4] * b[i + 4];
  }
  return dot;
}

/** a += alpha b, five at a time, by an index array. */
export function s353(n, a, b, c, ip) {
  const alpha = c[0];
  for (let i = 0; i < n; i += 5) {
    a[i] += alpha * b[ip[i]];
    a[i + 1] += alpha * b[ip[i + 1]];
    a[i + 2] += alpha * b[ip[i + 2]];
    a[i + 3] += alpha * b[ip[i + 3]];
    a[i + 4] += alpha * b[ip[i + 4]];
  }
}
