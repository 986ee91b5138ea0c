// Loop restructuring: distribution and interchange.
#include "../twins/twin.h"

// A vector statement and a recurrence in one loop.
void s221(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 1; i < n; i++) {
    a[i] += c[i] * d[i];
    b[i] = b[i - 1] + a[i] + d[i];
  }
}
NAMED_TWIN(s221, s221(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// A recurrence over four elements.
void s1221(int n, const double* restrict a, double* restrict b) {
  for (int i = 4; i < n; i++) b[i] = b[i - 4] + a[i];
}
NAMED_TWIN(s1221, s1221(INT(0), F64S(1), F64S(2)))

// A recurrence between two vector statements.
void s222(int n, double* restrict a, const double* restrict b, const double* restrict c, double* restrict e) {
  for (int i = 1; i < n; i++) {
    a[i] += b[i] * c[i];
    e[i] = e[i - 1] * e[i - 1];
    a[i] -= b[i] * c[i];
  }
}
NAMED_TWIN(s222, s222(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// The recurrence is in the inner loop; the outer one is parallel.
void s231(int m, double* restrict aa, const double* restrict bb) {
  for (int i = 0; i < m; i++) {
    for (int j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i];
  }
}
NAMED_TWIN(s231, s231(INT(0), F64S(1), F64S(2)))

// The same over a triangle.
void s232(int m, double* restrict aa, const double* restrict bb) {
  for (int j = 1; j < m; j++) {
    for (int i = 1; i <= j; i++) aa[j * m + i] = aa[j * m + i - 1] * aa[j * m + i - 1] + bb[j * m + i];
  }
}
NAMED_TWIN(s232, s232(INT(0), F64S(1), F64S(2)))

// Columns of a triangle without a recurrence.
void s1232(int m, double* restrict aa, const double* restrict bb, const double* restrict cc) {
  for (int j = 0; j < m; j++) {
    for (int i = j; i < m; i++) aa[i * m + j] = bb[i * m + j] + cc[i * m + j];
  }
}
NAMED_TWIN(s1232, s1232(INT(0), F64S(1), F64S(2), F64S(3)))

// Two inner loops that want opposite orders.
void s233(int m, double* restrict aa, double* restrict bb, const double* restrict cc) {
  for (int i = 1; i < m; i++) {
    for (int j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + cc[j * m + i];
    for (int j = 1; j < m; j++) bb[j * m + i] = bb[j * m + i - 1] + cc[j * m + i];
  }
}
NAMED_TWIN(s233, s233(INT(0), F64S(1), F64S(2), F64S(3)))

// Two inner loops of which only the first wants another order.
void s2233(int m, double* restrict aa, double* restrict bb, const double* restrict cc) {
  for (int i = 1; i < m; i++) {
    for (int j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + cc[j * m + i];
    for (int j = 1; j < m; j++) bb[i * m + j] = bb[(i - 1) * m + j] + cc[i * m + j];
  }
}
NAMED_TWIN(s2233, s2233(INT(0), F64S(1), F64S(2), F64S(3)))

// A nest that is not perfect.
void s235(int m, double* restrict a, const double* restrict b, const double* restrict c, double* restrict aa,
          const double* restrict bb) {
  for (int i = 0; i < m; i++) {
    a[i] += b[i] * c[i];
    for (int j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i] * a[i];
  }
}
NAMED_TWIN(s235, s235(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))
