// What a C twin and its harness share: how a twin reaches its arguments, by position.
#pragma once
#include <math.h>
#include <stdint.h>

union argument {
  double number;
  void* elements;
};

// Runs the twin once; a twin without a result returns 0.
typedef double run_twin(const union argument* arguments);

// Tells the harness of a twin, before main starts. A file with one twin leaves its name empty.
void add_twin(const char* name, run_twin* run);

#define INT(position) ((int)arguments[position].number)
#define F64(position) (arguments[position].number)
#define F64S(position) ((double*)arguments[position].elements)
#define I32S(position) ((int32_t*)arguments[position].elements)
#define U8S(position) ((uint8_t*)arguments[position].elements)

#define REGISTER(name, run) \
  __attribute__((constructor)) static void register_##run(void) { add_twin(name, run); }

#define NAMED_TWIN(name, call)                                \
  static double run_##name(const union argument* arguments) { \
    call;                                                     \
    return 0;                                                 \
  }                                                           \
  REGISTER(#name, run_##name)
#define NAMED_TWIN_WITH_RESULT(name, call)                                   \
  static double run_##name(const union argument* arguments) { return call; } \
  REGISTER(#name, run_##name)

#define TWIN(call)                                          \
  static double run_only(const union argument* arguments) { \
    call;                                                   \
    return 0;                                               \
  }                                                         \
  REGISTER("", run_only)
#define TWIN_WITH_RESULT(call)                                             \
  static double run_only(const union argument* arguments) { return call; } \
  REGISTER("", run_only)

// What a store into a Uint8ClampedArray does: clamp, then round half to even.
static inline uint8_t clamp_to_u8(double value) {
  if (!(value > 0)) return 0;
  if (value > 255) return 255;
  return (uint8_t)rint(value);
}
