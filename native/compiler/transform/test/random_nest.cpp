#include "compiler/transform/test/random_nest.h"

#include <random>
#include <vector>

namespace jetloop::transform::test {
namespace {

std::string call(const char* op, const std::string& a, const std::string& b) {
  return std::string("(") + op + " " + a + " " + b + ")";
}
std::string number(int value) { return "(i64 " + std::to_string(value) + ")"; }
std::string sum(const std::string& a, const std::string& b) { return call("i64.add.nowrap", a, b); }
std::string difference(const std::string& a, const std::string& b) { return call("i64.sub.nowrap", a, b); }
std::string product(const std::string& a, const std::string& b) { return call("i64.mul.nowrap", a, b); }

class NestWriter {
 public:
  explicit NestWriter(std::uint64_t seed) : engine_(seed) {}

  std::string write() {
    std::string body =
        "(let $N i64 (i64.from_i32 $n)) (let $M i64 (i64.from_i32 $m)) (let $K i64 (i64.from_i32 $k)) (let $u f64 (f64 "
        "0))\n";
    std::string loops = loop(0);
    if (chance(30)) loops += loop(0);
    body += chance(40) ? "(if " + condition() + " (then " + loops + "))" : loops;
    if (chance(30)) body += "(return $u)";
    return "(kernel \"nest\" (params (i32 $n) (i32 $m) (i32 $k) (array $A f64 write) (array $B f64 write) (array $I "
           "i32 "
           "read)) (alias none) (body " +
           body + "))";
  }

 private:
  int below(int bound) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(bound)); }
  bool chance(int percent) { return below(100) < percent; }

  std::string size() {
    switch (below(6)) {
      case 0:
        return "$K";
      case 1:
      case 2:
        return "$N";
      default:
        return "$M";
    }
  }

  std::string counter() {
    if (counters_.empty()) return number(below(3));
    return counters_[static_cast<std::size_t>(below(static_cast<int>(counters_.size())))];
  }
  std::string outermost() { return counters_.empty() ? number(below(3)) : counters_.front(); }

  std::string offset(const std::string& value) {
    switch (below(6)) {
      case 0:
        return sum(value, number(1 + below(2)));
      case 1:
        return difference(value, number(1 + below(2)));
      default:
        return value;
    }
  }

  /// Most indices of a nest agree in their form, else nothing would ever be independent.
  std::string index() {
    switch (chance(70) ? form_ : below(9)) {
      case 0:
        return offset(outermost());
      case 1:
      case 2:
        return offset(sum(product(outermost(), size_), counter()));
      case 3:
        return offset(sum(product(counter(), size_), outermost()));
      case 4:
        return sum(product(offset(outermost()), size_), offset(counter()));
      case 5:
        return sum(product(number(2 + below(2)), outermost()), number(below(4)));
      case 6:
        return difference(size_, offset(outermost()));
      case 7:
        return sum(product(outermost(), product(size_, size_)), sum(product(counter(), size_), counter()));
      default:
        switch (below(5)) {
          case 0:
            return call("i64.and", counter(), number(3));
          case 1:
            return call("i64.min", counter(), number(2));
          case 2:
            return product(counter(), counter());
          case 3:
            return "(i64.from_i32 (load.inbounds $I (i64.and " + counter() + " (i64 15))))";
          default:
            return sum(counter(), counter());
        }
    }
  }

  std::string condition() {
    const std::vector<const char*> comparisons = {"i64.lt", "i64.le", "i64.gt", "i64.ge", "i64.eq", "i64.ne"};
    const char* op = comparisons[static_cast<std::size_t>(below(6))];
    const std::string one = call(op, offset(counter()), chance(50) ? size() : offset(counter()));
    switch (below(6)) {
      case 0:
        return "(bool.not " + one + ")";
      case 1:
        return call("bool.and", one, call("i64.ge", size_, number(below(3))));
      case 2:
        return call("bool.or", one, call("i64.lt", size_, number(below(3))));
      default:
        return one;
    }
  }

  std::string value() {
    std::string text = "(f64.add (f64 " + std::to_string(below(5)) + ") (f64.from_i64 " + counter() + "))";
    const int loads = below(3);
    for (int i = 0; i < loads; ++i) {
      text = "(f64.sub " + text + " (load " + std::string(chance(50) ? "$A " : "$B ") + index() + "))";
    }
    return text;
  }

  std::string store() {
    const std::string array = chance(75) ? "$A " : "$B ";
    const std::string at = index();
    const std::string stored = chance(40) ? "(f64.mul (f64 0.5) (load " + array + at + "))" : value();
    return "(store " + array + at + " " + stored + ")\n";
  }

  std::string statements(int depth) {
    std::string text;
    const int count = 1 + below(2);
    for (int i = 0; i < count; ++i) {
      if (chance(8)) {
        const std::string set = "(set $u (f64.add (load $B " + index() + ") (f64 1)))\n";
        text += chance(50) ? set : "(if " + condition() + " (then " + set + "))\n";
        text += "(store $A " + index() + " $u)\n";
      }
      switch (below(depth >= 3 ? 5 : 8)) {
        case 0: {
          const std::string name = fresh("t");
          text += "(let " + name + " i64 " + index() + ")\n(if " + condition() + " (then (set " + name + " " + index() +
                  ")))\n(store $A " + name + " " + value() + ")\n";
          break;
        }
        case 1:
          text += "(if " + condition() + " (then " + store() + ") (else " + (chance(50) ? store() : "") + "))\n";
          break;
        case 2:
          text += chance(50) ? "(if " + condition() + " (then (continue " + labels_.back() + ")))\n" : "";
          text += store();
          break;
        case 3:
        case 4:
          text += store();
          break;
        default:
          text += loop(depth);
      }
    }
    return text;
  }

  std::string loop(int depth) {
    if (depth == 0) {
      form_ = below(9);
      size_ = size();
    }
    const std::string label = fresh("l");
    const std::string name = fresh("c");
    std::string start = number(below(2));
    if (!counters_.empty() && chance(40)) start = offset(counter());
    std::string bound = chance(60) ? size_ : size();
    if (!counters_.empty() && chance(25)) bound = counter();
    if (chance(25)) bound = offset(bound);
    if (chance(10)) bound = call("i64.min", bound, size());
    const char* comparison = chance(80) ? "i64.lt" : "i64.le";
    counters_.push_back(name);
    labels_.push_back(label);
    // A second variable that moves along.
    const std::string along = chance(20) ? fresh("p") : "";
    const std::string before = along.empty() ? "" : "(let " + along + " i64 " + number(below(3)) + ")";
    if (!along.empty()) counters_.push_back(along);
    const std::string body =
        statements(depth + 1) + (along.empty() ? "" : "(set " + along + " " + sum(along, number(1 + below(2))) + ")");
    if (!along.empty()) counters_.pop_back();
    counters_.pop_back();
    labels_.pop_back();
    return before + "(let " + name + " i64 " + start + ") (loop " + label + " (while " + call(comparison, name, bound) +
           ") (body " + body + ") (step (set " + name + " " + sum(name, number(1)) + ")))\n";
  }

  std::string fresh(const char* base) { return std::string("$") + base + std::to_string(count_++); }

  std::mt19937_64 engine_;
  std::vector<std::string> counters_, labels_;
  int form_ = 0;
  std::string size_;
  int count_ = 0;
};

}  // namespace

std::string randomNest(std::uint64_t seed) { return NestWriter(seed).write(); }

Arguments nestArguments(std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  const auto below = [&](std::uint64_t bound) { return static_cast<std::int64_t>(engine() % bound); };
  Arguments arguments;
  for (int i = 0; i < 3; ++i) arguments.scalars.push_back({ir::Type::I32, 0, below(9) - 2});
  for (const std::size_t length : {static_cast<std::size_t>(10 + below(60)), std::size_t{40}, std::size_t{16}}) {
    Elements& elements = arguments.arrays.emplace_back();
    for (std::size_t i = 0; i < length; ++i) elements.push_back(static_cast<double>(below(10)));
  }
  return arguments;
}

}  // namespace jetloop::transform::test
