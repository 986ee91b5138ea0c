// Which loops are marked parallel, why others are not, and that no mark is wrong.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "compiler/ir/parallel_form.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/walk.h"
#include "compiler/transform/mark_parallel_loops.h"
#include "compiler/transform/test/interpreter.h"
#include "compiler/transform/test/random_nest.h"

namespace jetloop::transform::test {
namespace {

constexpr std::uint64_t kFuel = 20'000;

ir::Kernel readText(const std::string& text) {
  Result<ir::Kernel> kernel = ir::readKernel(text);
  EXPECT_TRUE(kernel) << kernel.error().message << "\n" << text;
  return std::move(*kernel);
}

/// What became of the loops, in order: "parallel", or the reason with the name that is in the way.
std::vector<std::string> marksOf(const std::string& text) {
  ir::Kernel kernel = readText(text);
  TransformReport report;
  markParallelLoops(kernel, report);
  EXPECT_FALSE(ir::verifyKernel(kernel)) << ir::printKernel(kernel);
  std::vector<std::string> marks;
  for (const LoopSharing& loop : report.sharing) {
    std::string mark = loop.reason.empty() ? "parallel" : loop.reason;
    if (!loop.name.empty()) mark += " " + loop.name;
    marks.push_back(mark);
  }
  return marks;
}

std::string kernelText(const std::string& body, const std::string& alias = "none") {
  return "(kernel \"k\" (params (array $a f64 write) (array $b f64 read) (array $k i32 read) (scratch $s f64 8) (i32 "
         "$n) "
         "(i32 $m) (f64 $x)) (alias " +
         alias + ") (body (let $N i64 (i64.from_i32 $n)) (let $M i64 (i64.from_i32 $m)) " + body + "))";
}

std::string loopText(const std::string& name, const std::string& start, const std::string& bound,
                     const std::string& body) {
  return "(let $" + name + " i64 " + start + ") (loop $l" + name + " (while (i64.lt $" + name + " " + bound +
         ")) (body " + body + ") (step (set $" + name + " (i64.add.nowrap $" + name + " (i64 1)))))";
}

/// for (i = 0; i < N; i++) body
std::string rows(const std::string& body) { return kernelText(loopText("i", "(i64 0)", "$N", body)); }
/// for (j = 0; j < M; j++) body
std::string columns(const std::string& body) { return loopText("j", "(i64 0)", "$M", body); }
std::string at(const std::string& row, const std::string& column) {
  return "(i64.add.nowrap (i64.mul.nowrap " + row + " $M) " + column + ")";
}
std::string plus(const std::string& a, int b) { return "(i64.add.nowrap " + a + " (i64 " + std::to_string(b) + "))"; }
std::string times(int a, const std::string& b) { return "(i64.mul.nowrap (i64 " + std::to_string(a) + ") " + b + ")"; }
std::string store(const std::string& index, const std::string& value = "(f64 1)") {
  return "(store $a " + index + " " + value + ")";
}
std::string load(const std::string& index) { return "(load $a " + index + ")"; }

using Marks = std::vector<std::string>;
const Marks kParallel = {"parallel"};

TEST(MarkParallelLoops, OneDimension) {
  EXPECT_EQ(marksOf(rows(store("$i"))), kParallel);
  EXPECT_EQ(marksOf(rows(store("$i", load("$i")))), kParallel);
  EXPECT_EQ(marksOf(rows(store("$i", "(load $b (i64.and $i (i64 3)))"))), kParallel) << "b is only read";
  EXPECT_EQ(marksOf(rows(store(times(-3, "$i"), load(times(-3, "$i"))))), kParallel);
  EXPECT_EQ(marksOf(rows(store("$i", load(plus("$i", 1))))), Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows(store("$i", load(plus("$i", -1))))), Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows(store("$M"))), Marks{"dependence a"}) << "all of them write one element";
  EXPECT_EQ(marksOf(rows(store("$i", load("$M")))), Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows(store(times(0, "$i")))), Marks{"dependence a"});
}

TEST(MarkParallelLoops, GreatestCommonDivisors) {
  EXPECT_EQ(marksOf(rows(store(times(2, "$i"), load(plus(times(2, "$i"), 1))))), kParallel);
  EXPECT_EQ(marksOf(rows(store(times(2, "$i"), load(plus(times(2, "$i"), 2))))), Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows(store(times(4, "$i"), load(plus(times(6, "$i"), 1))))), kParallel);
  EXPECT_EQ(marksOf(rows(store(times(3, "$i")) + store(plus(times(3, "$i"), 1)) + store(plus(times(3, "$i"), 2)))),
            kParallel);
  EXPECT_EQ(marksOf(rows(store(times(3, "$i")) + store(plus(times(3, "$i"), 3)))), Marks{"dependence a"});
}

/// What is written lies behind all that is read, or the other way round.
TEST(MarkParallelLoops, Bounds) {
  EXPECT_EQ(marksOf(rows(store("$i", load("(i64.add.nowrap $i $N)")))), kParallel);
  EXPECT_EQ(marksOf(rows(store("$i", load("(i64.add.nowrap $i $M)")))), Marks{"dependence a"});
  const std::string guarded = loopText("i", "(i64 0)", "$N", store("$i", load("(i64.add.nowrap $i $M)")));
  EXPECT_EQ(marksOf(kernelText("(if (i64.ge $M $N) (then " + guarded + "))")), kParallel);
  EXPECT_EQ(marksOf(kernelText("(if (i64.gt $N $M) (then) (else " + guarded + "))")), kParallel);
  EXPECT_EQ(marksOf(kernelText("(if (i64.ge $M (i64.sub.nowrap $N (i64 1))) (then " + guarded + "))")),
            Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows(store("$i", load(times(-1, plus("$i", 1)))))), kParallel) << "a negative index is no element";
  EXPECT_EQ(marksOf(rows(store("$i", load("(i64.sub.nowrap $N $i)")))), Marks{"dependence a"});
  const std::string upper =
      "(if (i64.lt $i (i64 5)) (then " + store("$i") + ") (else " + store("$i", load("(i64 4)")) + "))";
  EXPECT_EQ(marksOf(rows(upper)), Marks{"dependence a"});
  EXPECT_EQ(marksOf(rows("(if (i64.gt $i (i64 4)) (then " + store("$i", load("(i64 4)")) + "))")), kParallel);
}

TEST(MarkParallelLoops, RowsAndColumns) {
  EXPECT_EQ(marksOf(rows(columns(store(at("$i", "$j"), load(at("$i", "$j")))))), kParallel);
  EXPECT_EQ(marksOf(rows(columns(store(at("$i", "$j"), load(at("$i", plus("$j", -1))))))),
            (Marks{"dependence a", "dependence a"}))
      << "where j is 0 that is the row before";
  EXPECT_EQ(marksOf(rows(columns(store(at("$i", "$j"), load(at(plus("$i", -1), "$j")))))),
            (Marks{"dependence a", "parallel"}));
  EXPECT_EQ(marksOf(rows(columns(store(at("$j", "$i"))))), (Marks{"dependence a", "parallel"}))
      << "nothing says that i < M";
  EXPECT_EQ(marksOf(kernelText("(if (i64.le $N $M) (then " +
                               loopText("i", "(i64 0)", "$N", columns(store(at("$j", "$i")))) + "))")),
            kParallel);
  const std::string triangle = loopText("j", "(i64 0)", "$i", store(at("$i", "$j"), load(at("$j", "$j"))));
  EXPECT_EQ(marksOf(kernelText(loopText("i", "(i64 0)", "$M", triangle))), Marks({"parallel"}))
      << "the diagonal is not written";
  const std::string wide = loopText("j", "(i64 0)", "(i64.add.nowrap $M (i64 1))", store(at("$i", "$j")));
  EXPECT_EQ(marksOf(rows(wide)), (Marks{"dependence a", "parallel"})) << "rows overlap by one element";
}

/// c <= bound becomes c < bound + 1, which is what a mark asks for.
TEST(MarkParallelLoops, InclusiveBounds) {
  const std::string text = kernelText("(let $i i32 (i32 0)) (loop $l (while (i32.le $i $n)) (body " + store("$i") +
                                      ") (step (set $i (i32.add.nowrap $i (i32 1)))))");
  EXPECT_EQ(marksOf(text), kParallel);
  ir::Kernel kernel = readText(text);
  TransformReport report;
  markParallelLoops(kernel, report);
  EXPECT_NE(ir::printKernel(kernel).find("(while (i32.lt $i (i32.add.nowrap $n (i32 1))))"), std::string::npos)
      << ir::printKernel(kernel);
}

TEST(MarkParallelLoops, Refusals) {
  EXPECT_EQ(marksOf(kernelText("(let $t f64 (f64 0)) " +
                               loopText("i", "(i64 0)", "$N", "(set $t (f64.add $t (load $b $i)))") + "(return $t)")),
            Marks{"carries-value t"});
  EXPECT_EQ(marksOf(kernelText("(let $t f64 (f64 0)) " +
                               loopText("i", "(i64 0)", "$N", store("$i", "$t") + "(set $t (load $b $i))"))),
            Marks{"carries-value t"});
  EXPECT_EQ(marksOf(rows(store("$i") + "(if (f64.gt (load $b $i) $x) (then (return (f64 1))))")), Marks{"exits-early"});
  EXPECT_EQ(marksOf(rows(store("$i") + "(if (f64.gt (load $b $i) $x) (then (break $li)))")), Marks{"exits-early"});
  EXPECT_EQ(marksOf(rows(store("$i") + "(if (f64.gt (load $b $i) $x) (then (abandon)))")), Marks{"exits-early"});
  EXPECT_EQ(marksOf(rows("(if (f64.gt (load $b $i) $x) (then (continue $li)))" + store("$i"))), kParallel);
  EXPECT_EQ(marksOf(rows("(store $s (i64.and $i (i64 7)) (f64 1))" + store("$i"))), Marks{"scratch s"});
  EXPECT_EQ(marksOf(kernelText(loopText("i", "(i64 0)", "$N", store("$i")), "may")), Marks{"may-overlap"});
  EXPECT_EQ(marksOf(rows(store("(i64.from_i32 (load.inbounds $k $i))"))), Marks{"unknown-index a"});
  EXPECT_EQ(marksOf(rows(store("(i64.add $i $i)"))), Marks{"unknown-index a"}) << "may wrap";
  EXPECT_EQ(marksOf(rows(store("(f64.from_i64 $i)"))), Marks{"unknown-index a"}) << "may round";
  EXPECT_EQ(marksOf(rows(store("(i64.from_i32 (i32.wrap_i64 $i))"))), Marks{"unknown-index a"});
  EXPECT_EQ(marksOf(rows("(let $t f64 (load $b $i))")), Marks{"no-effect"});
  const auto counted = [](const std::string& condition, const std::string& step) {
    return marksOf(kernelText("(let $i i64 (i64 0)) (loop $l (while " + condition + ") (body " + store("$i") +
                              ") (step (set $i " + step + ")))"));
  };
  EXPECT_EQ(counted("(i64.lt $i $N)", "(i64.add.nowrap $i (i64 1))"), kParallel);
  EXPECT_EQ(counted("(i64.lt $i $N)", "(i64.add.nowrap $i (i64 2))"), Marks{"not-counted"});
  EXPECT_EQ(counted("(i64.lt $i $N)", "(i64.add $i (i64 1))"), Marks{"not-counted"});
  EXPECT_EQ(counted("(i64.gt $i $N)", "(i64.sub.nowrap $i (i64 1))"), Marks{"not-counted"});
  EXPECT_EQ(counted("(f64.lt (load $a $i) $x)", "(i64.add.nowrap $i (i64 1))"), Marks{"not-counted"});
  EXPECT_EQ(marksOf(kernelText(loopText("i", "(i64 0)", "(i64.exact_f64 (load.inbounds $a (i64 0)))", store("$i")))),
            Marks{"not-counted"})
      << "the bound is in memory that the loop writes";
}

/// A variable that moves along may be anywhere: only that it grows is known.
TEST(MarkParallelLoops, RunningVariables) {
  const std::string moves = loopText("j", "(i64 0)", "$M", store("$p") + "(set $p (i64.add.nowrap $p (i64 1)))");
  EXPECT_EQ(marksOf(rows("(let $p i64 (i64.mul.nowrap $i $M)) " + moves)), (Marks{"dependence a", "carries-value p"}));
}

/// A variable of outside that no iteration reads before it writes it, and nothing afterwards, is each iteration's own.
TEST(MarkParallelLoops, PrivateVariables) {
  const std::string writes = "(set $t (f64.mul (load $b $i) $x))";
  const auto text = [&](const std::string& body, const std::string& after) {
    return kernelText("(let $t f64 (f64 0)) " + loopText("i", "(i64 0)", "$N", body) + after);
  };
  EXPECT_EQ(marksOf(text(writes + store("$i", "$t"), "")), kParallel);
  EXPECT_EQ(marksOf(text(writes + store("$i", "$t"), "(return $t)")), Marks{"carries-value t"});
  EXPECT_EQ(marksOf(text(writes + store("$i", "$t"), "(set $t (f64 2)) (return $t)")), kParallel);
  EXPECT_EQ(marksOf(text("(if (i64.gt $i (i64 3)) (then " + writes + "))" + store("$i", "$t"), "")),
            Marks{"carries-value t"});
  EXPECT_EQ(marksOf(text("(if (i64.gt $i (i64 3)) (then " + writes + store("$i", "$t") + "))", "")), kParallel);
  EXPECT_EQ(marksOf(text("(if (i64.gt $i (i64 3)) (then (continue $li)))" + writes + store("$i", "$t"), "")),
            kParallel);

  ir::Kernel kernel = readText(text(writes + store("$i", "$t"), ""));
  TransformReport report;
  markParallelLoops(kernel, report);
  const std::string printed = ir::printKernel(kernel);
  EXPECT_NE(printed.find("(let $t.1 f64)"), std::string::npos) << printed;
  EXPECT_NE(printed.find("(store $a $i $t.1)"), std::string::npos) << printed;
}

/// What comes marked is proved anew, or not marked any more.
TEST(MarkParallelLoops, MarksOfOthers) {
  ir::Kernel kernel = readText(kernelText("(let $i i64 (i64 0)) (loop $l parallel (while (i64.lt $i $N)) (body " +
                                          store("(i64.mul $i $i)") + ") (step (set $i (i64.add.nowrap $i (i64 1)))))"));
  TransformReport report;
  markParallelLoops(kernel, report);
  EXPECT_EQ(ir::printKernel(kernel).find("parallel"), std::string::npos);
}

/// JETLOOP_RANDOM_NESTS="first count" runs another, longer range of seeds.
struct Seeds {
  std::uint64_t first = 1;
  std::uint64_t count = 6000;

  Seeds() {
    if (const char* text = std::getenv("JETLOOP_RANDOM_NESTS")) {
      char* rest = nullptr;
      first = std::strtoull(text, &rest, 10);
      count = std::strtoull(rest, nullptr, 10);
    }
  }
};

/// Runs the kernel with its marks, against itself without; what is wrong becomes text.
std::string compare(const ir::Kernel& plain, const ir::Kernel& marked, std::uint64_t seed, std::uint64_t& shuffled) {
  const Arguments arguments = nestArguments(seed);
  try {
    const Outcome expected = interpret(plain, arguments, kFuel);
    const Outcome actual = interpret(marked, arguments, kFuel, seed);
    shuffled += actual.shuffled;
    return sameOutcome(expected, actual) ? "" : "other results";
  } catch (const OutOfFuel&) {
    return "";
  } catch (const Violation& violation) {
    return violation.what();
  }
}

constexpr std::uint64_t kArgumentsPerNest = 12;

TEST(MarkParallelLoops, RandomNestsRunInAnyOrder) {
  const Seeds seeds;
  std::uint64_t marked = 0, refused = 0, shuffled = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.first + seeds.count; ++seed) {
    const std::string text = randomNest(seed);
    const ir::Kernel plain = readText(text);
    ir::Kernel changed = readText(text);
    TransformReport report;
    markParallelLoops(changed, report);
    const auto problem = ir::verifyKernel(changed);
    ASSERT_FALSE(problem) << problem->message << "\n" << ir::printKernel(changed);
    for (const LoopSharing& loop : report.sharing) ++(loop.reason.empty() ? marked : refused);
    for (std::uint64_t i = 0; i < kArgumentsPerNest; ++i) {
      ASSERT_EQ(compare(plain, changed, seed * kArgumentsPerNest + i, shuffled), "")
          << "seed " << seed << " arguments " << i << "\n"
          << ir::printKernel(changed);
    }
  }
  EXPECT_GT(marked, seeds.count / 4);
  EXPECT_GT(refused, seeds.count / 2);
  EXPECT_GT(shuffled, seeds.count * kArgumentsPerNest / 3);
  std::printf("%llu loops marked, %llu not; %llu iterations in another order\n",
              static_cast<unsigned long long>(marked), static_cast<unsigned long long>(refused),
              static_cast<unsigned long long>(shuffled));
}

/// The comparison is worth nothing unless it finds wrong marks: here they are planted, on loops that only have the
/// form.
TEST(MarkParallelLoops, WrongMarksOnRandomNestsAreFound) {
  std::uint64_t planted = 0, found = 0, shuffled = 0;
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    const std::string text = randomNest(seed);
    const ir::Kernel plain = readText(text);
    ir::Kernel honest = readText(text);
    TransformReport report;
    markParallelLoops(honest, report);
    if (!report.sharing.empty() && report.sharing[0].reason != "dependence") continue;
    ir::Kernel wrong = readText(text);
    bool has = false;
    ir::forEachStatement(wrong.body, [&](ir::Statement& statement) {
      if (has || statement.kind != ir::StatementKind::Loop || ir::checkParallelForm(wrong, statement)) return;
      statement.parallel = has = true;
    });
    if (!has) continue;
    ++planted;
    bool caught = false;
    for (std::uint64_t i = 0; i < kArgumentsPerNest && !caught; ++i)
      caught = !compare(plain, wrong, seed * kArgumentsPerNest + i, shuffled).empty();
    if (caught) ++found;
  }
  EXPECT_GT(planted, 50U);
  EXPECT_GT(found, planted / 3) << "some are right, of which too little is known to prove it";
  std::printf("%llu of %llu wrong marks found\n", static_cast<unsigned long long>(found),
              static_cast<unsigned long long>(planted));
}

}  // namespace
}  // namespace jetloop::transform::test
