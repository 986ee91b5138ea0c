// Every operation of the op table on edge inputs, against plain C++.  Each runs in a loop over arrays, so that both its
// vector and its scalar form are met: all inputs at once, then one at a time.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <set>

#include "compiler/codegen/test/host_math.h"
#include "compiler/codegen/test/js_numbers.h"
#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

using ir::Type;
using Bits = std::uint64_t;
using Reference = std::function<Bits(Bits, Bits)>;
using Admissible = std::function<bool(Bits, Bits)>;

double asDouble(Bits bits) { return std::bit_cast<double>(bits); }
std::int32_t asI32(Bits bits) { return static_cast<std::int32_t>(bits); }
std::uint32_t asU32(Bits bits) { return static_cast<std::uint32_t>(bits); }
std::int64_t asI64(Bits bits) { return static_cast<std::int64_t>(bits); }
Bits toBits(double value) { return std::bit_cast<Bits>(value); }
Bits toBits(bool value) { return value ? 1 : 0; }
Bits toBits(std::int32_t value) { return static_cast<std::uint32_t>(value); }
Bits toBits(std::uint32_t value) { return value; }
Bits toBits(std::int64_t value) { return static_cast<Bits>(value); }
Bits toBits(std::uint64_t value) { return value; }

const std::vector<Bits>& inputs(Type type) {
  static const std::vector<Bits> doubles = [] {
    std::vector<Bits> values;
    const double infinity = std::numeric_limits<double>::infinity();
    for (double magnitude : {0.0,
                             5e-324,
                             2.2250738585072014e-308,
                             1e-300,
                             0.25,
                             0.49999999999999994,
                             0.5,
                             0.5000000000000001,
                             1.0,
                             1.5,
                             2.5,
                             3.0,
                             126.5,
                             127.5,
                             254.5,
                             255.5,
                             65535.75,
                             2147483647.0,
                             2147483647.5,
                             2147483648.0,
                             2147483649.0,
                             4294967295.0,
                             4294967295.5,
                             4294967296.0,
                             4294967297.0,
                             4503599627370495.5,
                             4503599627370497.0,
                             9007199254740991.0,
                             9007199254740994.0,
                             9223372036854775808.0,
                             18446744073709553664.0,
                             1.2345678901234567e19,
                             0x1.fffffffffffffp83,
                             0x1.8p84,
                             1e100,
                             3.4028234663852886e38,
                             3.4028235677973366e38,
                             1.401298464324817e-45,
                             7e-46,
                             std::numeric_limits<double>::max(),
                             infinity}) {
      values.push_back(toBits(magnitude));
      values.push_back(toBits(-magnitude));
    }
    values.push_back(toBits(std::nan("")));
    return values;
  }();
  static const std::vector<Bits> words = [] {
    std::vector<Bits> values;
    for (std::int32_t value :
         {0,   1,   -1,    2,     -2,    3,       7,        -7,         31,         32,          33,
          255, 256, 65535, 65536, 46341, 1000003, -1000003, 0x7ffffffe, 0x7fffffff, -0x7fffffff, -0x7fffffff - 1}) {
      values.push_back(toBits(value));
    }
    return values;
  }();
  static const std::vector<Bits> longs = [] {
    std::vector<Bits> values;
    const std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
    for (std::int64_t value :
         {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{5}, std::int64_t{-5}, std::int64_t{63},
          std::int64_t{64}, std::int64_t{65}, std::int64_t{1} << 31, std::int64_t{-1} << 31, std::int64_t{1} << 32,
          (std::int64_t{1} << 32) - 1, std::int64_t{1} << 53, -(std::int64_t{1} << 53), (std::int64_t{1} << 53) + 1,
          std::int64_t{0x123456789abcdef}, minimum, minimum + 1, -(minimum + 1)}) {
      values.push_back(toBits(value));
    }
    return values;
  }();
  static const std::vector<Bits> booleans{0, 1};
  return type == Type::F64 ? doubles : type == Type::I32 ? words : type == Type::I64 ? longs : booleans;
}

struct Case {
  Reference reference;
  Admissible admissible = [](Bits, Bits) { return true; };
};

Case unary(std::function<double(double)> f) {
  return {[f](Bits a, Bits) { return toBits(f(asDouble(a))); }};
}
Case binary(std::function<double(double, double)> f) {
  return {[f](Bits a, Bits b) { return toBits(f(asDouble(a), asDouble(b))); }};
}
Case compare(std::function<bool(double, double)> f) {
  return {[f](Bits a, Bits b) { return toBits(f(asDouble(a), asDouble(b))); }};
}

/// i32 and i64 have the same operations; W is the unsigned type, S the signed one.
template <typename S, typename W>
void addIntegerCases(std::map<std::string, Case>& cases, const std::string& type) {
  constexpr unsigned kWidth = sizeof(S) * 8;
  auto s = [](Bits bits) { return static_cast<S>(bits); };
  auto u = [](Bits bits) { return static_cast<W>(bits); };
  auto add = [&](const char* name, auto f) {
    cases[type + '.' + name] = {[f](Bits a, Bits b) { return toBits(f(a, b)); }};
  };
  auto addChecked = [&](const char* name, auto f, auto overflows) {
    cases[type + '.' + name] = {[f](Bits a, Bits b) { return toBits(f(a, b)); },
                                [overflows](Bits a, Bits b) { return !overflows(a, b); }};
  };
  add("add", [=](Bits a, Bits b) { return static_cast<W>(u(a) + u(b)); });
  add("sub", [=](Bits a, Bits b) { return static_cast<W>(u(a) - u(b)); });
  add("mul", [=](Bits a, Bits b) { return static_cast<W>(u(a) * u(b)); });
  add("neg", [=](Bits a, Bits) { return static_cast<W>(W{0} - u(a)); });
  addChecked(
      "add.nowrap", [=](Bits a, Bits b) { return static_cast<W>(u(a) + u(b)); },
      [=](Bits a, Bits b) {
        S result;
        return __builtin_add_overflow(s(a), s(b), &result);
      });
  addChecked(
      "sub.nowrap", [=](Bits a, Bits b) { return static_cast<W>(u(a) - u(b)); },
      [=](Bits a, Bits b) {
        S result;
        return __builtin_sub_overflow(s(a), s(b), &result);
      });
  addChecked(
      "mul.nowrap", [=](Bits a, Bits b) { return static_cast<W>(u(a) * u(b)); },
      [=](Bits a, Bits b) {
        S result;
        return __builtin_mul_overflow(s(a), s(b), &result);
      });
  auto undefinedDivision = [=](Bits a, Bits b) {
    return s(b) == 0 || (s(a) == std::numeric_limits<S>::min() && s(b) == -1);
  };
  addChecked("div", [=](Bits a, Bits b) { return static_cast<S>(s(a) / s(b)); }, undefinedDivision);
  addChecked("rem", [=](Bits a, Bits b) { return static_cast<S>(s(a) % s(b)); }, undefinedDivision);
  add("and", [=](Bits a, Bits b) { return static_cast<W>(u(a) & u(b)); });
  add("or", [=](Bits a, Bits b) { return static_cast<W>(u(a) | u(b)); });
  add("xor", [=](Bits a, Bits b) { return static_cast<W>(u(a) ^ u(b)); });
  add("shl", [=](Bits a, Bits b) { return static_cast<W>(u(a) << (u(b) % kWidth)); });
  add("shr", [=](Bits a, Bits b) { return static_cast<S>(s(a) >> (u(b) % kWidth)); });
  add("shr_u", [=](Bits a, Bits b) { return static_cast<W>(u(a) >> (u(b) % kWidth)); });
  add("min", [=](Bits a, Bits b) { return s(a) < s(b) ? s(a) : s(b); });
  add("max", [=](Bits a, Bits b) { return s(a) > s(b) ? s(a) : s(b); });
  add("eq", [=](Bits a, Bits b) { return s(a) == s(b); });
  add("ne", [=](Bits a, Bits b) { return s(a) != s(b); });
  add("lt", [=](Bits a, Bits b) { return s(a) < s(b); });
  add("le", [=](Bits a, Bits b) { return s(a) <= s(b); });
  add("gt", [=](Bits a, Bits b) { return s(a) > s(b); });
  add("ge", [=](Bits a, Bits b) { return s(a) >= s(b); });
}

std::map<std::string, Case> makeCases() {
  std::map<std::string, Case> cases{
      {"f64.add", binary([](double a, double b) { return a + b; })},
      {"f64.sub", binary([](double a, double b) { return a - b; })},
      {"f64.mul", binary([](double a, double b) { return a * b; })},
      {"f64.div", binary([](double a, double b) { return a / b; })},
      {"f64.rem", binary([](double a, double b) { return std::fmod(a, b); })},
      {"f64.neg", unary([](double a) { return -a; })},
      {"f64.abs", unary([](double a) { return std::fabs(a); })},
      {"f64.sqrt", unary([](double a) { return std::sqrt(a); })},
      {"f64.floor", unary([](double a) { return std::floor(a); })},
      {"f64.ceil", unary([](double a) { return std::ceil(a); })},
      {"f64.trunc", unary([](double a) { return std::trunc(a); })},
      {"f64.round", unary(roundHalfUp)},
      {"f64.min", binary(minimum)},
      {"f64.max", binary(maximum)},
      {"f64.sign", unary([](double a) { return a > 0   ? 1.0
                                               : a < 0 ? -1.0
                                                       : a; })},
      {"f64.fround", unary([](double a) { return static_cast<double>(static_cast<float>(a)); })},
      {"f64.eq", compare([](double a, double b) { return a == b; })},
      {"f64.ne", compare([](double a, double b) { return a != b; })},
      {"f64.lt", compare([](double a, double b) { return a < b; })},
      {"f64.le", compare([](double a, double b) { return a <= b; })},
      {"f64.gt", compare([](double a, double b) { return a > b; })},
      {"f64.ge", compare([](double a, double b) { return a >= b; })},
      {"i32.clz", {[](Bits a, Bits) { return toBits(std::countl_zero(asU32(a))); }}},
      {"bool.and", {[](Bits a, Bits b) { return a & b; }}},
      {"bool.or", {[](Bits a, Bits b) { return a | b; }}},
      {"bool.not", {[](Bits a, Bits) { return a ^ 1; }}},
      {"bool.eq", {[](Bits a, Bits b) { return toBits(a == b); }}},
      {"bool.ne", {[](Bits a, Bits b) { return toBits(a != b); }}},
      {"f64.from_i32", {[](Bits a, Bits) { return toBits(static_cast<double>(asI32(a))); }}},
      {"f64.from_u32", {[](Bits a, Bits) { return toBits(static_cast<double>(asU32(a))); }}},
      {"f64.from_i64", {[](Bits a, Bits) { return toBits(static_cast<double>(asI64(a))); }}},
      {"f64.from_bool", {[](Bits a, Bits) { return toBits(a != 0 ? 1.0 : 0.0); }}},
      {"i32.modulo_f64", {[](Bits a, Bits) { return toBits(toUint32(asDouble(a))); }}},
      {"i32.exact_f64",
       {[](Bits a, Bits) { return toBits(static_cast<std::int32_t>(asDouble(a))); },
        [](Bits a, Bits) {
          const double value = asDouble(a);
          return std::trunc(value) == value && value >= -0x1p31 && value < 0x1p31;
        }}},
      {"i64.exact_f64",
       {[](Bits a, Bits) { return toBits(static_cast<std::int64_t>(asDouble(a))); },
        [](Bits a, Bits) {
          const double value = asDouble(a);
          return std::trunc(value) == value && std::fabs(value) <= 0x1p53;
        }}},
      {"i32.wrap_i64", {[](Bits a, Bits) { return toBits(asU32(a)); }}},
      {"i32.from_bool", {[](Bits a, Bits) { return a; }}},
      {"i64.from_i32", {[](Bits a, Bits) { return toBits(std::int64_t{asI32(a)}); }}},
      {"i64.from_u32", {[](Bits a, Bits) { return toBits(std::uint64_t{asU32(a)}); }}},
      {"bool.from_f64", {[](Bits a, Bits) { return toBits(asDouble(a) != 0 && !std::isnan(asDouble(a))); }}},
      {"bool.from_i32", {[](Bits a, Bits) { return toBits(asI32(a) != 0); }}},
      {"bool.from_i64", {[](Bits a, Bits) { return toBits(asI64(a) != 0); }}},
  };
#define JETLOOP_OP(identifier, text, result, count, a, b, c)
#define JETLOOP_MATH(identifier, text, count, a, b) \
  cases[text] = binary([](double x, double y) { return hostMath(ir::Op::identifier, x, y); });
#include "compiler/ir/ops.def"
  addIntegerCases<std::int32_t, std::uint32_t>(cases, "i32");
  addIntegerCases<std::int64_t, std::uint64_t>(cases, "i64");
  return cases;
}

struct Row {
  std::string name;
  Type result;
  std::vector<Type> operands;
};

std::vector<Row> opTable() {
  std::vector<Row> rows;
#define JETLOOP_OP(identifier, text, result, count, a, b, c)            \
  rows.push_back({text, Type::result, {}});                             \
  for (Type operand : {Type::a, Type::b, Type::c}) {                    \
    if (operand != Type::None) rows.back().operands.push_back(operand); \
  }
#include "compiler/ir/ops.def"
  return rows;
}

/// How values of a type sit in arrays.  i64 takes two arrays: low and high halves.
std::string parameter(Type type, const std::string& name, const char* mode) {
  const std::string prefix = "(array $" + name;
  switch (type) {
    case Type::F64:
      return prefix + " f64 " + mode + ")";
    case Type::I32:
      return prefix + " i32 " + mode + ")";
    case Type::I64:
      return prefix + ".low i32 " + mode + ")" + prefix + ".high i32 " + mode + ")";
    default:
      return prefix + " u8 " + mode + ")";
  }
}

std::string readElement(Type type, const std::string& name) {
  const std::string load = "(load.inbounds $" + name;
  switch (type) {
    case Type::I64:
      return "(i64.or (i64.shl (i64.from_i32 " + load + ".high $i)) (i64 32)) (i64.from_u32 " + load + ".low $i)))";
    case Type::Bool:
      return "(bool.from_i32 " + load + " $i))";
    default:
      return load + " $i)";
  }
}

std::string writeElement(Type type, const std::string& value) {
  switch (type) {
    case Type::I64:
      return "(let $v i64 " + value + ") (store.inbounds $z.low $i (i32.wrap_i64 $v))" +
             "(store.inbounds $z.high $i (i32.wrap_i64 (i64.shr $v (i64 32))))";
    case Type::Bool:
      return "(store.inbounds $z $i (i32.from_bool " + value + "))";
    default:
      return "(store.inbounds $z $i " + value + ")";
  }
}

/// A column of values in the arrays that `parameter` declares.
struct Column {
  Type type;
  std::vector<double> doubles;
  std::vector<std::uint32_t> low, high;
  std::vector<std::uint8_t> bytes;

  Column(Type type, std::size_t count) : type(type), doubles(count), low(count), high(count), bytes(count) {}

  void set(std::size_t i, Bits bits) {
    doubles[i] = asDouble(bits);
    low[i] = asU32(bits);
    high[i] = asU32(bits >> 32);
    bytes[i] = static_cast<std::uint8_t>(bits);
  }
  Bits get(std::size_t i) const {
    switch (type) {
      case Type::F64:
        return toBits(doubles[i]);
      case Type::I32:
        return low[i];
      case Type::I64:
        return Bits{high[i]} << 32 | low[i];
      default:
        return bytes[i];
    }
  }
  void pass(Slots& slots, std::size_t from, std::size_t count) {
    switch (type) {
      case Type::F64:
        slots.array(doubles.data() + from, count);
        break;
      case Type::I32:
        slots.array(low.data() + from, count);
        break;
      case Type::I64:
        slots.array(low.data() + from, count).array(high.data() + from, count);
        break;
      default:
        slots.array(bytes.data() + from, count);
        break;
    }
  }
};

std::string kernelText(const Row& row) {
  std::string parameters;
  std::string application = "(" + row.name;
  for (std::size_t i = 0; i < row.operands.size(); ++i) {
    const std::string name(1, static_cast<char>('a' + i));
    parameters += parameter(row.operands[i], name, "read");
    application += ' ' + readElement(row.operands[i], name);
  }
  return "(kernel \"operation\" (params " + parameters + parameter(row.result, "z", "write") +
         "(i32 $n)) (alias none) (body (let $i i64 (i64 0)) (loop $l (while (i64.lt $i (i64.from_i32 $n))) (body " +
         writeElement(row.result, application + ")") + ") (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

class Operations : public testing::TestWithParam<std::string> {};

TEST_P(Operations, AgreeWithTheReferenceOnEdgeInputs) {
  const std::map<std::string, Case> cases = makeCases();
  std::size_t checked = 0;
  for (const Row& row : opTable()) {
    if (!canCompute(*ir::findOp(row.name), GetParam())) continue;
    SCOPED_TRACE(row.name);
    ASSERT_TRUE(cases.contains(row.name));
    const Case& expected = cases.at(row.name);
    std::vector<std::pair<Bits, Bits>> pairs;
    for (const Bits a : inputs(row.operands[0])) {
      if (row.operands.size() == 1) {
        if (expected.admissible(a, 0)) pairs.emplace_back(a, 0);
        continue;
      }
      for (const Bits b : inputs(row.operands[1])) {
        if (expected.admissible(a, b)) pairs.emplace_back(a, b);
      }
    }
    std::vector<Column> columns;
    for (const Type type : row.operands) columns.emplace_back(type, pairs.size());
    Column result(row.result, pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      columns[0].set(i, pairs[i].first);
      if (columns.size() > 1) columns[1].set(i, pairs[i].second);
    }
    const LoadedKernel kernel(kernelText(row), GetParam());
    auto run = [&](std::size_t from, std::size_t count) {
      Slots slots;
      for (Column& column : columns) column.pass(slots, from, count);
      result.pass(slots, from, count);
      kernel(slots.integer(static_cast<std::int32_t>(count)));
    };
    for (const bool atOnce : {true, false}) {
      result = Column(row.result, pairs.size());
      if (atOnce) run(0, pairs.size());
      for (std::size_t i = 0; !atOnce && i < pairs.size(); ++i) run(i, 1);
      for (std::size_t i = 0; i < pairs.size(); ++i) {
        const Bits want = expected.reference(pairs[i].first, pairs[i].second);
        const bool same =
            row.result == Type::F64 ? sameNumber(asDouble(result.get(i)), asDouble(want)) : result.get(i) == want;
        ASSERT_TRUE(same) << (atOnce ? "vector" : "scalar") << " form on " << std::hex << pairs[i].first << ", "
                          << pairs[i].second << " gave " << result.get(i) << ", not " << want;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 100'000U);
}

INSTANTIATE_TEST_SUITE_P(Targets, Operations, testing::ValuesIn(runnableTargets()), [](const auto& info) {
  std::string name;
  for (const char c : info.param) {
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  }
  return name;
});

}  // namespace
}  // namespace jetloop::codegen::test
