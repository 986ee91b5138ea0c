import { fillMatrix } from './fill.mjs';

/** Heat on a square by alternating directions, each an implicit sweep */
export default function adi(tsteps, n, u, v, p, q) {
  const mul1 = (2 * (1 / tsteps)) / ((1 / n) * (1 / n));
  const mul2 = 1 / tsteps / ((1 / n) * (1 / n));
  const a = -mul1 / 2;
  const b = 1 + mul1;
  const c = a;
  const d = -mul2 / 2;
  const e = 1 + mul2;
  const f = d;
  for (let t = 1; t <= tsteps; t++) {
    for (let i = 1; i < n - 1; i++) {
      v[0 * n + i] = 1;
      p[i * n + 0] = 0;
      q[i * n + 0] = v[0 * n + i];
      for (let j = 1; j < n - 1; j++) {
        p[i * n + j] = -c / (a * p[i * n + j - 1] + b);
        q[i * n + j] =
          (-d * u[j * n + i - 1] + (1 + 2 * d) * u[j * n + i] - f * u[j * n + i + 1] - a * q[i * n + j - 1]) /
          (a * p[i * n + j - 1] + b);
      }
      v[(n - 1) * n + i] = 1;
      for (let j = n - 2; j >= 1; j--) {
        v[j * n + i] = p[i * n + j] * v[(j + 1) * n + i] + q[i * n + j];
      }
    }
    for (let i = 1; i < n - 1; i++) {
      u[i * n + 0] = 1;
      p[i * n + 0] = 0;
      q[i * n + 0] = u[i * n + 0];
      for (let j = 1; j < n - 1; j++) {
        p[i * n + j] = -f / (d * p[i * n + j - 1] + e);
        q[i * n + j] =
          (-a * v[(i - 1) * n + j] + (1 + 2 * a) * v[i * n + j] - c * v[(i + 1) * n + j] - d * q[i * n + j - 1]) /
          (d * p[i * n + j - 1] + e);
      }
      u[i * n + n - 1] = 1;
      for (let j = n - 2; j >= 1; j--) {
        u[i * n + j] = p[i * n + j] * u[i * n + j + 1] + q[i * n + j];
      }
    }
  }
}

export const sizes = { full: [10, 1000], quick: [4, 120] };

export const reduced = 'the LARGE grid, a part of its 500 time steps';

export function initialize(tsteps, n) {
  const u = fillMatrix(n, n, (i, j) => (i + n - j) / n);
  return [tsteps, n, u, new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * n)];
}
