"""Solves L·x = b, where L is lower triangular"""


def kernel(n, L, x, b):
    for i in range(n):
        x[i] = b[i]
        for j in range(i):
            x[i] -= L[i * n + j] * x[j]
        x[i] = x[i] / L[i * n + i]
