// Calls: functions of Math, statement functions, calls in the middle of an iteration.
#include "../twins/twin.h"

// Two functions of Math.
void s451(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] = sin(b[i]) + cos(c[i]);
}
NAMED_TWIN(s451, s451(INT(0), F64S(1), F64S(2), F64S(3)))

// The counter as a number.
void s452(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] = b[i] + c[i] * (i + 1);
}
NAMED_TWIN(s452, s452(INT(0), F64S(1), F64S(2), F64S(3)))

// A number that is counted in steps of two.
void s453(int n, double* restrict a, const double* restrict b) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += 2;
    a[i] = s * b[i];
  }
}
NAMED_TWIN(s453, s453(INT(0), F64S(1), F64S(2)))

static int rest(void) { return 0; }

// A call of a function that does nothing, between two statements.
void s471(int n, double* restrict b, const double* restrict c, const double* restrict d, const double* restrict e,
          double* restrict x) {
  for (int i = 0; i < n; i++) {
    x[i] = b[i] + d[i] * d[i];
    rest();
    b[i] = c[i] + d[i] * e[i];
  }
}
NAMED_TWIN(s471, s471(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

static double product(double x, double y) { return x * y; }

// A formula that is a function.
void s4121(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) a[i] += product(b[i], c[i]);
}
NAMED_TWIN(s4121, s4121(INT(0), F64S(1), F64S(2), F64S(3)))
