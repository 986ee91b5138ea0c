"""y = alpha·A·x + beta·B·x"""


def kernel(n, alpha, beta, A, B, tmp, x, y):
    for i in range(n):
        tmp[i] = 0
        y[i] = 0
        for j in range(n):
            tmp[i] = A[i * n + j] * x[j] + tmp[i]
            y[i] = B[i * n + j] * x[j] + y[i]
        y[i] = alpha * tmp[i] + beta * y[i]
