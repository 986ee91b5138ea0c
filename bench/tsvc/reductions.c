// Reductions: many values become one. Sums and products keep their order, as everywhere in JavaScript.
#include "../twins/twin.h"

// The sum.
double s311(int n, const double* restrict a) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a[i];
  return sum;
}
NAMED_TWIN_WITH_RESULT(s311, s311(INT(0), F64S(1)))

static double sum_of_four(const double* a) {
  double sum = 0;
  for (int i = 0; i < 4; i++) sum += a[i];
  return sum;
}

// The sum of eight sums of four.
double s31111(const double* restrict a) {
  double sum = 0;
  sum += sum_of_four(a);
  sum += sum_of_four(a + 4);
  sum += sum_of_four(a + 8);
  sum += sum_of_four(a + 12);
  sum += sum_of_four(a + 16);
  sum += sum_of_four(a + 20);
  sum += sum_of_four(a + 24);
  sum += sum_of_four(a + 28);
  return sum;
}
NAMED_TWIN_WITH_RESULT(s31111, s31111(F64S(0)))

// The product.
double s312(int n, const double* restrict a) {
  double product = 1;
  for (int i = 0; i < n; i++) product *= a[i];
  return product;
}
NAMED_TWIN_WITH_RESULT(s312, s312(INT(0), F64S(1)))

// The dot product.
double s313(int n, const double* restrict a, const double* restrict b) {
  double dot = 0;
  for (int i = 0; i < n; i++) dot += a[i] * b[i];
  return dot;
}
NAMED_TWIN_WITH_RESULT(s313, s313(INT(0), F64S(1), F64S(2)))

// The greatest element.
double s314(int n, const double* restrict a) {
  double x = a[0];
  for (int i = 0; i < n; i++) {
    if (a[i] > x) x = a[i];
  }
  return x;
}
NAMED_TWIN_WITH_RESULT(s314, s314(INT(0), F64S(1)))

// The greatest element and where it is.
double s315(int n, const double* restrict a) {
  double x = a[0];
  int index = 0;
  for (int i = 0; i < n; i++) {
    if (a[i] > x) {
      x = a[i];
      index = i;
    }
  }
  return x + index + 1;
}
NAMED_TWIN_WITH_RESULT(s315, s315(INT(0), F64S(1)))

// The least element.
double s316(int n, const double* restrict a) {
  double x = a[0];
  for (int i = 1; i < n; i++) {
    if (a[i] < x) x = a[i];
  }
  return x;
}
NAMED_TWIN_WITH_RESULT(s316, s316(INT(0), F64S(1)))

// A product of constants.
double s317(int n) {
  int half = n / 2;
  double q = 1;
  for (int i = 0; i < half; i++) q *= 0.99;
  return q;
}
NAMED_TWIN_WITH_RESULT(s317, s317(INT(0)))

// The greatest magnitude and where it is, by a stride from a parameter.
double s318(int n, const double* restrict a, int inc) {
  int k = 0;
  int index = 0;
  double greatest = fabs(a[0]);
  k += inc;
  for (int i = 1; i < n; i++) {
    if (fabs(a[k]) > greatest) {
      index = i;
      greatest = fabs(a[k]);
    }
    k += inc;
  }
  return greatest + index + 1;
}
NAMED_TWIN_WITH_RESULT(s318, s318(INT(0), F64S(1), INT(2)))

// One sum over two vectors that are computed beside it.
double s319(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
            const double* restrict e) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    a[i] = c[i] + d[i];
    sum += a[i];
    b[i] = c[i] + e[i];
    sum += b[i];
  }
  return sum;
}
NAMED_TWIN_WITH_RESULT(s319, s319(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// The greatest element of a matrix and where it is.
double s3110(int m, const double* restrict aa) {
  double greatest = aa[0];
  int row = 0;
  int column = 0;
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) {
      if (aa[i * m + j] > greatest) {
        greatest = aa[i * m + j];
        row = i;
        column = j;
      }
    }
  }
  return greatest + row + 1 + column + 1;
}
NAMED_TWIN_WITH_RESULT(s3110, s3110(INT(0), F64S(1)))

// The same, with the places added up in another order.
double s13110(int m, const double* restrict aa) {
  double greatest = aa[0];
  int row = 0;
  int column = 0;
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) {
      if (aa[i * m + j] > greatest) {
        greatest = aa[i * m + j];
        row = i;
        column = j;
      }
    }
  }
  return greatest + (row + 1) + (column + 1);
}
NAMED_TWIN_WITH_RESULT(s13110, s13110(INT(0), F64S(1)))

// The sum of the positive elements.
double s3111(int n, const double* restrict b) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    if (b[i] > 0) sum += b[i];
  }
  return sum;
}
NAMED_TWIN_WITH_RESULT(s3111, s3111(INT(0), F64S(1)))

// The running sum.
double s3112(int n, const double* restrict a, double* restrict b) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    sum += a[i];
    b[i] = sum;
  }
  return sum;
}
NAMED_TWIN_WITH_RESULT(s3112, s3112(INT(0), F64S(1), F64S(2)))

// The greatest magnitude.
double s3113(int n, const double* restrict b) {
  double greatest = fabs(b[0]);
  for (int i = 0; i < n; i++) {
    if (fabs(b[i]) > greatest) greatest = fabs(b[i]);
  }
  return greatest;
}
NAMED_TWIN_WITH_RESULT(s3113, s3113(INT(0), F64S(1)))
