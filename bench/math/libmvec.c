// One function over an array, as clang vectorises it with glibc's vector library (within 4 ulp, not the engine's bits).
//   FUNCTION, OPERANDS: macros.   Arguments: elements, runs, low and high of each operand.   Prints nanoseconds per element of each run.
#define _POSIX_C_SOURCE 199309L
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#if OPERANDS == 1
#define APPLY(i) FUNCTION(a[i])
#else
#define APPLY(i) FUNCTION(a[i], b[i])
#endif

__attribute__((noinline)) static void apply(double* restrict out, const double* restrict a, const double* restrict b,
                                            long count) {
  (void)b;
  for (long i = 0; i < count; i++) out[i] = APPLY(i);
}

static double* fill(long count, const char* low, const char* high) {
  double* values = malloc((size_t)count * sizeof(double));
  if (values == NULL) exit(1);
  const double from = atof(low), span = atof(high) - from;
  for (long i = 0; i < count; i++) values[i] = from + span * ((double)rand() / ((double)RAND_MAX + 1));
  return values;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int argc, char** argv) {
  if (argc < 5 + 2 * (OPERANDS - 1)) return 2;
  const long count = atol(argv[1]), runs = atol(argv[2]);
  const double* a = fill(count, argv[3], argv[4]);
  const double* b = OPERANDS == 1 ? a : fill(count, argv[3 + 2 * (OPERANDS - 1)], argv[4 + 2 * (OPERANDS - 1)]);
  double* out = fill(count, "0", "1");
  apply(out, a, b, count);
  for (long run = 0; run < runs; run++) {
    const double start = now();
    apply(out, a, b, count);
    printf("%.4f\n", (now() - start) / (double)count);
  }
  // So that nothing is left out.
  fprintf(stderr, "%g\n", out[count / 2]);
  return 0;
}
