"""Heat on a square by alternating directions, each an implicit sweep"""


def kernel(tsteps, n, u, v, p, q):
    mul1 = 2 * (1 / tsteps) / ((1 / n) * (1 / n))
    mul2 = 1 / tsteps / ((1 / n) * (1 / n))
    a = -mul1 / 2
    b = 1 + mul1
    c = a
    d = -mul2 / 2
    e = 1 + mul2
    f = d
    for t in range(1, tsteps + 1):
        for i in range(1, n - 1):
            v[0 * n + i] = 1
            p[i * n + 0] = 0
            q[i * n + 0] = v[0 * n + i]
            for j in range(1, n - 1):
                p[i * n + j] = -c / (a * p[i * n + j - 1] + b)
                q[i * n + j] = (
                    -d * u[j * n + i - 1] + (1 + 2 * d) * u[j * n + i] - f * u[j * n + i + 1] - a * q[i * n + j - 1]
                ) / (a * p[i * n + j - 1] + b)
            v[(n - 1) * n + i] = 1
            for j in range(n - 2, 0, -1):
                v[j * n + i] = p[i * n + j] * v[(j + 1) * n + i] + q[i * n + j]
        for i in range(1, n - 1):
            u[i * n + 0] = 1
            p[i * n + 0] = 0
            q[i * n + 0] = u[i * n + 0]
            for j in range(1, n - 1):
                p[i * n + j] = -f / (d * p[i * n + j - 1] + e)
                q[i * n + j] = (
                    -a * v[(i - 1) * n + j] + (1 + 2 * a) * v[i * n + j] - c * v[(i + 1) * n + j] - d * q[i * n + j - 1]
                ) / (d * p[i * n + j - 1] + e)
            u[i * n + n - 1] = 1
            for j in range(n - 2, 0, -1):
                u[i * n + j] = p[i * n + j] * u[i * n + j + 1] + q[i * n + j]
