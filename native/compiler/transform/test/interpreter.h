// A slow interpreter of IR, for tests: docs/ir.md read aloud.  What the IR leaves undefined is a Violation here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"

namespace jetloop::transform::test {

/// A transform claimed something that is not so.
struct Violation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The kernel ran too long to be worth waiting for.
struct OutOfFuel {};

struct Value {
  ir::Type type = ir::Type::None;  // None: undetermined
  double number = 0;
  std::int64_t integer = 0;  // I32 (sign-extended), I64, Bool
};

/// An array argument: its elements as the doubles JavaScript sees.
using Elements = std::vector<double>;

struct Arguments {
  std::vector<Value> scalars;    // of the scalar parameters in order
  std::vector<Elements> arrays;  // of the array parameters in order
};

struct Outcome {
  Value result;                  // None: undefined
  std::vector<Elements> arrays;  // where the kernel abandoned the call, what it left in its copies
  std::optional<ir::Position> abandoned;
  std::uint64_t checked = 0, unchecked = 0;  // accesses that ran
  std::uint64_t shuffled = 0;                // iterations of parallel loops that ran
};

/// Runs the kernel on copies of the arguments, for at most `fuel` loop iterations.  Iterations of parallel loops run in
/// an order that depends on `order`, and must not meet.
Outcome interpret(const ir::Kernel& kernel, const Arguments& arguments, std::uint64_t fuel, std::uint64_t order = 1);

/// JavaScript's conversions.
std::int32_t toInt32(double value);
double storeAs(ir::ElementKind kind, double value);

/// Object.is
bool sameNumber(double a, double b);
bool sameOutcome(const Outcome& a, const Outcome& b);

}  // namespace jetloop::transform::test
