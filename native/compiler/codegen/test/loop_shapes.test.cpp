// What becomes of loops that runs do not show: how wide their vectors are, and how often they stand in the code.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "compiler/codegen/codegen.h"
#include "compiler/ir/reader.h"

namespace jetloop::codegen {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++times;
  return times;
}

std::string optimized(const std::string& kernel) {
  Result<ir::Kernel> read = ir::readKernel(kernel);
  EXPECT_TRUE(read) << read.error().message;
  initialize();
  Result<std::string> text = generateText(*read, *parseTarget("x86-64-v4"), TextOutput::LlvmAfter);
  EXPECT_TRUE(text) << text.error().message;
  return *text;
}

/// for i < n: for j < m: a[ROW + j] = STORED
std::string nest(const std::string& row, const std::string& stored) {
  const std::string index = "(i64.add.nowrap " + row + " $j)";
  return "(kernel \"nest\" (params (array $a f64 write) (array $b f64 read) (i32 $n) (i32 $m)) (alias none) (body"
         " (let $w i64 (i64.from_i32 $m))"
         " (let $i i64 (i64 0))"
         " (loop $rows (while (i64.lt $i (i64.from_i32 $n)))"
         "  (body"
         "   (let $row i64 (i64.mul.nowrap $i $w))"
         "   (let $j i64 (i64 0))"
         "   (loop $columns (while (i64.lt $j $w))"
         "    (body (store.inbounds $a " +
         index + " " + stored +
         "))"
         "    (step (set $j (i64.add.nowrap $j (i64 1))))))"
         "  (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

constexpr const char* kTwice = "(f64.mul (f64 2) (load.inbounds $b (i64.add.nowrap $row $j)))";
constexpr const char* kLong = "store <8 x double>";
constexpr const char* kShort = "store <4 x double>";

TEST(LoopShapes, ShortVectorsWhereEachRowIsNew) {
  const std::string text = optimized(nest("$row", kTwice));
  EXPECT_EQ(0U, count(text, kLong));
  EXPECT_LT(0U, count(text, kShort));
}

TEST(LoopShapes, LongVectorsWhereARowIsUsedAgain) {
  for (const char* stored : {"(f64.mul (f64 2) (load.inbounds $b $j))",
                             "(f64.add (load.inbounds $a $j) (load.inbounds $b (i64.add.nowrap $row $j)))"}) {
    const std::string text =
        optimized(nest(std::string_view(stored).find("$a") == std::string_view::npos ? "$row" : "(i64 0)", stored));
    EXPECT_LT(0U, count(text, kLong)) << stored;
    EXPECT_EQ(0U, count(text, kShort)) << stored;
  }
}

TEST(LoopShapes, LongVectorsForFunctionsOfMath) {
  const std::string text = optimized(nest("$row", "(f64.exp (load.inbounds $b (i64.add.nowrap $row $j)))"));
  EXPECT_LT(0U, count(text, kLong));
}

TEST(LoopShapes, NestsAreNotRepeated) {
  // Four vectors at a time, in one copy for rows that end with these and one for others.
  EXPECT_EQ(8U, count(optimized(nest("$row", kTwice)), kShort));
}

}  // namespace
}  // namespace jetloop::codegen
