"""The lengths of the shortest paths between all pairs of n nodes"""


def kernel(n, path):
    for k in range(n):
        for i in range(n):
            for j in range(n):
                path[i * n + j] = (
                    path[i * n + j]
                    if path[i * n + j] < path[i * n + k] + path[k * n + j]
                    else path[i * n + k] + path[k * n + j]
                )
