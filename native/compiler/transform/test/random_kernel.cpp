#include "compiler/transform/test/random_kernel.h"

#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace jetloop::transform::test {
namespace {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
  bool chance(int percent) { return below(100) < percent; }

  template <typename T>
  const T& pick(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

std::string number(int value) { return "(f64 " + std::to_string(value) + ")"; }
std::string binary(const char* op, const std::string& a, const std::string& b) {
  return std::string("(") + op + " " + a + " " + b + ")";
}
std::string unary(const char* op, const std::string& a) { return std::string("(") + op + " " + a + ")"; }
std::string toI32(const std::string& a) { return unary("i32.modulo_f64", a); }
std::string fromI32(const std::string& a) { return unary("f64.from_i32", a); }

struct ArrayShape {
  const char* name;
  const char* kind;
};

const std::vector<ArrayShape> kArrays = {{"$A", "f64"}, {"$B", "f32"}, {"$U", "u8"},  {"$C", "u8c"},
                                         {"$I", "i32"}, {"$H", "u32"}, {"$S", "i16"}, {"$R", "f64"}};

class KernelWriter {
 public:
  explicit KernelWriter(std::uint64_t seed) : random_(seed), calm_(random_.chance(65)) {}

  std::string write() {
    std::string body;
    const int outer = random_.below(3);
    for (int i = 0; i <= outer; ++i)
      body += declare("var", random_.chance(60) ? number(random_.below(5) - 1) : value(2));
    if (random_.chance(40)) body += declare("size", product(size(), size()));
    body += statements(0, 3);
    if (random_.chance(80)) {
      // Whatever became of the variables shows.
      std::string sum = value(2);
      for (const std::string& variable : variables_) sum = binary("f64.add", product(sum, number(3)), variable);
      body += "(return " + sum + ")";
    }
    return "(kernel \"random\" (params (i32 $n) (i32 $m) (f64 $x) (array $A f64 write) (array $B f32 write) (array $U "
           "u8 write) "
           "(array $C u8c write) (array $I i32 write) (array $H u32 write) (array $S i16 write) (result $R 9)) (alias "
           "none)\n(body " +
           body + "))";
  }

 private:
  struct Loop {
    std::string label;
    std::string variable;
  };

  // --- names

  std::string fresh(const char* base) { return std::string("$") + base + std::to_string(counter_++); }

  std::string declare(const char* base, const std::string& initial) {
    const std::string name = fresh(base);
    const std::string text = "(let " + name + " f64 " + initial + ")";
    variables_.push_back(name);
    return text + "\n";
  }

  // --- integer expressions

  std::string size() {
    switch (calm_ && random_.chance(80) ? 3 + random_.below(5) : random_.below(8)) {
      case 0:
        return "(f64.from_i64 (length " + std::string(array()) + "))";
      case 1:
        return "$x";
      case 2:
      case 3:
      case 4:
        return fromI32("$m");
      default:
        return fromI32("$n");
    }
  }

  const char* array() { return random_.pick(kArrays).name; }
  std::string product(const std::string& a, const std::string& b) { return binary("f64.mul", a, b); }
  std::string sum(const std::string& a, const std::string& b) {
    return binary(random_.chance(75) ? "f64.add" : "f64.sub", a, b);
  }
  std::string offset(const std::string& a) { return random_.chance(50) ? a : sum(a, number(random_.below(3))); }

  std::string counter() {
    if (!loops_.empty() && random_.chance(calm_ ? 94 : 85)) return random_.pick(loops_).variable;
    if (!variables_.empty() && random_.chance(70)) return random_.pick(variables_);
    return number(random_.below(4));
  }

  std::string index() {
    switch (random_.below(calm_ ? 13 : 22)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return offset(counter());
      case 4:
      case 5:
      case 6:
      case 7:
      case 8:
        return offset(sum(product(counter(), size()), counter()));
      case 9:
        return offset(
            binary("f64.add", product(binary("f64.add", product(counter(), size()), counter()), size()), counter()));
      case 10:
        return sum(size(), binary("f64.add", counter(), number(1)));
      case 11:
        return binary("f64.sub", binary("f64.sub", size(), number(1)), counter());
      case 12:
        return product(counter(), number(2 + random_.below(2)));
      case 13:
        return fromI32(binary("i32.or", toI32(offset(counter())), "(i32 0)"));
      case 14:
        return fromI32(binary("i32.and", toI32(value(1)), "(i32 3)"));
      case 15:
        return fromI32(binary("i32.shl", toI32(counter()), "(i32 1)"));
      case 16:
        return "(load " + std::string(random_.chance(50) ? "$U " : "$I ") + offset(counter()) + ")";
      case 17:
        return unary("f64.floor", binary("f64.div", counter(), number(2)));
      case 18:
        return binary("f64.rem", counter(), number(3));
      case 19:
        return binary(random_.chance(50) ? "f64.min" : "f64.max", counter(), size());
      case 20:
        return offset(sum(product(counter(), counter()), counter()));
      default:
        return offset(sum(counter(), counter()));
    }
  }

  // --- values

  /// An element of an array of integers, which may be missing.
  std::string integerElement() {
    static const std::vector<const char*> arrays = {"$U", "$C", "$I", "$H", "$S"};
    return "(load " + std::string(random_.pick(arrays)) + " " + index() + ")";
  }

  /// What decoders and checksums make of elements: sums that go through ToInt32, or an element kept in a variable.
  std::string mixed() {
    const std::string kept = variables_.empty() ? integerElement() : random_.pick(variables_);
    switch (random_.below(6)) {
      case 0:
        return fromI32(binary("i32.or", toI32(sum(kept, integerElement())), "(i32 0)"));
      case 1:
        return fromI32(binary("i32.xor", toI32(kept), toI32(integerElement())));
      case 2:
        return fromI32(binary("i32.and", toI32(sum(product(kept, integerElement()), integerElement())), "(i32 255)"));
      case 3:
        return fromI32(binary("i32.shr", toI32(integerElement()), "(i32 4)"));
      case 4:
        return "(select " + binary(random_.pick(kComparisons), kept, integerElement()) + " " + integerElement() + " " +
               integerElement() + ")";
      default:
        return integerElement();
    }
  }

  std::string load() { return "(load " + std::string(array()) + " " + index() + ")"; }

  std::string value(int depth) {
    if (depth == 0) {
      switch (random_.below(9)) {
        case 0:
          return "(f64 -0)";
        case 1:
          return "(f64 0.5)";
        case 2:
          return number(random_.below(7) - 3);
        case 3:
          return number(1 << random_.below(31));
        case 4:
          return size();
        default:
          return counter();
      }
    }
    const auto inner = [&] { return value(depth - 1); };
    switch (random_.below(33)) {
      case 30:
      case 31:
      case 32:
        return mixed();
      case 0:
      case 1:
      case 2:
      case 3:
        return load();
      case 4:
      case 5:
      case 6:
        return binary("f64.add", inner(), inner());
      case 7:
      case 8:
        return binary("f64.sub", inner(), inner());
      case 9:
      case 10:
        return binary("f64.mul", inner(), inner());
      case 11:
        return binary("f64.div", inner(), inner());
      case 12:
        return binary("f64.rem", inner(), random_.chance(50) ? number(1 + random_.below(5)) : inner());
      case 13:
        return unary("f64.neg", inner());
      case 14:
        return unary("f64.abs", inner());
      case 15:
        return unary(random_.pick(kRoundings),
                     random_.chance(50) ? binary("f64.div", inner(), number(1 + random_.below(4))) : inner());
      case 16:
        return binary(random_.chance(50) ? "f64.min" : "f64.max", inner(), inner());
      case 17:
        return fromI32(binary(random_.pick(kBitOperations), toI32(inner()),
                              random_.chance(50) ? "(i32 " + std::to_string(random_.below(9)) + ")" : toI32(inner())));
      case 18:
        return unary("f64.from_u32",
                     binary("i32.shr_u", toI32(inner()), "(i32 " + std::to_string(random_.below(3)) + ")"));
      case 19:
        return fromI32(binary("i32.or", toI32(binary("f64.add", product(inner(), number(31)), inner())), "(i32 0)"));
      case 20:
        return fromI32(binary("i32.or", toI32(binary("f64.div", inner(), number(1 + random_.below(4)))), "(i32 0)"));
      case 21:
        return fromI32(binary("i32.mul", toI32(inner()), toI32(inner())));
      case 22:
        return "(select " + condition(1) + " " + inner() + " " + inner() + ")";
      case 23:
        return unary("f64.from_bool", condition(1));
      case 24:
        return unary(random_.pick(kOddities), inner());
      case 25:
        return unary("f64.fround", inner());
      default:
        return value(0);
    }
  }

  std::string condition(int depth) {
    switch (depth == 0 ? random_.below(5) : random_.below(9)) {
      case 0:
      case 1:
      case 2:
        return binary(random_.pick(kComparisons), offset(counter()),
                      random_.chance(50) ? number(random_.below(4)) : offset(size()));
      case 3:
        return binary(random_.pick(kComparisons), counter(), counter());
      case 4:
        return binary(random_.pick(kComparisons), load(), value(1));
      case 5:
        return binary("bool.and", condition(depth - 1), condition(depth - 1));
      case 6:
        return binary("bool.or", condition(depth - 1), condition(depth - 1));
      case 7:
        return unary("bool.not", condition(depth - 1));
      default:
        return unary("bool.from_f64", value(1));
    }
  }

  // --- statements

  std::string statements(int depth, int most) {
    std::string text;
    const std::size_t visible = variables_.size();
    const int count = 1 + random_.below(most);
    for (int i = 0; i < count; ++i) text += statement(depth);
    if (depth < 2 && random_.chance(80)) text += random_.chance(15) ? meeting() : loop(depth);
    variables_.resize(visible);
    return text;
  }

  std::string statement(int depth) {
    switch (random_.below(depth == 0 ? 8 : 14)) {
      case 0:
        return random_.chance(50) && depth < 3 ? loop(depth) : store();
      case 1:
        return declare("row", random_.chance(60) ? index() : random_.chance(50) ? mixed() : value(2));
      case 2:
      case 3:
        if (!variables_.empty()) return assignment(random_.pick(variables_));
        return store();
      case 4:
        return branch(depth);
      case 5: {
        const std::string label = fresh("block");
        blocks_.push_back(label);
        const std::string inside = statements(depth + (random_.chance(60) ? 0 : 1), 2);
        blocks_.pop_back();
        return "(block " + label + " " + inside + ")\n";
      }
      case 6:
        return depth > 0 ? jump() : store();
      case 7:
        return depth > 0 && random_.chance(25) ? demand() : store();
      default:
        return store();
    }
  }

  std::string store() { return "(store " + std::string(array()) + " " + index() + " " + value(2) + ")\n"; }

  std::string assignment(const std::string& variable) {
    switch (random_.below(6)) {
      case 5:
        return "(set " + variable + " " + mixed() + ")\n";
      case 0:
      case 1:
        return "(set " + variable + " (f64.add " + variable + " " + number(1 + random_.below(2)) + "))\n";
      case 2:
        return "(set " + variable + " (f64.add " + variable + " " + value(1) + "))\n";
      case 3:
        return "(set " + variable + " " + index() + ")\n";
      default:
        return "(set " + variable + " " + value(2) + ")\n";
    }
  }

  /// Demands an element, and reads or writes it.
  std::string demand() {
    const std::string array(this->array());
    const std::string at = index();
    const std::string test = "(if (bool.not (inbounds " + array + " " + at + ")) (then (abandon @9:1)))\n";
    return test + "(store " + array + " " + at + " " + binary("f64.add", "(load " + array + " " + at + ")", value(1)) +
           ")\n";
  }

  std::string branch(int depth) {
    const std::string test = condition(1);
    std::string text = "(if " + test + " (then " + statements(depth + 1, 2) + (random_.chance(15) ? jump() : "") + ")";
    if (random_.chance(40)) text += " (else " + statements(depth + 1, 2) + ")";
    return text + ")\n";
  }

  std::string jump() {
    if (loops_.empty()) return "";
    const std::string jump = random_.chance(50) ? "(break " : "(continue ";
    std::string text = random_.chance(6) ? "(return " + value(1) + ")" : jump + random_.pick(loops_).label + ")";
    if (!blocks_.empty() && random_.chance(50)) text = "(break " + blocks_.back() + ")";
    if (random_.chance(6)) text = "(abandon @" + std::to_string(1 + random_.below(9)) + ":0)";
    return "(if " + condition(1) + " (then " + text + "))\n";
  }

  std::string loop(int depth) {
    const bool down = random_.chance(20);
    const int step = random_.chance(85) ? 1 : 2 + random_.below(2);
    const bool reused = !variables_.empty() && random_.chance(25);
    std::string text;
    Loop loop{fresh("loop"), reused ? random_.pick(variables_) : fresh("i")};
    const std::string near = random_.chance(60)   ? number(random_.below(3))
                             : random_.chance(70) ? offset(counter())
                                                  : value(1);
    const std::string far = random_.chance(75)   ? offset(size())
                            : random_.chance(50) ? offset(counter())
                                                 : binary("f64.div", size(), number(2));
    const std::string start = down ? (random_.chance(60) ? binary("f64.sub", far, number(1)) : far) : near;
    const std::string end = down ? near : far;
    text += reused ? (random_.chance(80) ? "(set " + loop.variable + " " + start + ")\n" : "")
                   : "(let " + loop.variable + " f64 " + start + ")\n";

    std::string test = binary(down                 ? (random_.chance(60) ? "f64.ge" : "f64.gt")
                              : random_.chance(75) ? "f64.lt"
                              : random_.chance(60) ? "f64.le"
                                                   : "f64.ne",
                              loop.variable, end);
    if (random_.chance(10)) test = binary(down ? "f64.lt" : "f64.gt", end, loop.variable);
    if (random_.chance(12)) test = binary("bool.and", test, condition(1));
    if (random_.chance(5)) test = binary("bool.and", condition(1), test);

    const std::string advance =
        "(set " + loop.variable + " " + binary(down ? "f64.sub" : "f64.add", loop.variable, number(step)) + ")";
    const bool inBody = random_.chance(15);
    loops_.push_back(loop);
    std::string body = statements(depth + 1, 3);
    if (inBody) body += advance + "\n" + (random_.chance(50) ? store() : "");
    std::string stepBlock = inBody ? "" : advance;
    if (random_.chance(15) && !variables_.empty()) stepBlock += " " + assignment(random_.pick(variables_));
    loops_.pop_back();
    if (!reused && random_.chance(20)) variables_.push_back(loop.variable);
    return text + "(loop " + loop.label + " (while " + test + ")\n(body " + body + ")\n(step " + stepBlock + "))\n";
  }

  /// A loop that writes, in one of its iterations if any, an element that all of them read.
  std::string meeting() {
    const std::string j = fresh("i"), row = random_.chance(50) ? number(0) : product(counter(), size());
    const std::string target = array(), at = random_.chance(70) ? counter() : number(random_.below(6));
    const auto element = [&](const std::string& position) {
      return "(load " + target + " " + binary("f64.add", row, position) + ")";
    };
    const std::string next = binary(random_.chance(50) ? "f64.sub" : "f64.max", element(j), element(at));
    return "(let " + j + " f64 " + (random_.chance(70) ? number(0) : offset(counter())) + ")\n(loop " + fresh("loop") +
           " (while " + binary("f64.lt", j, size()) + ")\n(body (store " + target + " " + binary("f64.add", row, j) +
           " " + next + ")" + (random_.chance(30) ? store() : "") + ")\n(step (set " + j + " " +
           binary("f64.add", j, number(1)) + ")))\n";
  }

  inline static const std::vector<const char*> kRoundings = {"f64.floor", "f64.ceil", "f64.trunc", "f64.round"};
  inline static const std::vector<const char*> kBitOperations = {"i32.and", "i32.or", "i32.xor", "i32.shl", "i32.shr"};
  inline static const std::vector<const char*> kOddities = {"f64.sign", "f64.sqrt"};
  inline static const std::vector<const char*> kComparisons = {"f64.lt", "f64.le", "f64.gt",
                                                               "f64.ge", "f64.eq", "f64.ne"};

  Random random_;
  bool calm_;  // indices that a guard can prove, mostly
  int counter_ = 0;
  std::vector<std::string> variables_;  // in scope, never a name of a loop that is running
  std::vector<Loop> loops_;
  std::vector<std::string> blocks_;
};

double element(Random& random, ir::ElementKind kind) {
  static const std::vector<double> odd = {-0.0,
                                          0.5,
                                          -1.5,
                                          2147483648.0,
                                          -2147483649.0,
                                          4294967295.5,
                                          9007199254740993.0,
                                          1e300,
                                          std::numeric_limits<double>::infinity(),
                                          std::numeric_limits<double>::quiet_NaN()};
  return storeAs(kind, random.chance(70) ? random.below(6) : random.pick(odd));
}

}  // namespace

std::string randomKernel(std::uint64_t seed) { return KernelWriter(seed).write(); }

Arguments randomArguments(const ir::Kernel& kernel, std::uint64_t seed) {
  Random random(seed);
  Arguments arguments;
  const int n = random.chance(85) ? random.below(6) : random.below(4) - 2,
            m = random.chance(85) ? random.below(6) : random.below(4) - 2;
  static const std::vector<double> odd = {-0.0, 1.5, 1e300, std::numeric_limits<double>::quiet_NaN(),
                                          std::numeric_limits<double>::infinity()};
  const bool roomy = random.chance(50);
  const double x = random.chance(70) ? random.below(6) : random.pick(odd);
  arguments.scalars = {{ir::Type::I32, 0, n}, {ir::Type::I32, 0, m}, {ir::Type::F64, x, 0}};
  for (const ir::Array& array : kernel.arrays) {
    const std::vector<int> sizes = {n,         m,     n * m, n * n, m * m, n * n * m, n + 1, m + 1,
                                    n * m + 1, 2 * n, 40,    140,   140,   140,       0,     1};
    const int tight = std::max(0, random.pick(sizes) + (random.chance(25) ? random.below(3) - 1 : 0));
    const bool isFixed = array.scratch != 0;
    const int length = isFixed ? static_cast<int>(array.scratch) : roomy && random.chance(90) ? 300 : tight;
    Elements elements;
    for (int i = 0; i < length; ++i) elements.push_back(element(random, array.kind));
    arguments.arrays.push_back(std::move(elements));
  }
  return arguments;
}

}  // namespace jetloop::transform::test
