"""A = A + u1·v1ᵀ + u2·v2ᵀ;  x = x + beta·Aᵀ·y + z;  w = w + alpha·A·x"""


def kernel(n, alpha, beta, A, u1, v1, u2, v2, w, x, y, z):
    for i in range(n):
        for j in range(n):
            A[i * n + j] = A[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j]
    for i in range(n):
        for j in range(n):
            x[i] = x[i] + beta * A[j * n + i] * y[j]
    for i in range(n):
        x[i] = x[i] + z[i]
    for i in range(n):
        for j in range(n):
            w[i] = w[i] + alpha * A[i * n + j] * x[j]
