"""x1 = x1 + A·y1 and x2 = x2 + Aᵀ·y2"""


def kernel(n, x1, x2, y1, y2, A):
    for i in range(n):
        for j in range(n):
            x1[i] = x1[i] + A[i * n + j] * y1[j]
    for i in range(n):
        for j in range(n):
            x2[i] = x2[i] + A[j * n + i] * y2[j]
