// The most base pairs that the folds of an RNA sequence have, by dynamic programming
#include "twin.h"

static inline int32_t greater(int32_t left, int32_t right) { return left >= right ? left : right; }

void nussinov(int n, const uint8_t* restrict seq, int32_t* restrict table) {
  for (int i = n - 1; i >= 0; i--) {
    for (int j = i + 1; j < n; j++) {
      if (j - 1 >= 0) table[i * n + j] = greater(table[i * n + j], table[i * n + j - 1]);
      if (i + 1 < n) table[i * n + j] = greater(table[i * n + j], table[(i + 1) * n + j]);
      if (j - 1 >= 0 && i + 1 < n) {
        // Neighbours cannot pair up.
        if (i < j - 1) {
          table[i * n + j] = greater(table[i * n + j], table[(i + 1) * n + j - 1] + (seq[i] + seq[j] == 3 ? 1 : 0));
        } else {
          table[i * n + j] = greater(table[i * n + j], table[(i + 1) * n + j - 1]);
        }
      }
      for (int k = i + 1; k < j; k++) {
        table[i * n + j] = greater(table[i * n + j], table[i * n + k] + table[(k + 1) * n + j]);
      }
    }
  }
}

TWIN(nussinov(INT(0), U8S(1), I32S(2)))
