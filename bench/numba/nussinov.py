"""The most base pairs that the folds of an RNA sequence have, by dynamic programming"""


def kernel(n, seq, table):
    for i in range(n - 1, -1, -1):
        for j in range(i + 1, n):
            if j - 1 >= 0:
                table[i * n + j] = max(table[i * n + j], table[i * n + j - 1])
            if i + 1 < n:
                table[i * n + j] = max(table[i * n + j], table[(i + 1) * n + j])
            if j - 1 >= 0 and i + 1 < n:
                # Neighbours cannot pair up.
                if i < j - 1:
                    table[i * n + j] = max(
                        table[i * n + j], table[(i + 1) * n + j - 1] + (1 if seq[i] + seq[j] == 3 else 0)
                    )
                else:
                    table[i * n + j] = max(table[i * n + j], table[(i + 1) * n + j - 1])
            for k in range(i + 1, j):
                table[i * n + j] = max(table[i * n + j], table[i * n + k] + table[(k + 1) * n + j])
