/** The most base pairs that the folds of an RNA sequence have, by dynamic programming */
export default function nussinov(n, seq, table) {
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) {
      if (j - 1 >= 0) table[i * n + j] = Math.max(table[i * n + j], table[i * n + j - 1]);
      if (i + 1 < n) table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j]);
      if (j - 1 >= 0 && i + 1 < n) {
        // Neighbours cannot pair up.
        if (i < j - 1) {
          table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j - 1] + (seq[i] + seq[j] === 3 ? 1 : 0));
        } else {
          table[i * n + j] = Math.max(table[i * n + j], table[(i + 1) * n + j - 1]);
        }
      }
      for (let k = i + 1; k < j; k++) {
        table[i * n + j] = Math.max(table[i * n + j], table[i * n + k] + table[(k + 1) * n + j]);
      }
    }
  }
}

export const sizes = { full: [1000], quick: [180] };

export const reduced = 'LARGE is 2500';

export function initialize(n) {
  return [n, Uint8Array.from({ length: n }, (_, i) => (i + 1) % 4), new Int32Array(n * n)];
}
