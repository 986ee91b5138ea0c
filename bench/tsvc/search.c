// Searches.
#include "../twins/twin.h"

// The last negative element.
double s331(int n, const double* restrict b) {
  int j = -1;
  for (int i = 0; i < n; i++) {
    if (b[i] < 0) j = i;
  }
  return j;
}
NAMED_TWIN_WITH_RESULT(s331, s331(INT(0), F64S(1)))

// The first element above a threshold.
double s332(int n, const double* restrict a, double t) {
  int index = -2;
  double value = -1;
  for (int i = 0; i < n; i++) {
    if (a[i] > t) {
      index = i;
      value = a[i];
      break;
    }
  }
  return value + index;
}
NAMED_TWIN_WITH_RESULT(s332, s332(INT(0), F64S(1), F64(2)))
