// Linear dependence testing: does an element that one iteration writes meet one that another reads?
#include "../twins/twin.h"

// No dependence at all.
void s000(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n; i++) a[i] = b[i] + 1;
}
NAMED_TWIN(s000, s000(INT(0), F64S(1), F64S(2)))

// Odd elements from even ones.
void s111(int n, double* restrict a, const double* restrict b) {
  for (int i = 1; i < n; i += 2) a[i] = a[i - 1] + b[i];
}
NAMED_TWIN(s111, s111(INT(0), F64S(1), F64S(2)))

// Every second element is written.
void s1111(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  int half = n / 2;
  for (int i = 0; i < half; i++) a[2 * i] = c[i] * b[i] + d[i] * b[i] + c[i] * c[i] + d[i] * b[i] + d[i] * c[i];
}
NAMED_TWIN(s1111, s1111(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Downwards, from the element below.
void s112(int n, double* restrict a, const double* restrict b) {
  for (int i = n - 2; i >= 0; i--) a[i + 1] = a[i] + b[i];
}
NAMED_TWIN(s112, s112(INT(0), F64S(1), F64S(2)))

// Downwards without a dependence.
void s1112(int n, double* restrict a, const double* restrict b) {
  for (int i = n - 1; i >= 0; i--) a[i] = b[i] + 1;
}
NAMED_TWIN(s1112, s1112(INT(0), F64S(1), F64S(2)))

// All from one element that is not written.
void s113(int n, double* restrict a, const double* restrict b) {
  for (int i = 1; i < n; i++) a[i] = a[0] + b[i];
}
NAMED_TWIN(s113, s113(INT(0), F64S(1), F64S(2)))

// All from one element that is written half-way.
void s1113(int n, double* restrict a, const double* restrict b) {
  int half = n / 2;
  for (int i = 0; i < n; i++) a[i] = a[half] + b[i];
}
NAMED_TWIN(s1113, s1113(INT(0), F64S(1), F64S(2)))

// The lower triangle from the upper one.
void s114(int m, double* restrict aa, const double* restrict bb) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < i; j++) aa[i * m + j] = aa[j * m + i] + bb[i * m + j];
  }
}
NAMED_TWIN(s114, s114(INT(0), F64S(1), F64S(2)))

// A triangular solve: what is behind element j.
void s115(int m, double* restrict a, const double* restrict aa) {
  for (int j = 0; j < m; j++) {
    for (int i = j + 1; i < m; i++) a[i] -= aa[j * m + i] * a[j];
  }
}
NAMED_TWIN(s115, s115(INT(0), F64S(1), F64S(2)))

// Rows against columns.
void s1115(int m, double* restrict aa, const double* restrict bb, const double* restrict cc) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) aa[i * m + j] = aa[i * m + j] * cc[j * m + i] + bb[i * m + j];
  }
}
NAMED_TWIN(s1115, s1115(INT(0), F64S(1), F64S(2), F64S(3)))

// Five products of neighbours written out.
void s116(int n, double* restrict a) {
  for (int i = 0; i < n - 5; i += 5) {
    a[i] = a[i + 1] * a[i];
    a[i + 1] = a[i + 2] * a[i + 1];
    a[i + 2] = a[i + 3] * a[i + 2];
    a[i + 3] = a[i + 4] * a[i + 3];
    a[i + 4] = a[i + 5] * a[i + 4];
  }
}
NAMED_TWIN(s116, s116(INT(0), F64S(1)))

// A general recurrence: each element from all before it.
void s118(int m, double* restrict a, const double* restrict bb) {
  for (int i = 1; i < m; i++) {
    for (int j = 0; j <= i - 1; j++) a[i] += bb[j * m + i] * a[i - j - 1];
  }
}
NAMED_TWIN(s118, s118(INT(0), F64S(1), F64S(2)))

// Along the diagonal.
void s119(int m, double* restrict aa, const double* restrict bb) {
  for (int i = 1; i < m; i++) {
    for (int j = 1; j < m; j++) aa[i * m + j] = aa[(i - 1) * m + j - 1] + bb[i * m + j];
  }
}
NAMED_TWIN(s119, s119(INT(0), F64S(1), F64S(2)))

// From the row above.
void s1119(int m, double* restrict aa, const double* restrict bb) {
  for (int i = 1; i < m; i++) {
    for (int j = 0; j < m; j++) aa[i * m + j] = aa[(i - 1) * m + j] + bb[i * m + j];
  }
}
NAMED_TWIN(s1119, s1119(INT(0), F64S(1), F64S(2)))
