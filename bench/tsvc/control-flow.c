// Control flow: conditions, jumps inside an iteration and out of the loop.
#include "../twins/twin.h"

// Either this iteration's element or the next one's.
void s161(int n, double* restrict a, const double* restrict b, double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    if (b[i] < 0)
      c[i + 1] = a[i] + d[i] * d[i];
    else
      a[i] = c[i] + d[i] * e[i];
  }
}
NAMED_TWIN(s161, s161(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// One of two arrays.
void s1161(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
           const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    if (c[i] < 0)
      b[i] = a[i] + d[i] * d[i];
    else
      a[i] = c[i] + d[i] * e[i];
  }
}
NAMED_TWIN(s1161, s1161(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// A loop that only runs for distances that make it harmless.
void s162(int n, double* restrict a, const double* restrict b, const double* restrict c, int k) {
  if (k > 0) {
    for (int i = 0; i < n - 1; i++) a[i] = a[i + k] + b[i] * c[i];
  }
}
NAMED_TWIN(s162, s162(INT(0), F64S(1), F64S(2), F64S(3), INT(4)))

// A sum where a condition holds.
void s271(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) {
    if (b[i] > 0) a[i] += b[i] * c[i];
  }
}
NAMED_TWIN(s271, s271(INT(0), F64S(1), F64S(2), F64S(3)))

// Two sums under a condition on a parameter.
void s272(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e, double t) {
  for (int i = 0; i < n; i++) {
    if (e[i] >= t) {
      a[i] += c[i] * d[i];
      b[i] += c[i] * c[i];
    }
  }
}
NAMED_TWIN(s272, s272(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), F64(6)))

// The condition depends on what was just computed.
void s273(int n, double* restrict a, double* restrict b, double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n; i++) {
    a[i] += d[i] * e[i];
    if (a[i] < 0) b[i] += d[i] * e[i];
    c[i] += a[i] * d[i];
  }
}
NAMED_TWIN(s273, s273(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// Both sides of a condition on what was just computed.
void s274(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n; i++) {
    a[i] = c[i] + e[i] * d[i];
    if (a[i] > 0)
      b[i] = a[i] + b[i];
    else
      a[i] = d[i] * e[i];
  }
}
NAMED_TWIN(s274, s274(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// A column at a time, if its head says so.
void s275(int m, double* restrict aa, const double* restrict bb, const double* restrict cc) {
  for (int i = 0; i < m; i++) {
    if (aa[i] > 0) {
      for (int j = 1; j < m; j++) aa[j * m + i] = aa[(j - 1) * m + i] + bb[j * m + i] * cc[j * m + i];
    }
  }
}
NAMED_TWIN(s275, s275(INT(0), F64S(1), F64S(2), F64S(3)))

// Columns, and one more element in each iteration around them.
void s2275(int m, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
           double* restrict aa, const double* restrict bb, const double* restrict cc) {
  for (int i = 0; i < m; i++) {
    for (int j = 0; j < m; j++) aa[j * m + i] = aa[j * m + i] + bb[j * m + i] * cc[j * m + i];
    a[i] = b[i] + c[i] * d[i];
  }
}
NAMED_TWIN(s2275, s2275(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), F64S(6), F64S(7)))

// One formula in the first half, another one in the second.
void s276(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  int middle = n / 2;
  for (int i = 0; i < n; i++) {
    if (i + 1 < middle)
      a[i] += b[i] * c[i];
    else
      a[i] += b[i] * d[i];
  }
}
NAMED_TWIN(s276, s276(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Two conditions, of which the second guards only the first half of the work.
void s277(int n, double* restrict a, double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n - 1; i++) {
    if (a[i] >= 0) continue;
    if (b[i] < 0) a[i] += c[i] * d[i];
    b[i + 1] = c[i] + d[i] * e[i];
  }
}
NAMED_TWIN(s277, s277(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// One of two arrays, then a third from both.
void s278(int n, double* restrict a, double* restrict b, double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n; i++) {
    if (a[i] > 0)
      c[i] = -c[i] + d[i] * e[i];
    else
      b[i] = -b[i] + d[i] * e[i];
    a[i] = b[i] + c[i] * d[i];
  }
}
NAMED_TWIN(s278, s278(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// A condition inside one side of a condition.
void s279(int n, double* restrict a, double* restrict b, double* restrict c, const double* restrict d,
          const double* restrict e) {
  for (int i = 0; i < n; i++) {
    if (a[i] > 0) {
      c[i] = -c[i] + e[i] * e[i];
    } else {
      b[i] = -b[i] + d[i] * d[i];
      if (b[i] > a[i]) c[i] += d[i] * e[i];
    }
    a[i] = b[i] + c[i] * d[i];
  }
}
NAMED_TWIN(s279, s279(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// Two conditions, one inside the other.
void s1279(int n, const double* restrict a, const double* restrict b, double* restrict c, const double* restrict d,
           const double* restrict e) {
  for (int i = 0; i < n; i++) {
    if (a[i] < 0) {
      if (b[i] > a[i]) c[i] += d[i] * e[i];
    }
  }
}
NAMED_TWIN(s1279, s1279(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5)))

// Conditions on elements around conditions on parameters.
void s2710(int n, double* restrict a, double* restrict b, double* restrict c, const double* restrict d,
           const double* restrict e, double x) {
  for (int i = 0; i < n; i++) {
    if (a[i] > b[i]) {
      a[i] += b[i] * d[i];
      if (n > 10)
        c[i] += d[i] * d[i];
      else
        c[i] = d[i] * e[i] + 1;
    } else {
      b[i] = a[i] + e[i] * e[i];
      if (x > 0)
        c[i] = a[i] + d[i] * d[i];
      else
        c[i] += e[i] * e[i];
    }
  }
}
NAMED_TWIN(s2710, s2710(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), F64(6)))

// A condition that saves multiplications by zero.
void s2711(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) {
    if (b[i] != 0) a[i] += b[i] * c[i];
  }
}
NAMED_TWIN(s2711, s2711(INT(0), F64S(1), F64S(2), F64S(3)))

// A condition on two arrays.
void s2712(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) {
    if (a[i] > b[i]) a[i] += b[i] * c[i];
  }
}
NAMED_TWIN(s2712, s2712(INT(0), F64S(1), F64S(2), F64S(3)))

// Three cases by the sign of an element.
void s441(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) {
    if (d[i] < 0)
      a[i] += b[i] * c[i];
    else if (d[i] == 0)
      a[i] += b[i] * b[i];
    else
      a[i] += c[i] * c[i];
  }
}
NAMED_TWIN(s441, s441(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Four cases by an array of their numbers.
void s442(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d,
          const double* restrict e, const int32_t* restrict indx) {
  for (int i = 0; i < n; i++) {
    switch (indx[i]) {
      case 1:
        a[i] += b[i] * b[i];
        break;
      case 2:
        a[i] += c[i] * c[i];
        break;
      case 3:
        a[i] += d[i] * d[i];
        break;
      case 4:
        a[i] += e[i] * e[i];
        break;
    }
  }
}
NAMED_TWIN(s442, s442(INT(0), F64S(1), F64S(2), F64S(3), F64S(4), F64S(5), I32S(6)))

// Two cases that meet again.
void s443(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) {
    if (d[i] <= 0)
      a[i] += b[i] * c[i];
    else
      a[i] += b[i] * b[i];
  }
}
NAMED_TWIN(s443, s443(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Leaves the function before the element that makes it.
void s481(int n, double* restrict a, const double* restrict b, const double* restrict c, const double* restrict d) {
  for (int i = 0; i < n; i++) {
    if (d[i] < 0) return;
    a[i] += b[i] * c[i];
  }
}
NAMED_TWIN(s481, s481(INT(0), F64S(1), F64S(2), F64S(3), F64S(4)))

// Leaves the loop behind the element that makes it.
void s482(int n, double* restrict a, const double* restrict b, const double* restrict c) {
  for (int i = 0; i < n; i++) {
    a[i] += b[i] * c[i];
    if (c[i] > b[i]) break;
  }
}
NAMED_TWIN(s482, s482(INT(0), F64S(1), F64S(2), F64S(3)))
