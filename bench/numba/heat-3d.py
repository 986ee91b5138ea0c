"""The heat equation on a cube"""


def kernel(tsteps, n, A, B):
    for t in range(1, tsteps + 1):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                for k in range(1, n - 1):
                    B[(i * n + j) * n + k] = (
                        0.125
                        * (A[((i + 1) * n + j) * n + k] - 2 * A[(i * n + j) * n + k] + A[((i - 1) * n + j) * n + k])
                        + 0.125
                        * (A[(i * n + j + 1) * n + k] - 2 * A[(i * n + j) * n + k] + A[(i * n + j - 1) * n + k])
                        + 0.125
                        * (A[(i * n + j) * n + k + 1] - 2 * A[(i * n + j) * n + k] + A[(i * n + j) * n + k - 1])
                        + A[(i * n + j) * n + k]
                    )
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                for k in range(1, n - 1):
                    A[(i * n + j) * n + k] = (
                        0.125
                        * (B[((i + 1) * n + j) * n + k] - 2 * B[(i * n + j) * n + k] + B[((i - 1) * n + j) * n + k])
                        + 0.125
                        * (B[(i * n + j + 1) * n + k] - 2 * B[(i * n + j) * n + k] + B[(i * n + j - 1) * n + k])
                        + 0.125
                        * (B[(i * n + j) * n + k + 1] - 2 * B[(i * n + j) * n + k] + B[(i * n + j) * n + k - 1])
                        + B[(i * n + j) * n + k]
                    )
