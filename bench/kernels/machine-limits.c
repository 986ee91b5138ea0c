/* What one core can do at most: additions and multiplications without fusing, bytes read from memory, and OpenBLAS where it is installed.
   Prints one JSON object. */
#define _POSIX_C_SOURCE 200809L
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 7, CHAINS = 12, LANES = 8 };

typedef double Vector __attribute__((vector_size(8 * LANES)));

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median(double *samples) {
  qsort(samples, RUNS, sizeof *samples, compare);
  return samples[RUNS / 2];
}

/* Independent chains of one product and one sum per step hide the latency of both. */
static double peak_gigaflops(void) {
  const long steps = 20000000;
  double samples[RUNS];
  volatile double seed = 0.999999;
  for (int run = 0; run < RUNS; run++) {
    Vector chains[CHAINS], factor, term;
    for (int lane = 0; lane < LANES; lane++) factor[lane] = seed, term[lane] = 1e-6;
    for (int c = 0; c < CHAINS; c++) chains[c] = term * (double)(c + 1);
    double start = seconds();
    for (long step = 0; step < steps; step++) {
#pragma clang loop unroll(full)
      for (int c = 0; c < CHAINS; c++) chains[c] = chains[c] * factor + term;
    }
    double taken = seconds() - start;
    Vector sum = chains[0];
    for (int c = 1; c < CHAINS; c++) sum += chains[c];
    seed = seed + 0 * sum[0];
    samples[run] = 2e-9 * CHAINS * LANES * (double)steps / taken;
  }
  return median(samples);
}

/* The largest rate at which an array far beyond the caches can be read. */
static double read_gigabytes(size_t bytes) {
  size_t vectors = bytes / sizeof(Vector);
  Vector *data = aligned_alloc(64, vectors * sizeof(Vector));
  if (data == NULL) return 0;
  for (size_t i = 0; i < vectors; i++)
    for (int lane = 0; lane < LANES; lane++) data[i][lane] = (double)i;
  double samples[RUNS];
  volatile double sink;
  for (int run = 0; run < RUNS; run++) {
    Vector sums[8] = {0};
    double start = seconds();
    for (size_t i = 0; i + 8 <= vectors; i += 8)
      for (int c = 0; c < 8; c++) sums[c] += data[i + (size_t)c];
    double taken = seconds() - start;
    for (int c = 1; c < 8; c++) sums[0] += sums[c];
    sink = sums[0][0];
    samples[run] = 1e-9 * (double)bytes / taken;
  }
  (void)sink;
  free(data);
  return median(samples);
}

typedef void Dgemm(int, int, int, int, int, int, double, const double *, int, const double *, int, double, double *, int);

/* Milliseconds of an n x n product on one thread; 0 without the library. */
static double openblas_milliseconds(int n) {
  void *library = dlopen("libopenblas.so.0", RTLD_NOW);
  if (library == NULL) return 0;
  Dgemm *dgemm = (Dgemm *)(uintptr_t)dlsym(library, "cblas_dgemm");
  void (*set_threads)(int) = (void (*)(int))(uintptr_t)dlsym(library, "openblas_set_num_threads");
  if (dgemm == NULL || set_threads == NULL) return 0;
  set_threads(1);
  size_t count = (size_t)n * (size_t)n;
  double *a = malloc(3 * count * sizeof *a);
  if (a == NULL) return 0;
  for (size_t i = 0; i < 3 * count; i++) a[i] = (double)(i % 17) / 16;
  double samples[RUNS];
  for (int run = 0; run < RUNS; run++) {
    double start = seconds();
    dgemm(101, 111, 111, n, n, n, 1, a, n, a + count, n, 0, a + 2 * count, n);
    samples[run] = 1e3 * (seconds() - start);
  }
  free(a);
  return median(samples);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  printf("{\"peakGigaflops\": %.2f, ", peak_gigaflops());
  printf("\"readGigabytes\": %.2f, ", read_gigabytes((size_t)strtoull(argv[1], NULL, 10)));
  printf("\"openblasMilliseconds\": %.3f}\n", openblas_milliseconds(atoi(argv[2])));
  return 0;
}
