"""The lower triangle of C = alpha·A·Bᵀ + alpha·B·Aᵀ + beta·C"""


def kernel(n, m, alpha, beta, C, A, B):
    for i in range(n):
        for j in range(i + 1):
            C[i * n + j] *= beta
        for k in range(m):
            for j in range(i + 1):
                C[i * n + j] += A[j * m + k] * alpha * B[i * m + k] + B[j * m + k] * alpha * A[i * m + k]
