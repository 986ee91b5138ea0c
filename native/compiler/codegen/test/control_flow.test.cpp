// Statements, lazy operations, results, and the cold branches that become functions of their own.
#include <gtest/gtest.h>

#include <cmath>

#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

std::string kernelText(const std::string& parameters, const std::string& body) {
  return "(kernel \"k\" (params " + parameters + ") (alias none) (body " + body + "))";
}

TEST(Results, AreTagged) {
  const KernelResult nothing = LoadedKernel(kernelText("", ""))(Slots());
  EXPECT_EQ(nothing.tag, 0U);
  const KernelResult bare = LoadedKernel(kernelText("", "(return)"))(Slots());
  EXPECT_EQ(bare.tag, 0U);
  const KernelResult number = LoadedKernel(kernelText("(f64 $x)", "(return (f64.neg $x))"))(Slots().number(0));
  EXPECT_EQ(number.tag, 1U);
  EXPECT_TRUE(std::signbit(number.number()));
  const LoadedKernel negate(kernelText("(bool $b)", "(return (bool.not $b))"));
  EXPECT_EQ(negate(Slots().boolean(true)).tag, 2U);
  EXPECT_EQ(negate(Slots().boolean(true)).bits, 0U);
  EXPECT_EQ(negate(Slots().boolean(false)).bits, 1U);
  EXPECT_EQ(negate.abi(), 3U);
}

TEST(Results, TellWhereACallWasGivenUp) {
  const LoadedKernel kernel(kernelText("(array $a f64 write) (f64 $x)",
                                       "(if (f64.lt $x (f64 0)) (then (abandon @3:17)))"
                                       "(store $a (f64 0) $x)"
                                       "(if (f64.gt $x (f64 9)) (then (abandon)))"
                                       "(return $x)"));
  std::vector<double> a{5};
  const KernelResult before = kernel(Slots().array(a).number(-1));
  EXPECT_EQ(before.tag, 3U);
  EXPECT_EQ(before.bits, (std::uint64_t{3} << 32) + 17);
  EXPECT_EQ(a[0], 5);
  const KernelResult after = kernel(Slots().array(a).number(10));
  EXPECT_EQ(after.tag, 3U);
  EXPECT_EQ(after.bits, 0U);
  EXPECT_EQ(a[0], 10) << "to undo it is the caller's business";
  EXPECT_EQ(kernel(Slots().array(a).number(7)).number(), 7);
}

TEST(Parameters, KeepTheirOrderAndTypes) {
  const LoadedKernel kernel(
      kernelText("(f64 $a) (array $x i32 read) (i32 $b) (bool $c) (array $y f64 read)",
                 "(return (select $c (f64.add (f64.mul $a (f64.from_i32 $b)) (load $y (f64 1))) (load $x (f64 2))))"));
  std::vector<std::int32_t> x{1, 2, -3};
  std::vector<double> y{0.5, 0.25};
  EXPECT_EQ(kernel(Slots().number(1.5).array(x).integer(-4).boolean(true).array(y)).number(), -5.75);
  EXPECT_EQ(kernel(Slots().number(1.5).array(x).integer(-4).boolean(false).array(y)).number(), -3.0);
}

TEST(Parameters, SixtyFourArraysFit) {
  std::string parameters;
  std::string sum = "(f64 0)";
  Slots slots;
  std::vector<std::vector<double>> arrays(64, std::vector<double>(1));
  for (int i = 0; i < 64; ++i) {
    const std::string name = "$a" + std::to_string(i);
    parameters += "(array " + name + " f64 read)";
    sum = "(f64.add " + sum + " (load " + name + " (f64 0)))";
    arrays[static_cast<std::size_t>(i)][0] = i;
    slots.array(arrays[static_cast<std::size_t>(i)]);
  }
  EXPECT_EQ(LoadedKernel(kernelText(parameters, "(return " + sum + ")"))(slots).number(), 63.0 * 64 / 2);
}

/// Counts, skipping what is not a multiple of three, until past `limit`; the sum tells which statements ran.
TEST(Loops, BreakContinueAndStep) {
  const LoadedKernel kernel(kernelText("(i32 $limit)",
                                       "(let $sum i32 (i32 0)) (let $i i32 (i32 0))"
                                       "(loop $outer (while true)"
                                       " (body (if (i32.gt $i $limit) (then (break $outer)))"
                                       "       (if (i32.ne (i32.rem $i (i32 3)) (i32 0)) (then (continue $outer)))"
                                       "       (set $sum (i32.add $sum $i)))"
                                       " (step (set $i (i32.add $i (i32 1)))))"
                                       "(return (f64.from_i32 $sum))"));
  for (std::int32_t limit : {-1, 0, 2, 3, 10, 100}) {
    std::int32_t want = 0;
    for (std::int32_t i = 0; i <= limit; i += 3) want += i;
    EXPECT_EQ(kernel(Slots().integer(limit)).number(), want) << limit;
  }
}

TEST(Loops, LabelsReachOuterLoopsAndBlocks) {
  const LoadedKernel kernel(kernelText("(i32 $n)",
                                       "(let $count i32 (i32 0)) (let $i i32 (i32 0))"
                                       "(block $all"
                                       " (loop $rows (while (i32.lt $i $n))"
                                       "  (body (let $j i32 (i32 0))"
                                       "   (loop $columns (while (i32.lt $j $n))"
                                       "    (body (if (i32.gt $j $i) (then (continue $rows)))"
                                       "          (if (i32.eq $i (i32 7)) (then (break $all)))"
                                       "          (set $count (i32.add $count (i32 1))))"
                                       "    (step (set $j (i32.add $j (i32 1))))))"
                                       "  (step (set $i (i32.add $i (i32 1)))))"
                                       " (set $count (i32.add $count (i32 1000))))"
                                       "(return (f64.from_i32 $count))"));
  EXPECT_EQ(kernel(Slots().integer(5)).number(), 1000 + 15);
  EXPECT_EQ(kernel(Slots().integer(20)).number(), 28);  // rows 0 to 6, then out of the block
}

TEST(Loops, ReturnFromInside) {
  const LoadedKernel kernel(
      kernelText("(array $a f64 read)",
                 "(let $i i64 (i64 0))"
                 "(loop $l (while (i64.lt $i (length $a)))"
                 " (body (if (f64.lt (load.inbounds $a $i) (f64 0)) (then (return (f64.from_i64 $i)))))"
                 " (step (set $i (i64.add.nowrap $i (i64 1)))))"
                 "(return false)"));
  std::vector<double> a{3, 1, 4, -1, 5};
  EXPECT_EQ(kernel(Slots().array(a)).number(), 3.0);
  a[3] = 1;
  EXPECT_EQ(kernel(Slots().array(a)).tag, 2U);
}

TEST(Results, LieBehindWhatTheKernelReturns) {
  const LoadedKernel kernel(
      kernelText("(array $a f64 read) (scratch $s f64 2) (result $r 3)",
                 "(store.inbounds $s (i32 0) (f64 8))"
                 "(store.inbounds $r (i32 0) (f64 -0))"
                 "(store $r (length $a) (f64 5))"
                 "(let $i i64 (i64 0))"
                 "(loop $l (while (i64.lt $i (length $a)))"
                 " (body (store.inbounds $r (i32 2) (load.inbounds $a $i))"
                 "       (if (f64.lt (load.inbounds $a $i) (f64 0)) (then (return (f64.from_i64 $i)))))"
                 " (step (set $i (i64.add.nowrap $i (i64 1)))))"
                 "(store.inbounds $r (i32 0) (f64.add (load $r (f64 0)) (load $s (f64 0))))"));
  std::vector<double> a{3};
  const KernelResult fell = kernel(Slots().array(a));
  EXPECT_EQ(fell.tag, 0U);
  EXPECT_EQ(std::vector(fell.elements.begin(), fell.elements.begin() + 3), (std::vector<double>{8, 5, 3}));
  a = {1, -2};
  const KernelResult left = kernel(Slots().array(a));
  EXPECT_EQ(left.number(), 1.0);
  EXPECT_TRUE(std::signbit(left.elements[0]));
  EXPECT_EQ(left.elements[2], -2);
}

TEST(Results, AreReachedFromColdBranches) {
  const LoadedKernel kernel(
      kernelText("(array $a f64 read) (result $r 2)",
                 "(let $i i64 (i64 0))"
                 "(if (i64.lt (length $a) (i64 3))"
                 " (then (store.inbounds $r (i32 1) (f64 1)))"
                 " (else (loop $l cold (while (i64.lt $i (length $a)))"
                 "   (body (store $r (f64 1) (load $a $i)) (if (i64.eq $i (i64 3)) (then (return true))))"
                 "   (step (set $i (i64.add.nowrap $i (i64 1)))))))"));
  std::vector<double> a{3, 4};
  EXPECT_EQ(kernel(Slots().array(a)).elements[1], 1);
  a = {3, 4, 6, 7, 8};
  const KernelResult result = kernel(Slots().array(a));
  EXPECT_EQ(result.tag, 2U);
  EXPECT_EQ(result.elements[1], 7);
}

/// Evaluating the second operand would read far outside the array.
TEST(LazyOperations, DoNotEvaluateWhatIsNotNeeded) {
  const std::string far = "(load.inbounds $a (i64 1099511627776))";
  for (const auto& [text, want] :
       {std::pair<std::string, double>{"(f64.from_bool (bool.and $no (f64.gt " + far + " (f64 0))))", 0},
        {"(f64.from_bool (bool.or $yes (f64.gt " + far + " (f64 0))))", 1},
        {"(select $yes (f64 5) " + far + ")", 5},
        {"(select $no " + far + " (f64 6))", 6},
        {"(select (bool.and $no (f64.gt " + far + " (f64 0))) (f64 1) (f64 2))", 2}}) {
    SCOPED_TRACE(text);
    const LoadedKernel kernel(kernelText("(array $a f64 read) (bool $yes) (bool $no)", "(return " + text + ")"));
    std::vector<double> a(1);
    EXPECT_EQ(kernel(Slots().array(a).boolean(true).boolean(false)).number(), want);
  }
  const LoadedKernel condition(kernelText("(array $a f64 read) (bool $yes) (bool $no)",
                                          "(if (bool.or $yes (bool.and $yes (f64.gt " + far +
                                              " (f64 0)))) (then (return (f64 1))) (else (return (f64 2))))"));
  std::vector<double> a(1);
  EXPECT_EQ(condition(Slots().array(a).boolean(true).boolean(false)).number(), 1.0);
}

TEST(LazyOperations, DivideOnlyWhereTheDivisorIsNotZero) {
  const LoadedKernel kernel(
      kernelText("(i32 $a) (i32 $b)", "(return (f64.from_i32 (select (i32.ne $b (i32 0)) (i32.div $a $b) (i32 -1))))"));
  EXPECT_EQ(kernel(Slots().integer(7).integer(0)).number(), -1.0);
  EXPECT_EQ(kernel(Slots().integer(7).integer(2)).number(), 3.0);
}

/// A guarded loop: the guard is the parameter, and both branches do the same in their own way.
std::string guarded(const std::string& cold) {
  return kernelText("(array $a f64 write) (bool $fast) (i32 $n)",
                    "(let $sum f64 (f64 0)) (let $i f64 (f64 0)) (let $seen i32 (i32 100))"
                    "(let $pass i32 (i32 0))"
                    "(block $all (loop $passes (while (i32.lt $pass (i32 2))) (body"
                    " (if $fast (then (set $sum (f64 -1))) (else" +
                        cold +
                        "))"
                        " (set $seen (i32.add $seen (i32 1))))"
                        " (step (set $pass (i32.add $pass (i32 1)))))"
                        " (set $seen (i32.add $seen (i32 10))))"
                        "(return (f64.add (f64.mul $sum (f64 1000)) (f64.from_i32 $seen)))");
}

TEST(ColdBranches, ShareVariablesWithTheirSurroundings) {
  const LoadedKernel kernel(
      guarded("(set $i (f64 0))"
              "(loop $c cold (while (f64.lt $i (f64.from_i32 $n))) (body"
              " (set $sum (f64.add $sum (load $a $i))) (store $a $i (f64.add $sum (f64.from_i32 $seen))))"
              " (step (set $i (f64.add $i (f64 1)))))"));
  std::vector<double> a{1, 2, 3};
  EXPECT_EQ(kernel(Slots().array(a).boolean(true).integer(3)).number(), -1000 + 112);
  // First pass: sums 1, 3, 6 and writes 101, 103, 106.  Second: adds those with `seen` one higher.
  EXPECT_EQ(kernel(Slots().array(a).boolean(false).integer(3)).number(), 316.0 * 1000 + 112);
  EXPECT_EQ(a, (std::vector<double>{107 + 101, 210 + 101, 316 + 101}));
}

TEST(ColdBranches, LeaveByReturnBreakAndContinue) {
  const std::string loop = "(set $i (f64 0)) (loop $c cold (while true) (body (if (f64.ge $i (f64.from_i32 $n)) (then ";
  const std::string rest = ")) (set $sum (f64.add $sum (f64 1)))) (step (set $i (f64.add $i (f64 1)))))";
  std::vector<double> a(1);
  auto run = [&](const std::string& jump) {
    return LoadedKernel(guarded(loop + jump + rest))(Slots().array(a).boolean(false).integer(3));
  };
  EXPECT_EQ(run("(break $c)").number(), 6000 + 112);
  EXPECT_EQ(run("(break $passes)").number(), 3000 + 110);
  EXPECT_EQ(run("(continue $passes)").number(), 6000 + 110);
  EXPECT_EQ(run("(break $all)").number(), 3000 + 100);
  EXPECT_EQ(run("(return $sum)").number(), 3.0);
  EXPECT_EQ(run("(return (f64.gt $sum (f64 2)))").tag, 2U);
  EXPECT_EQ(run("(return (f64.gt $sum (f64 2)))").bits, 1U);
  EXPECT_EQ(run("(return)").tag, 0U);
  EXPECT_EQ(run("(abandon @2:5)").tag, 3U);
  EXPECT_EQ(run("(abandon @2:5)").bits, (std::uint64_t{2} << 32) + 5);
}

TEST(ColdBranches, KeepVariablesThatOnlyTheyAssign) {
  const LoadedKernel kernel(
      kernelText("(bool $fast) (i32 $n)",
                 "(let $flag bool false) (let $count i32 (i32 0)) (let $wide i64 (i64 4294967296))"
                 "(if $fast (then) (else (loop $c cold (while (i32.lt $count $n))"
                 " (body (set $flag (bool.not $flag)) (set $wide (i64.add $wide (i64 1)))) (step (set $count (i32.add "
                 "$count (i32 1)))))))"
                 "(return (f64.add (f64.from_bool $flag) (f64.from_i64 $wide)))"));
  EXPECT_EQ(kernel(Slots().boolean(false).integer(3)).number(), 4294967296.0 + 4);
  EXPECT_EQ(kernel(Slots().boolean(true).integer(3)).number(), 4294967296.0);
}

}  // namespace
}  // namespace jetloop::codegen::test
