// Scalar and array expansion: variables that carry values inside an iteration, or into the next one.
#include "../twins/twin.h"

// A temporary.
void s251(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) {
    double s = b[i] + c[i] * d[i];
    a[i] = s * s;
  }
}
NAMED_TWIN(s251, s251(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// A temporary that outlives the value it was made from.
void s1251(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
           const double* restrict e) {
  for (int i = 0; i < n; i++) {
    double s = b[i] + c[i];
    b[i] = a[i] + d[i];
    a[i] = s * e[i];
  }
}
NAMED_TWIN(s1251, s1251(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// A temporary that is used one iteration later.
void s2251(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
           const double* restrict e) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    a[i] = s * e[i];
    s = b[i] + c[i];
    b[i] = a[i] + d[i];
  }
}
NAMED_TWIN(s2251, s2251(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// An array used one iteration later.
void s3251(int n, double* restrict a, double* restrict b, const double* restrict c, double* restrict d,
           const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    a[i + 1] = b[i] + c[i];
    b[i] = c[i] * e[i];
    d[i] = a[i] * e[i];
  }
}
NAMED_TWIN(s3251, s3251(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// This iteration's product and the one before.
void s252(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  double t = 0;
  for (int i = 0; i < n; i++) {
    double s = b[i] * c[i];
    a[i] = s + t;
    t = s;
  }
}
NAMED_TWIN(s252, s252(INT(0), F64S(1), F64S(2), F64S(3)))

// A temporary under a condition.
void s253(int n, double* restrict a, const double* restrict b, double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) {
    if (a[i] > b[i]) {
      double s = a[i] - b[i] * d[i];
      c[i] += s;
      a[i] = s;
    }
  }
}
NAMED_TWIN(s253, s253(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Carries the element before around the end.
void s254(int n, double* restrict a, const double* restrict b) {
  double x = b[n - 1];
  for (int i = 0; i < n; i++) {
    a[i] = (b[i] + x) * 0.5;
    x = b[i];
  }
}
NAMED_TWIN(s254, s254(INT(0), F64S(1), F64S(2)))

// Carries the two elements before around the end.
void s255(int n, double* restrict a, const double* restrict b) {
  double x = b[n - 1];
  double y = b[n - 2];
  for (int i = 0; i < n; i++) {
    a[i] = (b[i] + x + y) * 0.333;
    y = x;
    x = b[i];
  }
}
NAMED_TWIN(s255, s255(INT(0), F64S(1), F64S(2)))

// A row that every iteration of the outer loop overwrites.
void s256(int m, double* restrict a, double* restrict aa, const double* restrict bb, const double* restrict d) {
  for (int i = 0; i < m; i++) {
    for (int j = 1; j < m; j++) {
      a[j] = 1 - a[j - 1];
      aa[j * m + i] = a[j] + bb[j * m + i] * d[j];
    }
  }
}
NAMED_TWIN(s256, s256(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// An element that the inner loop overwrites again and again.
void s257(int m, double* restrict a, double* restrict aa, const double* restrict bb) {
  for (int i = 1; i < m; i++) {
    for (int j = 0; j < m; j++) {
      a[i] = aa[j * m + i] - a[i - 1];
      aa[j * m + i] = a[i] + bb[j * m + i];
    }
  }
}
NAMED_TWIN(s257, s257(INT(0), F64S(1), F64S(2), F64S(3)))

// A variable that keeps its value where the condition fails.
void s258(int m, const double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          double* restrict e, const double* restrict aa) {
  double s = 0;
  for (int i = 0; i < m; i++) {
    if (a[i] > 0) s = d[i] * d[i];
    b[i] = s * c[i] + d[i];
    e[i] = (s + 1) * aa[i];
  }
}
NAMED_TWIN(s258, s258(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), F64S(6)))

// One variable for two temporaries.
void s261(int n, double* restrict a, const double* restrict b, double* restrict c, const double* restrict d) {
  for (int i = 1; i < n; i++) {
    double t = a[i] + b[i];
    a[i] = t + c[i - 1];
    t = c[i] * d[i];
    c[i] = t;
  }
}
NAMED_TWIN(s261, s261(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
