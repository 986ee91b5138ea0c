import { fillMatrix } from './fill.mjs';

/** The covariance matrix of m variables over n observations */
export default function covariance(m, n, data, cov, mean) {
  for (let j = 0; j < m; j++) {
    mean[j] = 0;
    for (let i = 0; i < n; i++) {
      mean[j] += data[i * m + j];
    }
    mean[j] /= n;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      data[i * m + j] -= mean[j];
    }
  }
  for (let i = 0; i < m; i++) {
    for (let j = i; j < m; j++) {
      cov[i * m + j] = 0;
      for (let k = 0; k < n; k++) {
        cov[i * m + j] += data[k * m + i] * data[k * m + j];
      }
      cov[i * m + j] /= n - 1;
      cov[j * m + i] = cov[i * m + j];
    }
  }
}

export const sizes = { full: [1200, 1400], quick: [140, 160] };

export function initialize(m, n) {
  const data = fillMatrix(n, m, (i, j) => (i * j) / m);
  return [m, n, data, new Float64Array(m * m), new Float64Array(m)];
}
