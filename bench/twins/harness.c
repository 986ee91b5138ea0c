// The process around a C twin, the only one of its file or the one that is named. It reads the call's arguments from a
// file (written by bench/harness/arguments-file.ts) and then obeys one command per line of standard input:
//   run         restores the arguments, runs the twin once, answers the nanoseconds it took
//   dump PATH   (separated by a tab) writes the twin's result and its array arguments as the last run left them,
//   answers "dumped"
#define _POSIX_C_SOURCE 200809L
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "twin.h"

enum { kMaxArguments = 32, kMaxTwins = 64, kAlignment = 64 };

struct header {
  char kind[24];    // "i32", "f64" or the name of a typed-array constructor
  uint64_t length;  // elements of an array
  double number;    // value of a number
};

static uint32_t twin_count;
static const char* names[kMaxTwins];
static run_twin* twins[kMaxTwins];

static uint32_t argument_count;
static struct header headers[kMaxArguments];
static union argument arguments[kMaxArguments];
static void* pristine[kMaxArguments];
static double result;

static void fail(const char* what) {
  fprintf(stderr, "twin: %s\n", what);
  exit(1);
}

void add_twin(const char* name, run_twin* run) {
  if (twin_count == kMaxTwins) fail("too many twins in one file");
  names[twin_count] = name;
  twins[twin_count++] = run;
}

static run_twin* find_twin(const char* name) {
  for (uint32_t i = 0; i < twin_count; i++) {
    if (strcmp(names[i], name) == 0) return twins[i];
  }
  fail("there is no twin of that name");
  return NULL;
}

static void read_exactly(FILE* file, void* to, size_t bytes) {
  if (bytes != 0 && fread(to, bytes, 1, file) != 1) fail("the arguments file ends early");
}

static bool is_array(uint32_t position) { return strstr(headers[position].kind, "Array") != NULL; }

static size_t array_bytes(uint32_t position) {
  const char* kind = headers[position].kind;
  size_t element_bytes = strstr(kind, "64") ? 8 : strstr(kind, "32") ? 4 : strstr(kind, "16") ? 2 : 1;
  return headers[position].length * element_bytes;
}

static void* allocate(size_t bytes) {
  void* memory = NULL;
  if (posix_memalign(&memory, kAlignment, bytes + kAlignment) != 0) fail("out of memory");
  return memory;
}

static void read_arguments(const char* path) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) fail("the arguments file cannot be opened");
  read_exactly(file, &argument_count, sizeof argument_count);
  if (argument_count > kMaxArguments) fail("too many arguments");
  for (uint32_t i = 0; i < argument_count; i++) {
    read_exactly(file, &headers[i], sizeof headers[i]);
    if (is_array(i)) {
      pristine[i] = allocate(array_bytes(i));
      arguments[i].elements = allocate(array_bytes(i));
      read_exactly(file, pristine[i], array_bytes(i));
    } else {
      arguments[i].number = headers[i].number;
    }
  }
  fclose(file);
}

static long long run_once(run_twin* run) {
  for (uint32_t i = 0; i < argument_count; i++) {
    if (is_array(i)) memcpy(arguments[i].elements, pristine[i], array_bytes(i));
  }
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  result = run(arguments);
  clock_gettime(CLOCK_MONOTONIC, &end);
  return (end.tv_sec - start.tv_sec) * 1000000000LL + (end.tv_nsec - start.tv_nsec);
}

static void dump(const char* path) {
  FILE* file = fopen(path, "wb");
  if (file == NULL) fail("the dump file cannot be opened");
  fwrite(&result, sizeof result, 1, file);
  for (uint32_t i = 0; i < argument_count; i++) {
    if (is_array(i)) fwrite(arguments[i].elements, 1, array_bytes(i), file);
  }
  if (fclose(file) != 0) fail("the dump file cannot be written");
}

int main(int argc, char** argv) {
  if (argc != 2 && argc != 3) fail("usage: twin ARGUMENTS-FILE [NAME]");
  run_twin* run = find_twin(argc == 3 ? argv[2] : "");
  read_arguments(argv[1]);
  puts("ready");
  fflush(stdout);
  char line[4096];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    if (strcmp(line, "run") == 0) {
      printf("%lld\n", run_once(run));
    } else if (strncmp(line, "dump\t", 5) == 0) {
      dump(line + 5);
      puts("dumped");
    } else {
      fail("unknown command");
    }
    fflush(stdout);
  }
  return 0;
}
