"""C = alpha·A·B + beta·C, where A is symmetric and stored as its lower triangle"""


def kernel(m, n, alpha, beta, C, A, B):
    for i in range(m):
        for j in range(n):
            sum = 0.0
            for k in range(i):
                C[k * n + j] += alpha * B[i * n + j] * A[i * m + k]
                sum += B[k * n + j] * A[i * m + k]
            C[i * n + j] = beta * C[i * n + j] + alpha * B[i * n + j] * A[i * m + i] + alpha * sum
