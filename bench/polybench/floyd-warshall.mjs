/** The lengths of the shortest paths between all pairs of n nodes */
export default function floydWarshall(n, path) {
  for (let k = 0; k < n; k++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        path[i * n + j] =
          path[i * n + j] < path[i * n + k] + path[k * n + j] ? path[i * n + j] : path[i * n + k] + path[k * n + j];
      }
    }
  }
}

export const sizes = { full: [600], quick: [160] };

export const reduced = 'LARGE is 2800';

export function initialize(n) {
  const path = new Int32Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const direct = (i + j) % 13 !== 0 && (i + j) % 7 !== 0 && (i + j) % 11 !== 0;
      path[i * n + j] = direct ? ((i * j) % 7) + 1 : 999;
    }
  }
  return [n, path];
}
