/* Storage classes and equivalencing: one memory under two names. The names are offsets into `flat`, or into the second half of b. */

/** From the next element of the same memory. */
export function s421(n, flat, a) {
  for (let i = 0; i < n - 1; i++) flat[i] = flat[i + 1] + a[i];
}

/** The first half from the second. */
export function s1421(n, a, b) {
  const half = n >> 1;
  for (let i = 0; i < half; i++) b[i] = b[half + i] + a[i];
}

/** Reads four elements ahead of where it writes. */
export function s422(n, flat, a) {
  const x = 4;
  for (let i = 0; i < n; i++) flat[x + i] = flat[i + 8] + a[i];
}

/** Reads far ahead of where it writes. */
export function s423(n, flat, a) {
  const x = 64;
  for (let i = 0; i < n - 1; i++) flat[i + 1] = flat[x + i] + a[i];
}

/** Writes far ahead of where it reads. */
export function s424(n, flat, a) {
  const x = 63;
  for (let i = 0; i < n - 1; i++) flat[x + i + 1] = flat[i] + a[i];
}
