import { fillMatrix } from './fill.mjs';

/** G = (A·B)·(C·D) */
export default function threeMatrixProducts(ni, nj, nk, nl, nm, E, A, B, F, C, D, G) {
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) {
      E[i * nj + j] = 0;
      for (let k = 0; k < nk; k++) {
        E[i * nj + j] += A[i * nk + k] * B[k * nj + j];
      }
    }
  }
  for (let i = 0; i < nj; i++) {
    for (let j = 0; j < nl; j++) {
      F[i * nl + j] = 0;
      for (let k = 0; k < nm; k++) {
        F[i * nl + j] += C[i * nm + k] * D[k * nl + j];
      }
    }
  }
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nl; j++) {
      G[i * nl + j] = 0;
      for (let k = 0; k < nj; k++) {
        G[i * nl + j] += E[i * nj + k] * F[k * nl + j];
      }
    }
  }
}

export const sizes = { full: [320, 360, 400, 440, 480], quick: [80, 90, 100, 110, 120] };

export const reduced = 'LARGE is 800 × 900 × 1000 × 1100 × 1200';

export function initialize(ni, nj, nk, nl, nm) {
  const A = fillMatrix(ni, nk, (i, j) => ((i * j + 1) % ni) / (5 * ni));
  const B = fillMatrix(nk, nj, (i, j) => ((i * (j + 1) + 2) % nj) / (5 * nj));
  const C = fillMatrix(nj, nm, (i, j) => ((i * (j + 3)) % nl) / (5 * nl));
  const D = fillMatrix(nm, nl, (i, j) => ((i * (j + 2) + 2) % nk) / (5 * nk));
  const E = new Float64Array(ni * nj);
  const F = new Float64Array(nj * nl);
  const G = new Float64Array(ni * nl);
  return [ni, nj, nk, nl, nm, E, A, B, F, C, D, G];
}
