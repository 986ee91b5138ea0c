"""B = alpha·Aᵀ·B, where A is unit lower triangular"""


def kernel(m, n, alpha, A, B):
    for i in range(m):
        for j in range(n):
            for k in range(i + 1, m):
                B[i * n + j] += A[k * m + i] * B[k * n + j]
            B[i * n + j] = alpha * B[i * n + j]
