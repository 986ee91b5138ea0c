// Control loops: what a machine does with the plainest vector loops there are.
#include "../twins/twin.h"

// A copy.
void va(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n; i++) a[i] = b[i];
}
NAMED_TWIN(va, va(INT(0), F64S(1), F64S(2)))

// A gather.
void vag(int n, double* restrict a, const double* restrict b, const int32_t* restrict ip) {
  for (int i = 0; i < n; i++) a[i] = b[ip[i]];
}
NAMED_TWIN(vag, vag(INT(0), F64S(1), F64S(2), I32S(3)))

// A scatter.
void vas(int n, double* restrict a, const double* restrict b, const int32_t* restrict ip) {
  for (int i = 0; i < n; i++) a[ip[i]] = b[i];
}
NAMED_TWIN(vas, vas(INT(0), F64S(1), F64S(2), I32S(3)))

// A copy under a condition.
void vif(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n; i++) {
    if (b[i] > 0) a[i] = b[i];
  }
}
NAMED_TWIN(vif, vif(INT(0), F64S(1), F64S(2)))

// Plus a vector.
void vpv(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n; i++) a[i] += b[i];
}
NAMED_TWIN(vpv, vpv(INT(0), F64S(1), F64S(2)))

// Times a vector.
void vtv(int n, double* restrict a, const double* restrict b) {
  for (int i = 0; i < n; i++) a[i] *= b[i];
}
NAMED_TWIN(vtv, vtv(INT(0), F64S(1), F64S(2)))

// Plus a product.
void vpvtv(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] += b[i] * c[i];
}
NAMED_TWIN(vpvtv, vpvtv(INT(0), F64S(1), F64S(2), F64S(3)))

// Plus a multiple.
void vpvts(int n, double* restrict a, const double* restrict b, double s) {
  for (int i = 0; i < n; i++) a[i] += b[i] * s;
}
NAMED_TWIN(vpvts, vpvts(INT(0), F64S(1), F64S(2), F64(3)))

// Plus two vectors.
void vpvpv(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] += b[i] + c[i];
}
NAMED_TWIN(vpvpv, vpvpv(INT(0), F64S(1), F64S(2), F64S(3)))

// Times two vectors.
void vtvtv(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] = a[i] * b[i] * c[i];
}
NAMED_TWIN(vtvtv, vtvtv(INT(0), F64S(1), F64S(2), F64S(3)))

// The sum.
double vsumr(int n, const double* restrict a) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a[i];
  return sum;
}
NAMED_TWIN_WITH_RESULT(vsumr, vsumr(INT(0), F64S(1)))

// The dot product.
double vdotr(int n, const double* restrict a, const double* restrict b) {
  double dot = 0;
  for (int i = 0; i < n; i++) dot += a[i] * b[i];
  return dot;
}
NAMED_TWIN_WITH_RESULT(vdotr, vdotr(INT(0), F64S(1), F64S(2)))

// Much arithmetic on few elements.
void vbor(int m, const double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e, const double* restrict aa, double* restrict x) {
  for (int i = 0; i < m; i++) {
    double a1 = a[i];
    double b1 = b[i];
    double c1 = c[i];
    double d1 = d[i];
    double e1 = e[i];
    double f1 = aa[i];
    a1 = a1 * b1 * c1 + a1 * b1 * d1 + a1 * b1 * e1 + a1 * b1 * f1 + a1 * c1 * d1 + a1 * c1 * e1 + a1 * c1 * f1 +
         a1 * d1 * e1 + a1 * d1 * f1 + a1 * e1 * f1;
    b1 = b1 * c1 * d1 + b1 * c1 * e1 + b1 * c1 * f1 + b1 * d1 * e1 + b1 * d1 * f1 + b1 * e1 * f1;
    c1 = c1 * d1 * e1 + c1 * d1 * f1 + c1 * e1 * f1;
    d1 = d1 * e1 * f1;
    x[i] = a1 * b1 * c1 * d1;
  }
}
NAMED_TWIN(vbor, vbor(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), F64S(6), F64S(7)))
