// Every rule the reader enforces, by its code and location.
#include "compiler/ir/reader.h"

#include <gtest/gtest.h>

#include "compiler/fuzz/check_text.h"
#include "compiler/ir/limits.h"
#include "compiler/ir/verifier.h"
#include "corpus.h"

namespace jetloop::ir::test {
namespace {

std::string repeat(const std::string& text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

/// "code message" of a refusal; "accepted" otherwise.
std::string refusal(const std::string& text) {
  const auto kernel = readKernel(text);
  return kernel ? "accepted" : kernel.error().code + ' ' + kernel.error().message;
}

std::string refusalCode(const std::string& text) {
  const auto kernel = readKernel(text);
  return kernel ? "accepted" : kernel.error().code;
}

struct BodyCase {
  const char* body;
  const char* code;
};

void expectCodes(std::initializer_list<BodyCase> cases) {
  for (const auto& [body, code] : cases) {
    EXPECT_EQ(refusalCode(kernelWithBody(body)), code) << body << "\n" << refusal(kernelWithBody(body));
  }
}

TEST(Reader, LocatesTheError) {
  EXPECT_EQ(refusal("(kernel \"k\" (params)\n  (alias nope) (body))"),
            "ir-syntax 2:9: nope where none or may is expected");
  EXPECT_EQ(refusal(""), "ir-syntax 1:0: the end of the text where (kernel is expected");
  EXPECT_EQ(refusal("(kernel \"k\" (params) (alias none) (body\n(set $x true)))"), "ir-name 2:5: $x is not declared");
  EXPECT_EQ(refusal("(kernel \"k\" (params) (alias none) (body\n\n   (return (f64.add (f64 1) true))))"),
            "ir-type 3:11: operand 2 of f64.add is bool where f64 is expected");
}

TEST(Reader, QuotesHostileBytesHarmlessly) {
  EXPECT_EQ(refusal("(kernel \"k\" (params) (alias none) (body \x01))"),
            "ir-syntax 1:40: the character \\x01 has no meaning");
  EXPECT_EQ(refusal("(kernel \"k\" (params) (alias none) (body \"\xff\n\"))"),
            "ir-syntax 1:40: \"\\xff\\x0a\" where a statement or ) is expected");
  const std::string longWord(100, 'x');
  EXPECT_EQ(refusal('(' + longWord), "ir-syntax 1:1: " + longWord.substr(0, 40) + "... where kernel is expected");
}

TEST(Reader, AnAbandonHasAPositionAndNothingElse) {
  expectCodes({{"(abandon)", "accepted"},
               {"(abandon @1:2)", "accepted"},
               {"(abandon (f64 1))", "ir-syntax"},
               {"(abandon $x)", "ir-syntax"},
               {"(return (abandon))", "ir-syntax"}});
}

/// A parallel loop of this condition, body and step, behind a counter of each width.
std::string parallelLoop(const std::string& condition, const std::string& body, const std::string& step) {
  return kernelWithBody(
      "(let $i i32 (i32 0)) (let $w i64 (i64 0)) (let $x f64 (f64 0)) (block $around (loop $l parallel (while " +
      condition + ") (body " + body + ") (step " + step + ")))");
}

TEST(Reader, HoldsAParallelLoopToItsForm) {
  const std::string narrow = "(i32.lt $i $n)", step = "(set $i (i32.add.nowrap $i (i32 1)))";
  const auto code = [&](const std::string& condition, const std::string& body, const std::string& advance) {
    return refusalCode(parallelLoop(condition, body, advance));
  };
  EXPECT_EQ(code(narrow, "(store $a $i (f64 1))", step), "accepted");
  EXPECT_EQ(code(narrow, "(let $own f64 (f64 1)) (set $own (f64 2)) (if $p (then (continue $l)))", step), "accepted");
  EXPECT_EQ(code("(i64.lt $w (i64.sub (length $r) (i64 1)))", "", "(set $w (i64.add.nowrap $w (i64 1)))"), "accepted");
  EXPECT_EQ(
      code(narrow,
           "(block $b (break $b)) (loop $in (while $p) (body (if $p (then (break $in))) (continue $in)) (step))", step),
      "accepted");

  for (const char* condition :
       {"(i32.le $i $n)", "(i32.lt $n $i)", "(i32.lt $i $i)", "(i32.lt $i (load.inbounds $k $n))", "$p",
        "(f64.lt $x (f64.from_i32 $n))", "(i32.lt (i32.add $i (i32 0)) $n)", "(i64.lt $w (length $r))"}) {
    const std::string text = parallelLoop(condition, "", step);
    EXPECT_EQ(
        refusalCode(
            "(kernel \"k\" (params (array $k i32 read) (array $r f64 read) (i32 $n) (bool $p)) (alias none) (body " +
            text.substr(text.find("(let $i"))),
        "ir-parallel")
        << condition;
  }
  for (const char* advance : {"", "(set $i (i32.add $i (i32 1)))", "(set $i (i32.add.nowrap $i (i32 2)))",
                              "(set $i (i32.add.nowrap (i32 1) $i))", "(set $i (i32.sub.nowrap $i (i32 1)))",
                              "(set $i (i32.add.nowrap $n (i32 1)))", "(set $w (i64.add.nowrap $w (i64 1)))",
                              "(set $i (i32.add.nowrap $i (i32 1))) (set $x (f64 1))"}) {
    EXPECT_EQ(code(narrow, "", advance), "ir-parallel") << advance;
  }
  for (const char* body :
       {"(set $x (f64 1))", "(set $i (i32 1))", "(if $p (then (break $l)))", "(if $p (then (break $around)))",
        "(return)", "(abandon)", "(loop $in (while $p) (body (continue $l)) (step (set $x (f64 1))))",
        "(let $j i32 (i32 0)) (loop $in parallel (while (i32.lt $j $n)) (body) (step (set $j (i32.add.nowrap $j (i32 "
        "1)))))"}) {
    EXPECT_EQ(code(narrow, body, step), "ir-parallel") << body;
  }
  // The bound may not be a variable that the body declares either: it is read in front of it.
  EXPECT_EQ(code("(i32.lt $i $late)", "(let $late i32 (i32 3))", step), "ir-name");
  std::string cold = parallelLoop(narrow, "", step);
  EXPECT_EQ(refusalCode(cold.replace(cold.find("parallel"), 0, "cold ")), "ir-parallel");
  EXPECT_EQ(refusal(parallelLoop(narrow, "(set $x (f64 1))", step)),
            "ir-parallel 1:178: a parallel loop sets $x of outside");
}

TEST(Reader, AParallelLoopStoresToNoScratchArray) {
  const auto code = [](const std::string& body) {
    return refusalCode(
        "(kernel \"k\" (params (scratch $own f64 4) (array $a f64 write)) (alias none) (body (let $i i32 (i32 0)) "
        "(loop $l "
        "parallel (while (i32.lt $i (i32 4))) (body " +
        body + ") (step (set $i (i32.add.nowrap $i (i32 1)))))))");
  };
  EXPECT_EQ(code("(store $own $i (f64 1))"), "ir-parallel");
  EXPECT_EQ(code("(store $a $i (load $own $i))"), "accepted");
}

TEST(Reader, ReadsCommentsAndAnySpacing) {
  const auto kernel =
      readKernel(";first\n(kernel\t\"k\"(params(i32 $n)); rest\r\n(alias none)(body(return(f64.from_i32 $n))));last");
  ASSERT_TRUE(kernel) << kernel.error().message;
  EXPECT_EQ(kernel->body.size(), 1U);
}

TEST(Reader, ReadsTheKernelsName) {
  const auto named = [](const std::string& literal) {
    const auto kernel = readKernel("(kernel " + literal + " (params) (alias none) (body))");
    return kernel ? kernel->name : kernel.error().code;
  };
  EXPECT_EQ(named("\"\""), "");
  EXPECT_EQ(named("\"a\\\"b\\\\c ; (d)\""), "a\"b\\c ; (d)");
  EXPECT_EQ(named("\"gr\xc3\xb6\xc3\x9f"
                  "e \xf0\x9f\x9a\x80\""),
            "gr\xc3\xb6\xc3\x9f"
            "e \xf0\x9f\x9a\x80");
  for (const char* literal : {"\"\n\"", "\"\x7f\"", "\"\xff\"", "\"\xc3\"", "\"\xc0\x80\"", "\"\xe0\x80\x80\"",
                              "\"\xed\xa0\x80\"", "\"\xf4\x90\x80\x80\"", "\"\xf8\x88\x80\x80\x80\""}) {
    EXPECT_EQ(named(literal), "ir-name") << literal;
  }
  EXPECT_EQ(named("\"a\\n\""), "ir-syntax");
  EXPECT_EQ(named("\"open"), "ir-syntax");
  EXPECT_EQ(named("\"open\\"), "ir-syntax");
  EXPECT_EQ(named("k"), "ir-syntax");
}

TEST(Reader, RefusesWhatTheGrammarDoesNotHave) {
  for (const char* text :
       {"(", ")", "kernel", "(kernel)", "(kernel \"k\")", "(kernel \"k\" (params))",
        "(kernel \"k\" (params) (alias none))", "(kernel \"k\" (params) (body) (alias none))",
        "(kernel \"k\" (params) (alias none) (body)", "(kernel \"k\" (params) (alias none) (body)))",
        "(kernel \"k\" (params) (alias none) (body)) x", "(kernel \"k\" (params $a) (alias none) (body))",
        "(kernel \"k\" (params (i64 $a)) (alias none) (body))",
        "(kernel \"k\" (params (array $a f16 read)) (alias none) (body))",
        "(kernel \"k\" (params (array $a f64)) (alias none) (body))",
        "(kernel \"k\" (params (f64 a)) (alias none) (body))", "(kernel \"k\" (params (f64 $)) (alias none) (body))",
        "(kernel \"k\" (params (f64 $\xc3\xb6)) (alias none) (body))",
        "(kernel \"k\" (params (f64 $a-b)) (alias none) (body))"}) {
    EXPECT_EQ(refusalCode(text), "ir-syntax") << text;
  }
  expectCodes({
      {"true", "ir-syntax"},
      {"(frob)", "ir-syntax"},
      {"()", "ir-syntax"},
      {"(let $x)", "ir-syntax"},
      {"(let $x u8)", "ir-syntax"},
      {"(let $x f64 (f64 1) (f64 2))", "ir-syntax"},
      {"(let $x f64 f64)", "ir-syntax"},
      {"(let $x f64 (f64))", "ir-syntax"},
      {"(let $x f64 (f64 true))", "ir-syntax"},
      {"(let $x i32 (i32 1.5))", "ir-syntax"},
      {"(let $x i64 (i64 9223372036854775808))", "ir-syntax"},
      {"(let $x f64 (f64.add (f64 1)))", "ir-syntax"},
      {"(let $x f64 (f64.neg (f64 1) (f64 2)))", "ir-syntax"},
      {"(let $x f64 (f64.cube (f64 1)))", "ir-syntax"},
      {"(let $x f64 (\"f64.neg\" (f64 1)))", "ir-syntax"},
      {"(let $x bool \"true\")", "ir-syntax"},
      {"(let @0:1 $x bool)", "ir-syntax"},
      {"(let @1 $x bool)", "ir-syntax"},
      {"(let @1:-1 $x bool)", "ir-syntax"},
      {"(let @4294967296:1 $x bool)", "ir-syntax"},
      {"(let @1:2 @1:2 $x bool)", "ir-syntax"},
      {"(let $x i64 (length @1:2 $a))", "ir-syntax"},
      {"(set $n)", "ir-syntax"},
      {"(store $a (f64 0))", "ir-syntax"},
      {"(if $p)", "ir-syntax"},
      {"(if $p (else))", "ir-syntax"},
      {"(if $p (then) (else) (else))", "ir-syntax"},
      {"(loop $l (body) (step))", "ir-syntax"},
      {"(loop $l (while $p) (step) (body))", "ir-syntax"},
      {"(loop $l hot (while $p) (body) (step))", "ir-syntax"},
      {"(loop $l (while $p) (body))", "ir-syntax"},
      {"(block)", "ir-syntax"},
      {"(break)", "ir-syntax"},
      {"(block $b (break @1:2 $b))", "ir-syntax"},
      {"(return (f64 1) (f64 1))", "ir-syntax"},
  });
}

TEST(Reader, ResolvesNames) {
  expectCodes({
      {"(let $x f64) (set $x (f64 1))", "accepted"},
      {"(set $n (i32 1)) (set $p false)", "accepted"},
      {"(let $x f64 $x)", "ir-name"},
      {"(let $x f64) (let $x f64)", "ir-name"},
      {"(let $n f64)", "ir-name"},
      {"(let $a f64)", "ir-name"},
      {"(block $a)", "ir-name"},
      {"(block $b) (block $b)", "ir-name"},
      {"(block $b (block $b))", "ir-name"},
      {"(let $b f64) (block $b)", "ir-name"},
      {"(set $a (f64 1))", "ir-name"},
      {"(store $n (f64 0) (f64 1))", "ir-name"},
      {"(return (load $p (f64 0)))", "ir-name"},
      {"(return $a)", "ir-name"},
      {"(break $a)", "ir-name"},
      {"(block $b (set $b (f64 1)))", "ir-name"},
      {"(break $gone)", "ir-name"},
      {"(if $p (then (let $x f64))) (set $x (f64 1))", "ir-name"},
      {"(if $p (then (let $x f64)) (else (set $x (f64 1))))", "ir-name"},
      {"(block $b (let $x f64)) (set $x (f64 1))", "ir-name"},
      {"(loop $l (while $x) (body (let $x bool)) (step))", "ir-name"},
      {"(loop $l (while $p) (body (let $x f64)) (step (set $x (f64 1))))", "ir-name"},
      {"(if $p (then (let $x f64))) (if $p (then (let $x f64)))", "ir-name"},
  });
  EXPECT_EQ(refusalCode("(kernel \"k\" (params (i32 $n) (f64 $n)) (alias none) (body))"), "ir-name");
}

TEST(Reader, ResolvesLabels) {
  expectCodes({
      {"(loop $l (while $p) (body (break $l) (continue $l)) (step))", "accepted"},
      {"(loop $l (while $p) (body (block $b (break $b) (break $l) (continue $l))) (step))", "accepted"},
      {"(block $b (continue $b))", "ir-label"},
      {"(block $b) (break $b)", "ir-label"},
      {"(loop $l (while $p) (body) (step (break $l)))", "ir-label"},
      {"(loop $l (while $p) (body) (step (continue $l)))", "ir-label"},
      {"(loop $o (while $p) (body (loop $l (while $p) (body) (step (break $o)))) (step))", "accepted"},
      {"(loop $l (while $p) (body) (step)) (continue $l)", "ir-label"},
  });
}

TEST(Reader, ChecksTypes) {
  expectCodes({
      {"(let $x f64 (i32 1))", "ir-type"},
      {"(let $x i32 (i32 2147483648))", "ir-type"},
      {"(let $x i32 (i32 -2147483649))", "ir-type"},
      {"(let $x i32 (i32 -2147483648))", "accepted"},
      {"(set $n (f64 1))", "ir-type"},
      {"(if $n (then))", "ir-type"},
      {"(loop $l (while (f64 1)) (body) (step))", "ir-type"},
      {"(return $n)", "ir-type"},
      {"(return (i64 1))", "ir-type"},
      {"(return $p)", "accepted"},
      {"(return (f64 1))", "accepted"},
      {"(return)", "accepted"},
      {"(return (select $n (f64 1) (f64 2)))", "ir-type"},
      {"(return (select $p (f64 1) true))", "ir-type"},
      {"(return (load $r $p))", "ir-type"},
      {"(return (load.inbounds $r (f64 1)))", "ir-type"},
      {"(return (load.inbounds $r $n))", "accepted"},
      {"(return (inbounds $r $p))", "ir-type"},
      {"(return (f64.from_i64 (length $r)))", "accepted"},
      {"(store $a $p (f64 1))", "ir-type"},
      {"(store $a $n (i32 1))", "ir-type"},
      {"(store $a $n (f64 1))", "accepted"},
      {"(store $a (length $a) (f64 1))", "accepted"},
      {"(store.inbounds $a (f64 1) (f64 1))", "ir-type"},
      {"(store.inbounds $a $n (f64 1))", "accepted"},
      {"(store.inbounds $a $n $n)", "accepted"},
      {"(store.inbounds $a $n (i64 1))", "accepted"},
      {"(store.inbounds $a $n $p)", "ir-type"},
      {"(store $r $n (f64 1))", "ir-readonly"},
      {"(store.inbounds $r $n (f64 1))", "ir-readonly"},
  });
}

TEST(Reader, TypesAnInboundsLoadByItsArray) {
  const auto typeOfLoad = [](const std::string& kind) -> std::string {
    for (const std::string type : {"i32", "i64", "f64"}) {
      const std::string text = "(kernel \"k\" (params (array $a " + kind + " read)) (alias none) (body (let $x " +
                               type + " (load.inbounds $a (i32 0)))))";
      if (readKernel(text)) return type;
    }
    return "none";
  };
  for (const char* kind : {"i8", "u8", "u8c", "i16", "u16", "i32"}) EXPECT_EQ(typeOfLoad(kind), "i32") << kind;
  EXPECT_EQ(typeOfLoad("u32"), "i64");
  EXPECT_EQ(typeOfLoad("f32"), "f64");
  EXPECT_EQ(typeOfLoad("f64"), "f64");
}

TEST(ReaderLimits, Parameters) {
  const auto text = [](std::size_t count) {
    std::string parameters;
    for (std::size_t i = 0; i < count; ++i) parameters += "(f64 $p" + std::to_string(i) + ")";
    return "(kernel \"k\" (params " + parameters + ") (alias none) (body))";
  };
  EXPECT_EQ(refusalCode(text(kMaximumParameters)), "accepted");
  EXPECT_EQ(refusalCode(text(kMaximumParameters + 1)), "ir-limit");
  const auto scratch = [](const std::string& count) {
    return refusalCode("(kernel \"k\" (params (scratch $s f64 " + count + ")) (alias none) (body))");
  };
  EXPECT_EQ(scratch(std::to_string(kMaximumScratchBytes / 8)), "accepted");
  EXPECT_EQ(scratch(std::to_string(kMaximumScratchBytes / 8 + 1)), "ir-limit");
  EXPECT_EQ(scratch("0"), "ir-syntax");
  EXPECT_EQ(scratch("-1"), "ir-syntax");
  EXPECT_EQ(scratch("99999999999"), "ir-syntax");
  const auto result = [](const std::string& parameters) {
    return refusalCode("(kernel \"k\" (params " + parameters + ") (alias none) (body))");
  };
  EXPECT_EQ(result("(result $r 128)"), "accepted");
  EXPECT_EQ(result("(result $r 129)"), "ir-limit");
  EXPECT_EQ(result("(result $r 1) (result $s 1)"), "ir-limit");
  EXPECT_EQ(result("(result $r 0)"), "ir-syntax");
  EXPECT_EQ(result("(result $r f64 1)"), "ir-syntax");
}

TEST(ReaderLimits, DepthOfExpressions) {
  const auto text = [](std::size_t depth) {
    return kernelWithBody("(return " + repeat("(bool.not ", depth) + "$p" + repeat(")", depth) + ")");
  };
  EXPECT_EQ(refusalCode(text(kMaximumDepth - 1)), "accepted");  // the return is one level
  EXPECT_EQ(refusalCode(text(kMaximumDepth)), "ir-limit");
}

TEST(ReaderLimits, DepthOfStatements) {
  const auto text = [](std::size_t depth) {
    return kernelWithBody(repeat("(if $p (then ", depth) + repeat("))", depth));
  };
  EXPECT_EQ(refusalCode(text(kMaximumDepth)), "accepted");
  EXPECT_EQ(refusalCode(text(kMaximumDepth + 1)), "ir-limit");
}

TEST(ReaderLimits, Nodes) {
  const auto text = [](std::size_t count) { return kernelWithBody(repeat("(return)", count)); };
  EXPECT_EQ(refusalCode(text(kMaximumNodes)), "accepted");
  EXPECT_EQ(refusalCode(text(kMaximumNodes + 1)), "ir-limit");
}

TEST(ReaderLimits, Text) {
  const std::string kernel = kernelWithBody("");
  EXPECT_EQ(refusalCode(kernel + std::string(kMaximumTextBytes - kernel.size(), ' ')), "accepted");
  EXPECT_EQ(refusalCode(kernel + std::string(kMaximumTextBytes - kernel.size() + 1, ' ')), "ir-limit");
}

TEST(ReaderLimits, HostileNestingIsRefusedWithoutRecursion) {
  for (const char* shell : {"(", "(kernel ", "(body ", "(f64.neg ", "(select ", "(if true (then ", "(loop $l (while ",
                            "(block $b ", "(return ", "((", "(let $x f64 "}) {
    const std::size_t count = kMaximumTextBytes / 32;
    const auto verdict = fuzz::checkText(kernelWithBody(repeat(shell, count)));
    EXPECT_EQ(verdict.violation, std::nullopt) << shell;
    EXPECT_NE(verdict.code, "") << shell;
    EXPECT_NE(fuzz::checkText(repeat(shell, count)).code, "") << shell;
  }
}

TEST(ReaderLimits, ManyDistinctNames) {
  std::string body;
  for (int i = 0; i < 40'000; ++i) body += "(let $v" + std::to_string(i) + " f64)";
  const auto kernel = readKernel(kernelWithBody(body));
  ASSERT_TRUE(kernel) << kernel.error().message;
  EXPECT_EQ(verifyKernel(*kernel), std::nullopt);
}

TEST(Reader, AnyPrefixOfAKernelIsRefused) {
  for (const std::string& text : readCorpus()) {
    const std::size_t end = text.rfind(')');
    for (std::size_t size = 0; size <= end; ++size) {
      ASSERT_NE(refusalCode(text.substr(0, size)), "accepted") << text.substr(0, size);
    }
  }
}

}  // namespace
}  // namespace jetloop::ir::test
