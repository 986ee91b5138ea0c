import { fillMatrix, fillVector } from './fill.mjs';

/** Finite-difference time-domain simulation of an electromagnetic field in the plane */
export default function fdtd2d(tmax, nx, ny, ex, ey, hz, fict) {
  for (let t = 0; t < tmax; t++) {
    for (let j = 0; j < ny; j++) {
      ey[j] = fict[t];
    }
    for (let i = 1; i < nx; i++) {
      for (let j = 0; j < ny; j++) {
        ey[i * ny + j] = ey[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[(i - 1) * ny + j]);
      }
    }
    for (let i = 0; i < nx; i++) {
      for (let j = 1; j < ny; j++) {
        ex[i * ny + j] = ex[i * ny + j] - 0.5 * (hz[i * ny + j] - hz[i * ny + j - 1]);
      }
    }
    for (let i = 0; i < nx - 1; i++) {
      for (let j = 0; j < ny - 1; j++) {
        hz[i * ny + j] =
          hz[i * ny + j] - 0.7 * (ex[i * ny + j + 1] - ex[i * ny + j] + ey[(i + 1) * ny + j] - ey[i * ny + j]);
      }
    }
  }
}

export const sizes = { full: [500, 1000, 1200], quick: [20, 200, 240] };

export function initialize(tmax, nx, ny) {
  const ex = fillMatrix(nx, ny, (i, j) => (i * (j + 1)) / nx);
  const ey = fillMatrix(nx, ny, (i, j) => (i * (j + 2)) / ny);
  const hz = fillMatrix(nx, ny, (i, j) => (i * (j + 3)) / nx);
  const fict = fillVector(tmax, (i) => i);
  return [tmax, nx, ny, ex, ey, hz, fict];
}
