import { fillVector } from './fill.mjs';

/** Solves the Yule-Walker equations by Durbin's recursion */
export default function durbin(n, r, y, z) {
  y[0] = -r[0];
  let beta = 1;
  let alpha = -r[0];
  for (let k = 1; k < n; k++) {
    beta = (1 - alpha * alpha) * beta;
    let sum = 0;
    for (let i = 0; i < k; i++) {
      sum += r[k - i - 1] * y[i];
    }
    alpha = -(r[k] + sum) / beta;
    for (let i = 0; i < k; i++) {
      z[i] = y[i] + alpha * y[k - i - 1];
    }
    for (let i = 0; i < k; i++) {
      y[i] = z[i];
    }
    y[k] = alpha;
  }
}

export const sizes = { full: [2000], quick: [400] };

export function initialize(n) {
  const r = fillVector(n, (i) => n + 1 - i);
  return [n, r, new Float64Array(n), new Float64Array(n)];
}
