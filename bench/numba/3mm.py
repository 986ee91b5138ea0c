"""G = (A·B)·(C·D)"""


def kernel(ni, nj, nk, nl, nm, E, A, B, F, C, D, G):
    for i in range(ni):
        for j in range(nj):
            E[i * nj + j] = 0
            for k in range(nk):
                E[i * nj + j] += A[i * nk + k] * B[k * nj + j]
    for i in range(nj):
        for j in range(nl):
            F[i * nl + j] = 0
            for k in range(nm):
                F[i * nl + j] += C[i * nm + k] * D[k * nl + j]
    for i in range(ni):
        for j in range(nl):
            G[i * nl + j] = 0
            for k in range(nj):
                G[i * nl + j] += E[i * nj + k] * F[k * nl + j]
