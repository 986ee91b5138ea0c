// Statement reordering: vector code exists once the statements change places.
#include "../twins/twin.h"

// The second statement feeds the first of the next iteration, and reads ahead.
void s211(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 1; i < n - 1; i++) {
    a[i] = b[i - 1] + c[i] * d[i];
    b[i] = b[i + 1] - e[i] * d[i];
  }
}
NAMED_TWIN(s211, s211(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// The second statement reads what the first one is about to overwrite.
void s212(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n - 1; i++) {
    a[i] *= c[i];
    b[i] += a[i + 1] * d[i];
  }
}
NAMED_TWIN(s212, s212(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Both at once: a cycle without reordering.
void s1213(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 1; i < n - 1; i++) {
    a[i] = b[i - 1] + c[i];
    b[i] = a[i + 1] * d[i];
  }
}
NAMED_TWIN(s1213, s1213(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
