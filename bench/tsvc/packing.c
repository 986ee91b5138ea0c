// Packing: an index that only some of the iterations count.
#include "../twins/twin.h"

// Packs the positive elements.
void s341(int n, double* restrict a, const double* restrict b) {
  int j = -1;
  for (int i = 0; i < n; i++) {
    if (b[i] > 0) {
      j++;
      a[j] = b[i];
    }
  }
}
NAMED_TWIN(s341, s341(INT(0), F64S(1), F64S(2)))

// Unpacks into the places of positive elements.
void s342(int n, double* restrict a, const double* restrict b) {
  int j = -1;
  for (int i = 0; i < n; i++) {
    if (a[i] > 0) {
      j++;
      a[i] = b[j];
    }
  }
}
NAMED_TWIN(s342, s342(INT(0), F64S(1), F64S(2)))

// Packs from a matrix, by columns.
void s343(int m, double* restrict flat, const double* restrict aa, const double* restrict bb) {
  int k = -1;
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) {
      if (bb[j * m + i] > 0) {
        k++;
        flat[k] = aa[j * m + i];
      }
    }
  }
}
NAMED_TWIN(s343, s343(INT(0), F64S(1), F64S(2), F64S(3)))
