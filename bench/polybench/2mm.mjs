import { fillMatrix } from './fill.mjs';

/** D = alpha·A·B·C + beta·D */
export default function twoMatrixProducts(ni, nj, nk, nl, alpha, beta, tmp, A, B, C, D) {
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) {
      tmp[i * nj + j] = 0;
      for (let k = 0; k < nk; k++) {
        tmp[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
      }
    }
  }
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nl; j++) {
      D[i * nl + j] *= beta;
      for (let k = 0; k < nj; k++) {
        D[i * nl + j] += tmp[i * nj + k] * C[k * nl + j];
      }
    }
  }
}

export const sizes = { full: [400, 450, 550, 600], quick: [90, 100, 110, 120] };

export const reduced = 'LARGE is 800 × 900 × 1100 × 1200';

export function initialize(ni, nj, nk, nl) {
  const tmp = new Float64Array(ni * nj);
  const A = fillMatrix(ni, nk, (i, j) => ((i * j + 1) % ni) / ni);
  const B = fillMatrix(nk, nj, (i, j) => ((i * (j + 1)) % nj) / nj);
  const C = fillMatrix(nj, nl, (i, j) => ((i * (j + 3) + 1) % nl) / nl);
  const D = fillMatrix(ni, nl, (i, j) => ((i * (j + 2)) % nk) / nk);
  return [ni, nj, nk, nl, 1.5, 1.2, tmp, A, B, C, D];
}
