// Indirect addressing: indices that come out of an array.
#include "../twins/twin.h"

// Scatters.
void s491(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const int32_t* restrict ip) {
  for (int i = 0; i < n; i++) a[ip[i]] = b[i] + c[i] * d[i];
}
NAMED_TWIN(s491, s491(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), I32S(5)))

// Gathers.
void s4112(int n, double* restrict a, const double* restrict b, const int32_t* restrict ip, double s) {
  for (int i = 0; i < n; i++) a[i] += b[ip[i]] * s;
}
NAMED_TWIN(s4112, s4112(INT(0), F64S(1), F64S(2), I32S(3), F64(4)))

// Gathers and scatters.
void s4113(int n, double* restrict a, const double* restrict b, const double* restrict c, const int32_t* restrict ip) {
  for (int i = 0; i < n; i++) a[ip[i]] = b[ip[i]] + c[i];
}
NAMED_TWIN(s4113, s4113(INT(0), F64S(1), F64S(2), F64S(3), I32S(4)))

// Gathers from the other end, starting where a parameter says.
void s4114(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
           const int32_t* restrict ip, int n1) {
  for (int i = n1 - 1; i < n; i++) {
    int k = ip[i];
    a[i] = b[i] + c[n - k - 1] * d[i];
  }
}
NAMED_TWIN(s4114, s4114(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), I32S(5), INT(6)))

// A sparse dot product.
double s4115(int n, const double* restrict a, const double* restrict b, const int32_t* restrict ip) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a[i] * b[ip[i]];
  return sum;
}
NAMED_TWIN_WITH_RESULT(s4115, s4115(INT(0), F64S(1), F64S(2), I32S(3)))

// A sparse dot product with a row of a matrix.
double s4116(int m, const double* restrict a, const double* restrict aa, const int32_t* restrict ip, int j, int inc) {
  double sum = 0;
  for (int i = 0; i < m - 1; i++) {
    int at = inc + i;
    sum += a[at] * aa[(j - 1) * m + ip[i]];
  }
  return sum;
}
NAMED_TWIN_WITH_RESULT(s4116, s4116(INT(0), F64S(1), F64S(2), I32S(3), INT(4), INT(5)))

// Every element twice.
void s4117(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) a[i] = b[i] + c[i / 2] * d[i];
}
NAMED_TWIN(s4117, s4117(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))
