"""A = Q·R by the modified Gram-Schmidt process"""

import math


def kernel(m, n, A, R, Q):
    for k in range(n):
        norm = 0.0
        for i in range(m):
            norm += A[i * n + k] * A[i * n + k]
        R[k * n + k] = math.sqrt(norm)
        for i in range(m):
            Q[i * n + k] = A[i * n + k] / R[k * n + k]
        for j in range(k + 1, n):
            R[k * n + j] = 0
            for i in range(m):
                R[k * n + j] += Q[i * n + k] * A[i * n + j]
            for i in range(m):
                A[i * n + j] = A[i * n + j] - Q[i * n + k] * R[k * n + j]
