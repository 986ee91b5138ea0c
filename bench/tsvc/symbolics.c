// Symbolics: steps, distances and bounds that only the call knows.
#include "../twins/twin.h"

// A stride from a parameter.
void s171(int n, double* restrict a, const double* restrict b, int inc) {
  for (int i = 0; i < n; i++) a[i * inc] += b[i];
}
NAMED_TWIN(s171, s171(INT(0), F64S(1), F64S(2), INT(3)))

// Start and step from parameters.
void s172(int n, double* restrict a, const double* restrict b, int n1, int n3) {
  for (int i = n1 - 1; i < n; i += n3) a[i] += b[i];
}
NAMED_TWIN(s172, s172(INT(0), F64S(1), F64S(2), INT(3), INT(4)))

// The second half from the first.
void s173(int n, double* restrict a, const double* restrict b) {
  int k = n / 2;
  for (int i = 0; i < k; i++) a[i + k] = a[i] + b[i];
}
NAMED_TWIN(s173, s173(INT(0), F64S(1), F64S(2)))

// The same, with the half from a parameter.
void s174(double* restrict a, const double* restrict b, int half) {
  for (int i = 0; i < half; i++) a[i + half] = a[i] + b[i];
}
NAMED_TWIN(s174, s174(F64S(0), F64S(1), INT(2)))

// A step that is also the distance.
void s175(int n, double* restrict a, const double* restrict b, int inc) {
  for (int i = 0; i < n - 1; i += inc) a[i] = a[i + inc] + b[i];
}
NAMED_TWIN(s175, s175(INT(0), F64S(1), F64S(2), INT(3)))

// A convolution.
void s176(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  int half = n / 2;
  for (int j = 0; j < half; j++) {
    for (int i = 0; i < half; i++) a[i] += b[i + half - j - 1] * c[j];
  }
}
NAMED_TWIN(s176, s176(INT(0), F64S(1), F64S(2), F64S(3)))

// A distance of zero, computed.
void s431(int n, double* restrict a, const double* restrict b) {
  int k1 = 1;
  int k2 = 2;
  int k = 2 * k1 - k2;
  for (int i = 0; i < n; i++) a[i] = a[i + k] + b[i];
}
NAMED_TWIN(s431, s431(INT(0), F64S(1), F64S(2)))
