// Storage classes and equivalencing: one memory under two names. The names are offsets into `flat`, or into the second
// half of b.
#include "../twins/twin.h"

// From the next element of the same memory.
void s421(int n, double* restrict flat, const double* restrict a) {
  for (int i = 0; i < n - 1; i++) flat[i] = flat[i + 1] + a[i];
}
NAMED_TWIN(s421, s421(INT(0), F64S(1), F64S(2)))

// The first half from the second.
void s1421(int n, const double* restrict a, double* restrict b) {
  int half = n / 2;
  for (int i = 0; i < half; i++) b[i] = b[half + i] + a[i];
}
NAMED_TWIN(s1421, s1421(INT(0), F64S(1), F64S(2)))

// Reads four elements ahead of where it writes.
void s422(int n, double* restrict flat, const double* restrict a) {
  int x = 4;
  for (int i = 0; i < n; i++) flat[x + i] = flat[i + 8] + a[i];
}
NAMED_TWIN(s422, s422(INT(0), F64S(1), F64S(2)))

// Reads far ahead of where it writes.
void s423(int n, double* restrict flat, const double* restrict a) {
  int x = 64;
  for (int i = 0; i < n - 1; i++) flat[i + 1] = flat[x + i] + a[i];
}
NAMED_TWIN(s423, s423(INT(0), F64S(1), F64S(2)))

// Writes far ahead of where it reads.
void s424(int n, double* restrict flat, const double* restrict a) {
  int x = 63;
  for (int i = 0; i < n - 1; i++) flat[x + i + 1] = flat[i] + a[i];
}
NAMED_TWIN(s424, s424(INT(0), F64S(1), F64S(2)))
