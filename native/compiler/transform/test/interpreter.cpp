#include "compiler/transform/test/interpreter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

#include "compiler/ir/parallel_form.h"
#include "compiler/ir/walk.h"

namespace jetloop::transform::test {

using ir::ElementKind;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::Type;

namespace {

constexpr double kTwo53 = 9007199254740992.0;

Value f64(double number) { return {Type::F64, number, 0}; }
Value i32(std::int64_t integer) {
  return {Type::I32, 0, static_cast<std::int32_t>(static_cast<std::uint32_t>(integer))};
}
Value i64(std::int64_t integer) { return {Type::I64, 0, integer}; }
Value boolean(bool value) { return {Type::Bool, 0, value ? 1 : 0}; }

std::int64_t wrap(__int128 value) { return static_cast<std::int64_t>(static_cast<unsigned __int128>(value)); }

/// How a statement ended.
struct Flow {
  enum Kind { Normal, Break, Continue, Return, Abandon } kind = Normal;
  ir::LabelId label = 0;
};

/// Which iterations of a parallel loop touched which elements.
class IterationLog {
 public:
  void begin(std::int64_t iteration) { iteration_ = iteration; }

  /// Whether iterations stay independent, as far as they have run.
  bool note(ir::ArrayId array, std::size_t index, bool writes) {
    const auto [place, isNew] = touches_.try_emplace({array, index}, Touch{iteration_, writes, false});
    Touch& touch = place->second;
    if (isNew) return true;
    const bool other = touch.iteration != iteration_ || touch.shared;
    const bool meets = other && (touch.written || writes);
    touch.shared = touch.shared || other;
    touch.written = touch.written || writes;
    return !meets;
  }

 private:
  struct Touch {
    std::int64_t iteration = 0;
    bool written = false;
    bool shared = false;  // several iterations read it
  };
  std::int64_t iteration_ = 0;
  std::map<std::pair<ir::ArrayId, std::size_t>, Touch> touches_;
};

class Interpreter {
 public:
  Interpreter(const ir::Kernel& kernel, const Arguments& arguments, std::uint64_t fuel, std::uint64_t order)
      : kernel_(kernel), fuel_(fuel), order_(order), variables_(kernel.variables.size()) {
    std::size_t scalar = 0;
    for (const ir::Parameter& parameter : kernel.parameters) {
      if (!parameter.isArray) variables_[parameter.id] = arguments.scalars.at(scalar++);
    }
    outcome_.arrays = arguments.arrays;
  }

  Outcome run() {
    runBlock(kernel_.body);
    return std::move(outcome_);
  }

 private:
  // --- statements

  Flow runBlock(const ir::Block& block) {
    for (const Statement* statement : block) {
      const Flow flow = run(*statement);
      if (flow.kind != Flow::Normal) return flow;
    }
    return {};
  }

  Flow run(const Statement& statement) {
    switch (statement.kind) {
      case StatementKind::Let:
        variables_[statement.variable] = statement.value == nullptr ? Value{} : evaluate(*statement.value);
        return {};
      case StatementKind::Set:
        variables_[statement.variable] = evaluate(*statement.value);
        return {};
      case StatementKind::Store:
        runStore(statement);
        return {};
      case StatementKind::If:
        return runBlock(evaluate(*statement.value).integer != 0 ? statement.body : statement.other);
      case StatementKind::Loop:
        return runLoop(statement);
      case StatementKind::Block: {
        const Flow flow = runBlock(statement.body);
        return flow.kind == Flow::Break && flow.label == statement.label ? Flow{} : flow;
      }
      case StatementKind::Break:
        return {Flow::Break, statement.label};
      case StatementKind::Continue:
        return {Flow::Continue, statement.label};
      case StatementKind::Return:
        if (statement.value != nullptr) outcome_.result = evaluate(*statement.value);
        return {Flow::Return, 0};
      case StatementKind::Abandon:
        outcome_.abandoned = statement.position;
        return {Flow::Abandon, 0};
    }
    return {};
  }

  /// Every iteration with variables of its own, in an order of the seed's.
  Flow runParallel(const Statement& loop) {
    const std::optional<ir::CountedLoop> counted = ir::matchCountedLoop(loop);
    if (!counted) throw Violation("a parallel loop that does not count");
    Value& counter = variables_[counted->counter];
    const std::int64_t first = counter.integer;
    const std::int64_t count = evaluate(*counted->bound).integer - first;
    if (count <= 0) return {};
    if (static_cast<std::uint64_t>(count) > fuel_) throw OutOfFuel{};
    fuel_ -= static_cast<std::uint64_t>(count);
    std::vector<std::int64_t> iterations(static_cast<std::size_t>(count));
    std::iota(iterations.begin(), iterations.end(), std::int64_t{0});
    std::shuffle(iterations.begin(), iterations.end(), std::mt19937_64(order_));
    const std::set<ir::VariableId> own = ir::declaredVariables(loop.body);
    outcome_.shuffled += iterations.size();
    IterationLog log;
    log_ = &log;
    for (const std::int64_t iteration : iterations) {
      for (const ir::VariableId variable : own) variables_[variable] = Value{};
      counter.integer = first + iteration;
      log.begin(iteration);
      const Flow flow = runBlock(loop.body);
      const bool next = flow.kind == Flow::Normal || (flow.kind == Flow::Continue && flow.label == loop.label);
      if (!next) throw Violation("a parallel loop is left from its body");
    }
    log_ = nullptr;
    counter.integer = first + count;
    return {};
  }

  void note(ir::ArrayId array, std::size_t index, bool writes) {
    if (log_ == nullptr || log_->note(array, index, writes)) return;
    throw Violation("iterations of a parallel loop meet in $" + kernel_.arrays[array].name + " at " +
                    std::to_string(index));
  }

  Flow runLoop(const Statement& loop) {
    if (loop.parallel) return runParallel(loop);
    while (evaluate(*loop.value).integer != 0) {
      if (fuel_-- == 0) throw OutOfFuel{};
      Flow flow = runBlock(loop.body);
      if (flow.kind == Flow::Break && flow.label == loop.label) return {};
      const bool next = flow.kind == Flow::Normal || (flow.kind == Flow::Continue && flow.label == loop.label);
      if (!next) return flow;
      flow = runBlock(loop.other);
      if (flow.kind != Flow::Normal) return flow;
    }
    return {};
  }

  void runStore(const Statement& store) {
    const Value index = evaluate(*store.index);
    const Value value = evaluate(*store.value);
    const std::optional<std::size_t> at = validIndex(store.array, index);
    ++(store.inbounds ? outcome_.unchecked : outcome_.checked);
    if (!at && store.inbounds) throw Violation("store.inbounds out of bounds: $" + kernel_.arrays[store.array].name);
    if (!at) return;
    note(store.array, *at, true);
    outcome_.arrays[store.array][*at] = storeAs(kernel_.arrays[store.array].kind, asNumber(value));
  }

  /// What a store takes, as a double; integers beyond 2^53 go through their low 32 bits, as the store does.
  double asNumber(const Value& value) const {
    if (value.type == Type::F64) return value.number;
    if (std::fabs(static_cast<double>(value.integer)) <= kTwo53) return static_cast<double>(value.integer);
    return static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(value.integer)));
  }

  std::optional<std::size_t> validIndex(ir::ArrayId array, const Value& index) const {
    const double length = static_cast<double>(outcome_.arrays[array].size());
    const double position = index.type == Type::F64 ? index.number : static_cast<double>(index.integer);
    if (!(position >= 0 && position < length) || std::trunc(position) != position) return std::nullopt;
    return static_cast<std::size_t>(position);
  }

  // --- expressions

  Value evaluate(const Expression& expression) {
    const Value value = compute(expression);
    if (value.type != expression.type)
      throw Violation(std::string("an expression of the wrong type: ") + ir::opInfo(expression.op).text);
    return value;
  }

  double number(const Expression& expression, std::size_t i) { return evaluate(*expression.operands[i]).number; }
  std::int64_t integer(const Expression& expression, std::size_t i) {
    return evaluate(*expression.operands[i]).integer;
  }

  Value compute(const Expression& e) {
    switch (e.op) {
      case Op::Constant:
        return {e.type, e.number, e.integer};
      case Op::Variable:
        if (variables_[e.variable].type == Type::None)
          throw Violation("$" + kernel_.variables[e.variable].name + " is read before it is set");
        return variables_[e.variable];
      case Op::Length:
        return i64(static_cast<std::int64_t>(outcome_.arrays[e.array].size()));
      case Op::Inbounds:
        return boolean(validIndex(e.array, evaluate(*e.operands[0])).has_value());
      case Op::Load: {
        const std::optional<std::size_t> at = validIndex(e.array, evaluate(*e.operands[0]));
        ++outcome_.checked;
        if (at) note(e.array, *at, false);
        return f64(at ? outcome_.arrays[e.array][*at] : std::numeric_limits<double>::quiet_NaN());
      }
      case Op::LoadOrZero: {
        const std::optional<std::size_t> at = validIndex(e.array, evaluate(*e.operands[0]));
        ++outcome_.checked;
        if (at) note(e.array, *at, false);
        return {e.type, 0, at ? static_cast<std::int64_t>(outcome_.arrays[e.array][*at]) : 0};
      }
      case Op::LoadInbounds: {
        const std::optional<std::size_t> at = validIndex(e.array, evaluate(*e.operands[0]));
        ++outcome_.unchecked;
        if (!at) throw Violation("load.inbounds out of bounds: $" + kernel_.arrays[e.array].name);
        note(e.array, *at, false);
        const double element = outcome_.arrays[e.array][*at];
        if (e.type == Type::F64) return f64(element);
        return {e.type, 0, static_cast<std::int64_t>(element)};
      }
      case Op::Select:
        return evaluate(*e.operands[integer(e, 0) != 0 ? 1 : 2]);
      case Op::BoolAnd:
        return boolean(integer(e, 0) != 0 && integer(e, 1) != 0);
      case Op::BoolOr:
        return boolean(integer(e, 0) != 0 || integer(e, 1) != 0);
      case Op::BoolNot:
        return boolean(integer(e, 0) == 0);
      case Op::BoolEq:
        return boolean(integer(e, 0) == integer(e, 1));
      case Op::BoolNe:
        return boolean(integer(e, 0) != integer(e, 1));
      default:
        break;
    }
    const ir::OpInfo& info = ir::opInfo(e.op);
    if (info.operands[0] == Type::F64) return computeFloat(e);
    return computeInteger(e, info.operands[0] == Type::I64 ? 64 : 32, info.result);
  }

  Value computeFloat(const Expression& e) {
    const double a = number(e, 0);
    const double b = e.operandCount > 1 ? number(e, 1) : 0;
    switch (e.op) {
      case Op::F64Add:
        return f64(a + b);
      case Op::F64Sub:
        return f64(a - b);
      case Op::F64Mul:
        return f64(a * b);
      case Op::F64Div:
        return f64(a / b);
      case Op::F64Neg:
        return f64(-a);
      case Op::F64Abs:
        return f64(std::fabs(a));
      case Op::F64Sqrt:
        return f64(std::sqrt(a));
      case Op::F64Rem:
        return f64(std::fmod(a, b));
      case Op::F64Floor:
        return f64(std::floor(a));
      case Op::F64Ceil:
        return f64(std::ceil(a));
      case Op::F64Trunc:
        return f64(std::trunc(a));
      case Op::F64Round:
        return f64(std::copysign(std::floor(a) + (a - std::floor(a) >= 0.5 ? 1 : 0), a));
      case Op::F64Min:
        return f64(std::isnan(a) || std::isnan(b) ? NAN : a == b ? (std::signbit(a) ? a : b) : std::min(a, b));
      case Op::F64Max:
        return f64(std::isnan(a) || std::isnan(b) ? NAN : a == b ? (std::signbit(a) ? b : a) : std::max(a, b));
      case Op::F64Sign:
        return f64(a > 0 ? 1 : a < 0 ? -1 : a);
      case Op::F64Fround:
        return f64(static_cast<double>(static_cast<float>(a)));
      case Op::F64Eq:
        return boolean(a == b);
      case Op::F64Ne:
        return boolean(a != b);
      case Op::F64Lt:
        return boolean(a < b);
      case Op::F64Le:
        return boolean(a <= b);
      case Op::F64Gt:
        return boolean(a > b);
      case Op::F64Ge:
        return boolean(a >= b);
      case Op::I32ModuloF64:
        return i32(toInt32(a));
      case Op::I32ExactF64:
        if (!(a >= -2147483648.0 && a <= 2147483647.0) || std::trunc(a) != a)
          throw Violation("i32.exact_f64 of " + std::to_string(a));
        return i32(static_cast<std::int64_t>(a));
      case Op::I64ExactF64:
        if (!(std::fabs(a) <= kTwo53) || std::trunc(a) != a) throw Violation("i64.exact_f64 of " + std::to_string(a));
        return i64(static_cast<std::int64_t>(a));
      case Op::BoolFromF64:
        return boolean(a != 0 && !std::isnan(a));
      default:
        throw Violation("unknown f64 operation");
    }
  }

  Value computeInteger(const Expression& e, int width, Type result) {
    const std::int64_t a = integer(e, 0);
    const std::int64_t b = e.operandCount > 1 ? integer(e, 1) : 0;
    const __int128 x = a, y = b;
    const auto make = [&](__int128 value) {
      return width == 32 && result == Type::I32 ? i32(wrap(value)) : i64(wrap(value));
    };
    const auto nowrap = [&](__int128 value) {
      const Value made = make(value);
      if (made.integer != value) throw Violation(std::string("overflow in ") + ir::opInfo(e.op).text);
      return made;
    };
    const auto divisor = [&] {
      if (b == 0) throw Violation("integer division by zero");
      return y;
    };
    const auto bits = [&] {
      return width == 32 ? static_cast<std::uint64_t>(static_cast<std::uint32_t>(a)) : static_cast<std::uint64_t>(a);
    };
    const int count = static_cast<int>(b & (width - 1));
    switch (e.op) {
      case Op::I32Add:
      case Op::I64Add:
        return make(x + y);
      case Op::I32Sub:
      case Op::I64Sub:
        return make(x - y);
      case Op::I32Mul:
      case Op::I64Mul:
        return make(x * y);
      case Op::I32Neg:
      case Op::I64Neg:
        return make(-x);
      case Op::I32AddNowrap:
      case Op::I64AddNowrap:
        return nowrap(x + y);
      case Op::I32SubNowrap:
      case Op::I64SubNowrap:
        return nowrap(x - y);
      case Op::I32MulNowrap:
      case Op::I64MulNowrap:
        return nowrap(x * y);
      case Op::I32Div:
      case Op::I64Div:
        return nowrap(x / divisor());
      case Op::I32Rem:
      case Op::I64Rem:
        return nowrap(x % divisor());
      case Op::I32And:
      case Op::I64And:
        return make(a & b);
      case Op::I32Or:
      case Op::I64Or:
        return make(a | b);
      case Op::I32Xor:
      case Op::I64Xor:
        return make(a ^ b);
      case Op::I32Shl:
      case Op::I64Shl:
        return make(static_cast<__int128>(bits() << count));
      case Op::I32Shr:
      case Op::I64Shr:
        return make(a >> count);
      case Op::I32ShrU:
      case Op::I64ShrU:
        return make(static_cast<__int128>(bits() >> count));
      case Op::I32Clz:
        return i32(a == 0 ? 32 : __builtin_clz(static_cast<std::uint32_t>(a)));
      case Op::I32Min:
      case Op::I64Min:
        return make(a < b ? a : b);
      case Op::I32Max:
      case Op::I64Max:
        return make(a > b ? a : b);
      case Op::I32Eq:
      case Op::I64Eq:
        return boolean(a == b);
      case Op::I32Ne:
      case Op::I64Ne:
        return boolean(a != b);
      case Op::I32Lt:
      case Op::I64Lt:
        return boolean(a < b);
      case Op::I32Le:
      case Op::I64Le:
        return boolean(a <= b);
      case Op::I32Gt:
      case Op::I64Gt:
        return boolean(a > b);
      case Op::I32Ge:
      case Op::I64Ge:
        return boolean(a >= b);
      case Op::F64FromI32:
      case Op::F64FromI64:
      case Op::F64FromBool:
        return f64(static_cast<double>(a));
      case Op::F64FromU32:
        return f64(static_cast<double>(static_cast<std::uint32_t>(a)));
      case Op::I32WrapI64:
        return i32(a);
      case Op::I32FromBool:
        return i32(a);
      case Op::I64FromI32:
        return i64(a);
      case Op::I64FromU32:
        return i64(static_cast<std::int64_t>(static_cast<std::uint32_t>(a)));
      case Op::BoolFromI32:
      case Op::BoolFromI64:
        return boolean(a != 0);
      default:
        throw Violation("unknown integer operation");
    }
  }

  const ir::Kernel& kernel_;
  std::uint64_t fuel_;
  std::uint64_t order_;
  IterationLog* log_ = nullptr;  // of the parallel loop that runs
  std::vector<Value> variables_;
  Outcome outcome_;
};

template <typename Integer>
double wrapped(double value) {
  return static_cast<double>(static_cast<Integer>(static_cast<std::uint32_t>(toInt32(value))));
}

}  // namespace

std::int32_t toInt32(double value) {
  if (!std::isfinite(value)) return 0;
  double modulo = std::fmod(std::trunc(value), 4294967296.0);
  if (modulo < 0) modulo += 4294967296.0;
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(modulo));
}

double storeAs(ElementKind kind, double value) {
  switch (kind) {
    case ElementKind::I8:
      return wrapped<std::int8_t>(value);
    case ElementKind::U8:
      return wrapped<std::uint8_t>(value);
    case ElementKind::I16:
      return wrapped<std::int16_t>(value);
    case ElementKind::U16:
      return wrapped<std::uint16_t>(value);
    case ElementKind::I32:
      return wrapped<std::int32_t>(value);
    case ElementKind::U32:
      return wrapped<std::uint32_t>(value);
    case ElementKind::U8Clamped:
      if (!(value > 0)) return 0;
      return value >= 255 ? 255 : std::nearbyint(value);
    case ElementKind::F32:
      return static_cast<double>(static_cast<float>(value));
    case ElementKind::F64:
      break;
  }
  return value;
}

Outcome interpret(const ir::Kernel& kernel, const Arguments& arguments, std::uint64_t fuel, std::uint64_t order) {
  return Interpreter(kernel, arguments, fuel, order).run();
}

bool sameNumber(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::memcmp(&a, &b, sizeof a) == 0;
}

bool sameOutcome(const Outcome& a, const Outcome& b) {
  if (a.abandoned != b.abandoned) return false;
  if (a.result.type != b.result.type || a.result.integer != b.result.integer ||
      !sameNumber(a.result.number, b.result.number))
    return false;
  for (std::size_t i = 0; i < a.arrays.size(); ++i) {
    for (std::size_t k = 0; k < a.arrays[i].size(); ++k) {
      if (!sameNumber(a.arrays[i][k], b.arrays[i][k])) return false;
    }
  }
  return true;
}

}  // namespace jetloop::transform::test
