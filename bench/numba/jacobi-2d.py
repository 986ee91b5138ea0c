"""Jacobi iteration with a 5-point stencil"""


def kernel(tsteps, n, A, B):
    for t in range(tsteps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                B[i * n + j] = (
                    0.2 * (A[i * n + j] + A[i * n + j - 1] + A[i * n + 1 + j] + A[(1 + i) * n + j] + A[(i - 1) * n + j])
                )
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                A[i * n + j] = (
                    0.2 * (B[i * n + j] + B[i * n + j - 1] + B[i * n + 1 + j] + B[(1 + i) * n + j] + B[(i - 1) * n + j])
                )
