"""y = Aᵀ·(A·x)"""


def kernel(m, n, A, x, y, tmp):
    for i in range(n):
        y[i] = 0
    for i in range(m):
        tmp[i] = 0
        for j in range(n):
            tmp[i] = tmp[i] + A[i * n + j] * x[j]
        for j in range(n):
            y[j] = y[j] + A[i * n + j] * tmp[i]
