import { fillMatrix } from './fill.mjs';

/** A[r][q][·] = A[r][q][·]·C4, the kernel of multiresolution analysis */
export default function doitgen(nr, nq, np, A, C4, sum) {
  for (let r = 0; r < nr; r++) {
    for (let q = 0; q < nq; q++) {
      for (let p = 0; p < np; p++) {
        sum[p] = 0;
        for (let s = 0; s < np; s++) {
          sum[p] += A[(r * nq + q) * np + s] * C4[s * np + p];
        }
      }
      for (let p = 0; p < np; p++) {
        A[(r * nq + q) * np + p] = sum[p];
      }
    }
  }
}

export const sizes = { full: [150, 140, 160], quick: [25, 30, 50] };

export function initialize(nr, nq, np) {
  const A = fillMatrix(nr * nq, np, (row, k) => ((Math.floor(row / nq) * (row % nq) + k) % np) / np);
  const C4 = fillMatrix(np, np, (i, j) => ((i * j) % np) / np);
  return [nr, nq, np, A, C4, new Float64Array(np)];
}
