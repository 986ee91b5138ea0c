"""A[r][q][·] = A[r][q][·]·C4, the kernel of multiresolution analysis"""


def kernel(nr, nq, np, A, C4, sum):
    for r in range(nr):
        for q in range(nq):
            for p in range(np):
                sum[p] = 0
                for s in range(np):
                    sum[p] += A[(r * nq + q) * np + s] * C4[s * np + p]
            for p in range(np):
                A[(r * nq + q) * np + p] = sum[p]
