"""The covariance matrix of m variables over n observations"""


def kernel(m, n, data, cov, mean):
    for j in range(m):
        mean[j] = 0
        for i in range(n):
            mean[j] += data[i * m + j]
        mean[j] /= n
    for i in range(n):
        for j in range(m):
            data[i * m + j] -= mean[j]
    for i in range(m):
        for j in range(i, m):
            cov[i * m + j] = 0
            for k in range(n):
                cov[i * m + j] += data[k * m + i] * data[k * m + j]
            cov[i * m + j] /= n - 1
            cov[j * m + i] = cov[i * m + j]
