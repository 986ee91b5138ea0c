"""C = alpha·A·B + beta·C"""


def kernel(ni, nj, nk, alpha, beta, C, A, B):
    for i in range(ni):
        for j in range(nj):
            C[i * nj + j] *= beta
        for k in range(nk):
            for j in range(nj):
                C[i * nj + j] += alpha * A[i * nk + k] * B[k * nj + j]
