import { fillMatrix } from './fill.mjs';

/** C = alpha·A·B + beta·C */
export default function gemm(ni, nj, nk, alpha, beta, C, A, B) {
  for (let i = 0; i < ni; i++) {
    for (let j = 0; j < nj; j++) {
      C[i * nj + j] *= beta;
    }
    for (let k = 0; k < nk; k++) {
      for (let j = 0; j < nj; j++) {
        C[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j];
      }
    }
  }
}

export const sizes = { full: [1000, 1100, 1200], quick: [120, 130, 140] };

export function initialize(ni, nj, nk) {
  const C = fillMatrix(ni, nj, (i, j) => ((i * j + 1) % ni) / ni);
  const A = fillMatrix(ni, nk, (i, j) => ((i * (j + 1)) % nk) / nk);
  const B = fillMatrix(nk, nj, (i, j) => ((i * (j + 2)) % nj) / nj);
  return [ni, nj, nk, 1.5, 1.2, C, A, B];
}
