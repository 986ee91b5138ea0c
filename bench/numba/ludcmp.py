"""Solves A x = b by LU decomposition, forward and back substitution"""


def kernel(n, A, b, x, y):
    for i in range(n):
        for j in range(i):
            w = A[i * n + j]
            for k in range(j):
                w -= A[i * n + k] * A[k * n + j]
            A[i * n + j] = w / A[j * n + j]
        for j in range(i, n):
            w = A[i * n + j]
            for k in range(i):
                w -= A[i * n + k] * A[k * n + j]
            A[i * n + j] = w
    for i in range(n):
        w = b[i]
        for j in range(i):
            w -= A[i * n + j] * y[j]
        y[i] = w
    for i in range(n - 1, -1, -1):
        w = y[i]
        for j in range(i + 1, n):
            w -= A[i * n + j] * x[j]
        x[i] = w / A[i * n + i]
