/* Symbolics: steps, distances and bounds that only the call knows. */

/** A stride from a parameter. */
export function s171(n, a, b, inc) {
  for (let i = 0; i < n; i++) a[i * inc] += b[i];
}

/** Start and step from parameters. */
export function s172(n, a, b, n1, n3) {
  for (let i = n1 - 1; i < n; i += n3) a[i] += b[i];
}

/** The second half from the first. */
export function s173(n, a, b) {
  const k = n >> 1;
  for (let i = 0; i < k; i++) a[i + k] = a[i] + b[i];
}

/** The same, with the half from a parameter. */
export function s174(a, b, half) {
  for (let i = 0; i < half; i++) a[i + half] = a[i] + b[i];
}

/** A step that is also the distance. */
export function s175(n, a, b, inc) {
  for (let i = 0; i < n - 1; i += inc) a[i] = a[i + inc] + b[i];
}

/** A convolution. */
export function s176(n, a, b, c) {
  const half = n >> 1;
  for (let j = 0; j < half; j++) {
    for (let i = 0; i < half; i++) a[i] += b[i + half - j - 1] * c[j];
  }
}

/** A distance of zero, computed. */
export function s431(n, a, b) {
  const k1 = 1;
  const k2 = 2;
  const k = 2 * k1 - k2;
  for (let i = 0; i < n; i++) a[i] = a[i + k] + b[i];
}
