"""Gauss-Seidel iteration with a 9-point stencil"""


def kernel(tsteps, n, A):
    for t in range(tsteps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                A[i * n + j] = (
                    A[(i - 1) * n + j - 1]
                    + A[(i - 1) * n + j]
                    + A[(i - 1) * n + j + 1]
                    + A[i * n + j - 1]
                    + A[i * n + j]
                    + A[i * n + j + 1]
                    + A[(i + 1) * n + j - 1]
                    + A[(i + 1) * n + j]
                    + A[(i + 1) * n + j + 1]
                ) / 9
