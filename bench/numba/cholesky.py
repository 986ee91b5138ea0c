"""The Cholesky factor of A, in its lower triangle"""

import math


def kernel(n, A):
    for i in range(n):
        for j in range(i):
            for k in range(j):
                A[i * n + j] -= A[i * n + k] * A[j * n + k]
            A[i * n + j] /= A[j * n + j]
        for k in range(i):
            A[i * n + i] -= A[i * n + k] * A[i * n + k]
        A[i * n + i] = math.sqrt(A[i * n + i])
