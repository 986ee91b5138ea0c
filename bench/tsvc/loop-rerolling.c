// Loop rerolling: loops that were unrolled by hand.
#include "../twins/twin.h"

// a += alpha b, five at a time.
void s351(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  double alpha = c[0];
  for (int i = 0; i < n; i += 5) {
    a[i] += alpha * b[i];
    a[i + 1] += alpha * b[i + 1];
    a[i + 2] += alpha * b[i + 2];
    a[i + 3] += alpha * b[i + 3];
    a[i + 4] += alpha * b[i + 4];
  }
}
NAMED_TWIN(s351, s351(INT(0), F64S(1), F64S(2), F64S(3)))

// A loop with an index of its own for each array.
void s1351(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  int to = 0;
  int left = 0;
  int right = 0;
  for (int i = 0; i < n; i++) {
    a[to] = b[left] + c[right];
    to++;
    left++;
    right++;
  }
}
NAMED_TWIN(s1351, s1351(INT(0), F64S(1), F64S(2), F64S(3)))

// The dot product, five at a time.
double s352(int n, const double* restrict a, const double* restrict b) {
  double dot = 0;
  for (int i = 0; i < n; i += 5) {
    dot = dot + a[i] * b[i] + a[i + 1] * b[i + 1] + a[i + 2] * b[i + 2] + a[i + 3] * b[i + 3] + a[i + 4] * b[i + 4];
  }
  return dot;
}
NAMED_TWIN_WITH_RESULT(s352, s352(INT(0), F64S(1), F64S(2)))

// a += alpha b, five at a time, by an index array.
void s353(int n, double* restrict a, const double* restrict b, const double* restrict c, const int32_t* restrict ip) {
  double alpha = c[0];
  for (int i = 0; i < n; i += 5) {
    a[i] += alpha * b[ip[i]];
    a[i + 1] += alpha * b[ip[i + 1]];
    a[i + 2] += alpha * b[ip[i + 2]];
    a[i + 3] += alpha * b[ip[i + 3]];
    a[i + 4] += alpha * b[ip[i + 4]];
  }
}
NAMED_TWIN(s353, s353(INT(0), F64S(1), F64S(2), F64S(3), I32S(4)))
