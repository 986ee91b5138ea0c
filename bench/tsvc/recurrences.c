// Recurrences: each element from those before it.
#include "../twins/twin.h"

// Of the first order.
void s321(int n, double* restrict a, const double* restrict b) {
  for (int i = 1; i < n; i++) a[i] += a[i - 1] * b[i];
}
NAMED_TWIN(s321, s321(INT(0), F64S(1), F64S(2)))

// Of the second order.
void s322(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 2; i < n; i++) a[i] = a[i] + a[i - 1] * b[i] + a[i - 2] * c[i];
}
NAMED_TWIN(s322, s322(INT(0), F64S(1), F64S(2), F64S(3)))

// Through two arrays.
void s323(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 1; i < n; i++) {
    a[i] = b[i - 1] + c[i] * d[i];
    b[i] = a[i] + c[i] * e[i];
  }
}
NAMED_TWIN(s323, s323(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))
