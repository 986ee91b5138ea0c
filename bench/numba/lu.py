"""The LU decomposition of A without pivoting, in place"""


def kernel(n, A):
    for i in range(n):
        for j in range(i):
            for k in range(j):
                A[i * n + j] -= A[i * n + k] * A[k * n + j]
            A[i * n + j] /= A[j * n + j]
        for j in range(i, n):
            for k in range(i):
                A[i * n + j] -= A[i * n + k] * A[k * n + j]
