"""The correlation matrix of m variables over n observations"""

import math


def kernel(m, n, data, corr, mean, stddev):
    eps = 0.1
    for j in range(m):
        mean[j] = 0
        for i in range(n):
            mean[j] += data[i * m + j]
        mean[j] /= n
    for j in range(m):
        stddev[j] = 0
        for i in range(n):
            stddev[j] += (data[i * m + j] - mean[j]) * (data[i * m + j] - mean[j])
        stddev[j] /= n
        stddev[j] = math.sqrt(stddev[j])
        # A variable that hardly varies would make the division below overflow.
        stddev[j] = 1 if stddev[j] <= eps else stddev[j]
    for i in range(n):
        for j in range(m):
            data[i * m + j] -= mean[j]
            data[i * m + j] /= math.sqrt(n) * stddev[j]
    for i in range(m - 1):
        corr[i * m + i] = 1
        for j in range(i + 1, m):
            corr[i * m + j] = 0
            for k in range(n):
                corr[i * m + j] += data[k * m + i] * data[k * m + j]
            corr[j * m + i] = corr[i * m + j]
    corr[(m - 1) * m + m - 1] = 1
