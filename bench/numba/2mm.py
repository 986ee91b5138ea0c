"""D = alpha·A·B·C + beta·D"""


def kernel(ni, nj, nk, nl, alpha, beta, tmp, A, B, C, D):
    for i in range(ni):
        for j in range(nj):
            tmp[i * nj + j] = 0
            for k in range(nk):
                tmp[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j]
    for i in range(ni):
        for j in range(nl):
            D[i * nl + j] *= beta
            for k in range(nj):
                D[i * nl + j] += tmp[i * nj + k] * C[k * nl + j]
