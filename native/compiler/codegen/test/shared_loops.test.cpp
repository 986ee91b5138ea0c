// Loops that the process may run on several threads: what they compute, whoever runs which iterations, and that the
// function of a loop is as good as the loop was.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

/// A process of the tests': how it runs a loop is up to the test.
class Process {
 public:
  struct Loop {
    LoopBody body;
    const void* context;
    std::uint64_t count;
    std::uint64_t cost;
  };

  explicit Process(std::function<void(const Loop&)> run, std::uint64_t fewOperations = 0)
      : run_(std::move(run)), services_{&parallelFor, this, fewOperations} {}
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  const Services* services() const { return &services_; }
  const std::vector<Loop>& loops() const { return loops_; }

 private:
  static void parallelFor(void* state, LoopBody body, const void* context, std::uint64_t count, std::uint64_t cost) {
    auto* self = static_cast<Process*>(state);
    self->loops_.push_back({body, context, count, cost});
    self->run_(self->loops_.back());
  }

  std::function<void(const Loop&)> run_;
  std::vector<Loop> loops_;
  Services services_;
};

void runWhole(const Process::Loop& loop) { loop.body(loop.context, 0, loop.count); }

void runOneByOneFromTheEnd(const Process::Loop& loop) {
  for (std::uint64_t i = loop.count; i > 0; --i) loop.body(loop.context, i - 1, i);
}

void runOnThreads(const Process::Loop& loop) {
  constexpr std::uint64_t kThreads = 3;
  std::vector<std::jthread> threads;
  for (std::uint64_t i = 0; i < kThreads; ++i) {
    threads.emplace_back(
        [&, i] { loop.body(loop.context, loop.count * i / kThreads, loop.count * (i + 1) / kThreads); });
  }
}

const std::vector<void (*)(const Process::Loop&)> kWays = {runWhole, runOneByOneFromTheEnd, runOnThreads};

std::string kernelText(const std::string& parameters, const std::string& body, const std::string& alias = "none") {
  return "(kernel \"k\" (params " + parameters + ") (alias " + alias + ") (body " + body + "))";
}

/// Every kind of value goes into the loop: arrays of three kinds, a scratch array, variables of the four types.
std::string everythingText(const std::string& mark) {
  return kernelText(
      "(array $y f64 write) (array $x f32 read) (array $b u8 read) (scratch $s f64 2) (i32 $n) (bool $on) (f64 $f)",
      "(let $wide i64 (i64.add (i64.from_i32 $n) (i64 3)))"
      "(store.inbounds $s (i32 0) (f64 0.5)) (store.inbounds $s (i32 1) $f)"
      "(set $f (f64.mul $f (f64 2)))"
      "(let $i i32 (i32 1))"
      "(loop @2:0 $l " +
          mark +
          " (while (i32.lt $i $n)) (body"
          " (if (i32.eq (i32.and $i (i32 7)) (i32 3)) (then (continue $l)))"
          " (let $t f64 (f64.add (load.inbounds $x $i) (f64.from_i32 (load.or_zero $b $i))))"
          " (if $on (then (set $t (f64.mul $t (load.inbounds $s (i32.and $i (i32 1)))))))"
          " (store.inbounds $y $i (f64.add $t (f64.add $f (f64.from_i64 $wide)))))"
          " (step (set $i (i32.add.nowrap $i (i32 1)))))"
          "(return (f64.from_i32 $i))");
}

TEST(SharedLoops, ComputeTheSameWhoeverRunsThem) {
  constexpr std::size_t kSize = 1000;
  std::vector<float> x(kSize);
  std::vector<std::uint8_t> b(kSize);
  for (std::size_t i = 0; i < kSize; ++i) {
    x[i] = static_cast<float>(i) / 3;
    b[i] = static_cast<std::uint8_t>(i * 7);
  }
  for (const std::string& target : runnableTargets()) {
    SCOPED_TRACE(target);
    const LoadedKernel plain(everythingText(""), target);
    const LoadedKernel shared(everythingText("parallel"), target);
    for (const int n : {-5, 0, 1, 2, 3, 50, 1000}) {
      for (const bool on : {false, true}) {
        std::vector<double> expected(kSize, -1);
        const auto call = [&](const LoadedKernel& kernel, std::vector<double>& y, const Services* services) {
          return kernel(Slots().array(y).array(x).array(b).integer(n).boolean(on).number(0.1), services);
        };
        const KernelResult result = call(plain, expected, nullptr);
        EXPECT_EQ(result.number(), std::max(n, 1));
        std::vector<double> alone(kSize, -1);
        EXPECT_EQ(call(shared, alone, nullptr).number(), result.number());
        EXPECT_EQ(alone, expected);
        for (const auto way : kWays) {
          Process process(way);
          std::vector<double> y(kSize, -1);
          EXPECT_EQ(call(shared, y, process.services()).number(), result.number());
          EXPECT_EQ(y, expected);
          ASSERT_EQ(process.loops().size(), n > 1 ? 1U : 0U) << "a loop without iterations is nobody's business";
          if (n > 1) {
            EXPECT_EQ(process.loops()[0].count, static_cast<std::uint64_t>(n - 1));
          }
        }
      }
    }
  }
}

const std::string kRows =
    "(kernel \"k\" (params (array $a f64 write) (array $x f64 read) (i32 $n) (i32 $m)) (alias none) (body"
    " (let $row i64 (i64 0))"
    " (loop @2:2 $rows MARK (while (i64.lt $row (i64.from_i32 $n))) (body"
    "   (let $at i64 (i64.mul.nowrap $row (i64.from_i32 $m)))"
    "   (if (i64.le (i64.from_i32 $m) (length $x)) (then"
    "     (let $j i64 (i64 0))"
    "     (loop @3:4 $fast (while (i64.lt $j (i64.from_i32 $m)))"
    "       (body (store.inbounds $a (i64.add.nowrap $at $j) (f64.add (load.inbounds $a (i64.add.nowrap $at $j)) "
    "(load.inbounds $x $j))))"
    "       (step (set $j (i64.add.nowrap $j (i64 1))))))"
    "    (else"
    "     (let $k f64 (f64 0))"
    "     (loop @3:4 $slow cold (while (f64.lt $k (f64.from_i32 $m)))"
    "       (body (if (f64.gt $k (f64 5)) (then (continue $rows)))"
    "             (store $a (f64.add (f64.from_i64 $at) $k) (f64.add (load $a (f64.add (f64.from_i64 $at) $k)) (load "
    "$x "
    "$k))))"
    "       (step (set $k (f64.add $k (f64 1)))))))"
    "   (store.inbounds $a $at (f64 7)))"
    "  (step (set $row (i64.add.nowrap $row (i64 1)))))))";

std::string rowsText(const std::string& mark) {
  std::string text = kRows;
  return text.replace(text.find("MARK"), 4, mark);
}

/// A row of ten needs an x of ten: with a shorter one the cold copy runs, which jumps out of itself into the shared
/// loop.
TEST(SharedLoops, HoldColdBranches) {
  const LoadedKernel plain(rowsText(""));
  const LoadedKernel shared(rowsText("parallel"));
  for (const std::size_t length : {10U, 4U}) {
    std::vector<double> x(length);
    for (std::size_t i = 0; i < length; ++i) x[i] = static_cast<double>(i) + 0.25;
    std::vector<double> expected(300, 1);
    plain(Slots().array(expected).array(x).integer(30).integer(10));
    for (const auto way : kWays) {
      Process process(way);
      std::vector<double> a(300, 1);
      shared(Slots().array(a).array(x).integer(30).integer(10), process.services());
      // NaN where x ends, which is not equal to itself.
      EXPECT_TRUE(std::equal(a.begin(), a.end(), expected.begin(), [](double left, double right) {
        return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
      }));
    }
  }
}

TEST(SharedLoops, TellWhatAnIterationCosts) {
  Process process(runWhole);
  std::vector<double> a(100);
  std::vector<double> x(10);
  const LoadedKernel rows(rowsText("parallel"));
  rows(Slots().array(a).array(x).integer(10).integer(10), process.services());
  EXPECT_EQ(process.loops().at(0).cost, 0U) << "the loop inside makes it unknown";

  const std::string loop = kernelText("(array $a f64 write)",
                                      "(let $i i64 (i64 0)) (loop $l parallel (while (i64.lt $i (length $a)))"
                                      " (body (store.inbounds $a $i VALUE))"
                                      " (step (set $i (i64.add.nowrap $i (i64 1)))))");
  std::vector<std::uint64_t> costs;
  for (const std::string value : {"(f64 1)", "(f64.add (f64.from_i64 $i) (f64 1))", "(f64.sin (f64.from_i64 $i))"}) {
    std::string text = loop;
    Process each(runWhole);
    LoadedKernel(text.replace(text.find("VALUE"), 5, value))(Slots().array(a), each.services());
    costs.push_back(each.loops().at(0).cost);
  }
  EXPECT_GT(costs[0], 0U);
  EXPECT_GT(costs[1], costs[0]);
  EXPECT_GT(costs[2], 4 * costs[0]);
}

/// Loops one behind the other and within a loop, on overlapping arrays.
TEST(SharedLoops, MayBeMany) {
  const auto text = [](const std::string& mark) {
    const std::string loop = "(let $NAME i64 (i64 1)) (loop $lNAME " + mark +
                             " (while (i64.lt $NAME (length $a))) (body (store.inbounds $a $NAME (f64.add "
                             "(load.inbounds $b $NAME) (f64.from_i32 $t))))"
                             " (step (set $NAME (i64.add.nowrap $NAME (i64 1)))))";
    const auto named = [&](const std::string& name) {
      std::string copy = loop;
      for (auto at = copy.find("NAME"); at != std::string::npos; at = copy.find("NAME")) copy.replace(at, 4, name);
      return copy;
    };
    return kernelText("(array $a f64 write) (array $b f64 read)",
                      "(let $t i32 (i32 0)) (loop $time (while (i32.lt $t (i32 5))) (body " + named("i") + named("j") +
                          ") (step (set $t (i32.add.nowrap $t (i32 1)))))",
                      "may");
  };
  const LoadedKernel plain(text(""));
  const LoadedKernel shared(text("parallel"));
  std::vector<double> expected(100, 1);
  plain(Slots().array(expected).array(expected));
  for (const auto way : kWays) {
    Process process(way);
    std::vector<double> a(100, 1);
    shared(Slots().array(a).array(a), process.services());
    EXPECT_EQ(a, expected);
    EXPECT_EQ(process.loops().size(), 10U);
  }
}

/// for (t = 0; t < 3; t++) for (i = 0; i < n; i++) a[i] += t: short, it stays where it is.
TEST(SharedLoops, StayInTheKernelWhereShortWithinOthers) {
  const auto text = [](const std::string& mark) {
    return kernelText("(array $a f64 write) (i32 $n)",
                      "(let $t i32 (i32 0)) (loop $time (while (i32.lt $t (i32 3))) (body"
                      " (let $i i64 (i64 0)) (loop $each " +
                          mark +
                          " (while (i64.lt $i (i64.from_i32 $n))) (body"
                          " (store.inbounds $a $i (f64.add (load.inbounds $a $i) (f64.from_i32 $t))))"
                          " (step (set $i (i64.add.nowrap $i (i64 1)))))"
                          " (if (i64.ne $i (i64.from_i32 (i32.max $n (i32 0)))) (then (return (f64 13)))))"
                          " (step (set $t (i32.add.nowrap $t (i32 1)))))");
  };
  const LoadedKernel plain(text(""));
  const LoadedKernel shared(text("parallel"));
  std::uint64_t cost = 0;
  for (const int n : {200, 0, -3, 1, 99, 100, 101}) {
    std::vector<double> expected(200, 0.5);
    plain(Slots().array(expected).integer(n));
    // A hundred iterations are few.
    for (const std::uint64_t few : {std::uint64_t{0}, 100 * cost, std::uint64_t{1} << 62}) {
      Process process(runOneByOneFromTheEnd, few);
      std::vector<double> a(200, 0.5);
      EXPECT_EQ(shared(Slots().array(a).integer(n), process.services()).tag, 0U) << "the counter has its last value";
      EXPECT_EQ(a, expected);
      const bool brought = few == 0 ? n > 0 : few == 100 * cost && n > 100;
      EXPECT_EQ(process.loops().size(), brought ? 3U : 0U) << n << " iterations, " << few;
      if (n == 200 && few == 0) cost = process.loops().at(0).cost;
    }
  }
}

/// The mark must not cost the vectors: neither of the loop itself nor of those in it.
TEST(SharedLoops, VectorizeLikeOthers) {
  const auto daxpy = [](const std::string& mark) {
    return kernelText("(array $x f64 read) (array $y f64 write) (f64 $a) (i32 $n)",
                      "(let $i i64 (i64 0)) (loop @3:2 $l " + mark +
                          " (while (i64.lt $i (i64.from_i32 $n)))"
                          " (body (store.inbounds $y $i (f64.add (load.inbounds $y $i) (f64.mul $a (load.inbounds $x "
                          "$i))))) (step (set $i (i64.add.nowrap $i (i64 1)))))");
  };
  const auto matrix = [](const std::string& mark) {
    return kernelText("(array $a f64 read) (array $b f64 read) (array $c f64 write) (i32 $n)",
                      "(let $i i64 (i64 0)) (let $w i64 (i64.from_i32 $n)) (loop @2:0 $rows " + mark +
                          " (while (i64.lt $i $w)) (body (let $k i64 (i64 0)) (loop @3:0 $inner (while (i64.lt $k $w))"
                          "  (body (let $j i64 (i64 0)) (loop @4:0 $columns (while (i64.lt $j $w)) (body"
                          "   (let $at i64 (i64.add.nowrap (i64.mul.nowrap $i $w) $j))"
                          "   (store.inbounds $c $at (f64.add (load.inbounds $c $at) (f64.mul (load.inbounds $a "
                          "(i64.add.nowrap (i64.mul.nowrap $i $w) $k)) (load.inbounds $b (i64.add.nowrap "
                          "(i64.mul.nowrap $k $w) $j))))))"
                          "   (step (set $j (i64.add.nowrap $j (i64 1))))))"
                          "  (step (set $k (i64.add.nowrap $k (i64 1))))))"
                          " (step (set $i (i64.add.nowrap $i (i64 1)))))");
  };
  for (const std::string target : {"x86-64-v2", "x86-64-v3", "x86-64-v4", "aarch64"}) {
    SCOPED_TRACE(target);
    for (const auto& [plain, shared] : {std::pair{daxpy(""), daxpy("parallel")},
                                        {matrix(""), matrix("parallel")},
                                        {rowsText(""), rowsText("parallel")}}) {
      const ObjectCode expected = compile(plain, target);
      const ObjectCode code = compile(shared, target);
      ASSERT_EQ(code.loops.size(), expected.loops.size());
      EXPECT_TRUE(std::ranges::any_of(code.loops, &LoopReport::vectorized));
      for (std::size_t i = 0; i < code.loops.size(); ++i) {
        EXPECT_EQ(code.loops[i].position, expected.loops[i].position);
        EXPECT_EQ(code.loops[i].vectorized, expected.loops[i].vectorized) << code.loops[i].reason;
        EXPECT_EQ(code.loops[i].width, expected.loops[i].width);
        EXPECT_EQ(code.loops[i].reason, expected.loops[i].reason);
      }
    }
  }
}

}  // namespace
}  // namespace jetloop::codegen::test
