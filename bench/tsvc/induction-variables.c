// Induction variables: indices that are counted beside the loop's own counter.
#include "../twins/twin.h"

// An index that is always one ahead.
void s121(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n - 1; i++) {
    int j = i + 1;
    a[i] = a[j] + b[i];
  }
}
NAMED_TWIN(s121, s121(INT(0), F64S(1), F64S(2)))

// One index upwards by a variable step, one downwards.
void s122(int n, double* restrict a, const double* restrict b, int n1, int n3) {
  int j = 1;
  int k = 0;
  for (int i = n1 - 1; i < n; i += n3) {
    k += j;
    a[i] += b[n - k];
  }
}
NAMED_TWIN(s122, s122(INT(0), F64S(1), F64S(2), INT(3), INT(4)))

// An index that is counted under a condition.
void s123(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  int half = n / 2;
  int j = -1;
  for (int i = 0; i < half; i++) {
    j++;
    a[j] = b[i] + d[i] * e[i];
    if (c[i] > 0) {
      j++;
      a[j] = c[i] + d[i] * e[i];
    }
  }
}
NAMED_TWIN(s123, s123(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// An index that is counted on both sides of a condition.
void s124(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  int j = -1;
  for (int i = 0; i < n; i++) {
    if (b[i] > 0) {
      j++;
      a[j] = b[i] + d[i] * e[i];
    } else {
      j++;
      a[j] = c[i] + d[i] * e[i];
    }
  }
}
NAMED_TWIN(s124, s124(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// One index over two loops.
void s125(int m, double* restrict flat, const double* restrict aa, const double* restrict bb,
          const double* restrict cc) {
  int k = -1;
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) {
      k++;
      flat[k] = aa[i * m + j] + bb[i * m + j] * cc[i * m + j];
    }
  }
}
NAMED_TWIN(s125, s125(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// The same, moved on between the inner loops as well.
void s126(int m, const double* restrict flat, double* restrict bb, const double* restrict cc) {
  int k = 1;
  for (int i = 0; i < m; i++) {
    for (int j = 1; j < m; j++) {
      bb[j * m + i] = bb[(j - 1) * m + i] + flat[k - 1] * cc[j * m + i];
      k++;
    }
    k++;
  }
}
NAMED_TWIN(s126, s126(INT(0), F64S(1), F64S(2), F64S(3)))

// Two elements in each iteration.
void s127(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  int half = n / 2;
  int j = -1;
  for (int i = 0; i < half; i++) {
    j++;
    a[j] = b[i] + c[i] * d[i];
    j++;
    a[j] = b[i] + d[i] * e[i];
  }
}
NAMED_TWIN(s127, s127(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// Two indices, each counted from the other.
void s128(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  int half = n / 2;
  int j = -1;
  for (int i = 0; i < half; i++) {
    int k = j + 1;
    a[i] = b[k] - d[i];
    j = k + 1;
    b[k] = a[i] + c[k];
  }
}
NAMED_TWIN(s128, s128(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
