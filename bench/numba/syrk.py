"""The lower triangle of C = alpha·A·Aᵀ + beta·C"""


def kernel(n, m, alpha, beta, C, A):
    for i in range(n):
        for j in range(i + 1):
            C[i * n + j] *= beta
        for k in range(m):
            for j in range(i + 1):
                C[i * n + j] += alpha * A[i * m + k] * A[j * m + k]
