"""q = A·p and s = Aᵀ·r, the kernel of the biconjugate gradient method"""


def kernel(m, n, A, s, q, p, r):
    for i in range(m):
        s[i] = 0
    for i in range(n):
        q[i] = 0
        for j in range(m):
            s[j] = s[j] + r[i] * A[i * m + j]
            q[i] = q[i] + A[i * m + j] * p[j]
