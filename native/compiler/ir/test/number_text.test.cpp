#include "compiler/ir/number_text.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "compiler/fuzz/mutate_text.h"

namespace jetloop::ir::test {
namespace {

TEST(NumberText, PrintsDoublesAsJavaScriptDoes) {
  const std::pair<double, const char*> kCases[] = {
      {0, "0"},
      {-0.0, "-0"},
      {1, "1"},
      {-1.5, "-1.5"},
      {100, "100"},
      {0.1, "0.1"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1e20, "100000000000000000000"},
      {123456789012345680000.0, "123456789012345680000"},
      {1e21, "1e+21"},
      {1.25e21, "1.25e+21"},
      {0.000001, "0.000001"},
      {0.00000125, "0.00000125"},
      {1e-7, "1e-7"},
      {1.25e-7, "1.25e-7"},
      {9007199254740993.0, "9007199254740992"},
      {std::numeric_limits<double>::max(), "1.7976931348623157e+308"},
      {std::numeric_limits<double>::min(), "2.2250738585072014e-308"},
      {std::numeric_limits<double>::denorm_min(), "5e-324"},
      {std::numeric_limits<double>::infinity(), "inf"},
      {-std::numeric_limits<double>::infinity(), "-inf"},
      {std::numeric_limits<double>::quiet_NaN(), "nan"},
      {-std::numeric_limits<double>::quiet_NaN(), "nan"},
  };
  for (const auto& [value, text] : kCases) EXPECT_EQ(formatDouble(value), text);
}

TEST(NumberText, EveryDoubleSurvivesItsText) {
  fuzz::Random random(1);
  for (int i = 0; i < 200'000; ++i) {
    const auto value = std::bit_cast<double>(random.next());
    if (std::isnan(value)) continue;
    const std::string text = formatDouble(value);
    const auto again = parseDouble(text);
    ASSERT_TRUE(again) << text;
    ASSERT_EQ(std::bit_cast<std::uint64_t>(*again), std::bit_cast<std::uint64_t>(value)) << text;
  }
}

TEST(NumberText, RoundsWhatIsOutOfRangeAsJavaScriptDoes) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::pair<const char*, double> kCases[] = {
      {"1e309", infinity},
      {"-1e309", -infinity},
      {"1.7976931348623159e308", infinity},
      {"1e-400", 0.0},
      {"-1e-400", -0.0},
      {"2.4e-324", 0.0},
      {"2.5e-324", 5e-324},
      {"0e999", 0.0},
      {"-0.0e999", -0.0},
      {"1e99999999999999999999", infinity},
      {"1e-99999999999999999999", 0.0},
      {"0.0000000000000000000000001e-310", 0.0},
      {"1000000000000000000000000e300", infinity},
  };
  for (const auto& [text, value] : kCases) {
    const auto parsed = parseDouble(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(std::bit_cast<std::uint64_t>(*parsed), std::bit_cast<std::uint64_t>(value)) << text;
  }
}

TEST(NumberText, RefusesEveryOtherSpelling) {
  for (const char* text :
       {"",    "-",  "+1", ".5",  "1.",       "1.e5",     "1e",   "1e+",    "0x10", "1_000", "1n",
        "--1", "1 ", " 1", "NaN", "Infinity", "infinity", "-nan", "nan(1)", "+inf", "1f",    "1e5.5"}) {
    EXPECT_EQ(parseDouble(text), std::nullopt) << text;
  }
  for (const char* text : {"", "-", "+1", "1.0", "1e3", "9223372036854775808", "-9223372036854775809", "0x1", "1 "}) {
    EXPECT_EQ(parseInteger(text), std::nullopt) << text;
  }
  for (const char* text : {"", "-1", "+1", "4294967296", "1.0"}) EXPECT_EQ(parseCount(text), std::nullopt) << text;
}

TEST(NumberText, ReadsIntegersExactly) {
  EXPECT_EQ(parseInteger("-9223372036854775808"), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(parseInteger("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parseInteger("-0"), 0);
  EXPECT_EQ(parseCount("4294967295"), 4294967295U);
}

}  // namespace
}  // namespace jetloop::ir::test
