// Loads and stores of every array kind: checked and in bounds, with every kind of index and value.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "compiler/codegen/test/js_numbers.h"
#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

const std::vector<double> kIndices{-0.0,       0.0,    1.0,      6.0,          7.0,          8.0,
                                   -1.0,       0.5,    6.999999, 7.0000000001, kNaN,         kInfinity,
                                   -kInfinity, 5e-324, -5e-324,  4294967296.0, 4294967299.0, 0x1p53,
                                   0x1p63,     0x1p64, 1e300,    -0x1p63};

const std::vector<double> kValues{0.0,
                                  -0.0,
                                  1.0,
                                  -1.0,
                                  0.5,
                                  1.5,
                                  2.5,
                                  -0.5,
                                  127.5,
                                  128.0,
                                  254.5,
                                  255.0,
                                  255.5,
                                  256.0,
                                  300.75,
                                  -128.5,
                                  32768.0,
                                  65535.9,
                                  65536.0,
                                  2147483647.0,
                                  2147483648.0,
                                  -2147483648.0,
                                  -2147483649.0,
                                  4294967295.0,
                                  4294967296.5,
                                  0x1p53,
                                  0x1.fffffffffffffp70,
                                  -0x1.0000000000003p60,
                                  1e300,
                                  3.4028235677973366e38,
                                  1e-46,
                                  kNaN,
                                  kInfinity,
                                  -kInfinity,
                                  16777217.0,
                                  0.1};

/// What one array kind holds and how JavaScript converts to it.
template <typename Element, typename Convert>
struct KindOf {
  const char* name;
  Convert convert;
  using Type = Element;
};

template <typename Visit>
void forEachKind(Visit visit) {
  auto modulo = []<typename Element>(Element) {
    return [](double value) { return static_cast<Element>(toUint32(value)); };
  };
  auto with = [&]<typename Element, typename Convert>(const char* name, Element, Convert convert) {
    visit(KindOf<Element, Convert>{name, convert});
  };
  with("i8", std::int8_t{}, modulo(std::int8_t{}));
  with("u8", std::uint8_t{}, modulo(std::uint8_t{}));
  with("u8c", std::uint8_t{}, [](double value) { return toUint8Clamp(value); });
  with("i16", std::int16_t{}, modulo(std::int16_t{}));
  with("u16", std::uint16_t{}, modulo(std::uint16_t{}));
  with("i32", std::int32_t{}, modulo(std::int32_t{}));
  with("u32", std::uint32_t{}, modulo(std::uint32_t{}));
  with("f32", float{}, [](double value) { return static_cast<float>(value); });
  with("f64", double{}, [](double value) { return value; });
}

template <typename Element>
std::vector<Element> someElements() {
  std::vector<Element> elements{Element{0},
                                Element{1},
                                std::numeric_limits<Element>::max(),
                                std::numeric_limits<Element>::lowest(),
                                Element{77},
                                static_cast<Element>(-1),
                                Element{100}};
  return elements;
}

bool isValid(double index, std::size_t length) {
  return index >= 0 && index < static_cast<double>(length) && std::trunc(index) == index;
}

std::string loopOver(const std::string& parameters, const std::string& body, const char* alias = "none") {
  return "(kernel \"k\" (params " + parameters + " (i32 $n)) (alias " + alias +
         ") (body (let $i i64 (i64 0)) (loop @1:0 $l (while (i64.lt $i (i64.from_i32 $n))) (body " + body +
         ") (step (set $i (i64.add.nowrap $i (i64 1)))))))";
}

TEST(CheckedLoad, GivesTheElementOrNaN) {
  forEachKind([](auto kind) {
    SCOPED_TRACE(kind.name);
    const LoadedKernel kernel(loopOver(
        std::string("(array $a ") + kind.name + " read) (array $x f64 read) (array $z f64 write) (array $v u8 write)",
        "(store.inbounds $z $i (load $a (load.inbounds $x $i)))"
        "(store.inbounds $v $i (i32.from_bool (inbounds $a (load.inbounds $x $i))))"));
    auto elements = someElements<typename decltype(kind)::Type>();
    std::vector<double> indices = kIndices;
    std::vector<double> result(indices.size(), 42.0);
    std::vector<std::uint8_t> valid(indices.size(), 42);
    kernel(Slots().array(elements).array(indices).array(result).array(valid).integer(
        static_cast<std::int32_t>(indices.size())));
    for (std::size_t i = 0; i < indices.size(); ++i) {
      SCOPED_TRACE(indices[i]);
      const bool inside = isValid(indices[i], elements.size());
      const double want = inside ? static_cast<double>(elements[static_cast<std::size_t>(indices[i])]) : kNaN;
      EXPECT_TRUE(sameNumber(result[i], want)) << result[i];
      EXPECT_EQ(valid[i], inside ? 1 : 0);
    }
  });
}

TEST(CheckedLoad, TakesIntegerIndicesOfBothWidthsAndThoseConvertedToDouble) {
  for (const char* form : {"$j", "(i64.from_i32 $j)", "(f64.from_i32 $j)", "(f64.from_i64 (i64.from_i32 $j))"}) {
    SCOPED_TRACE(form);
    const LoadedKernel kernel(
        std::string("(kernel \"k\" (params (array $a f64 read) (i32 $j)) (alias none) (body (return (load $a ") + form +
        "))))");
    std::vector<double> elements{10, 11, 12};
    for (std::int32_t index :
         {0, 2, 3, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
      const KernelResult result = kernel(Slots().array(elements).integer(index));
      const bool inside = index >= 0 && index < 3;
      EXPECT_TRUE(sameNumber(result.number(), inside ? 10 + index : kNaN)) << index;
    }
  }
  // An unsigned index: 2^32 - 1 is far beyond the end, not before the start.
  const LoadedKernel kernel(
      "(kernel \"k\" (params (array $a f64 read) (i32 $j)) (alias none) (body (return (load $a (f64.from_u32 $j)))))");
  std::vector<double> elements{10, 11, 12};
  EXPECT_TRUE(sameNumber(kernel(Slots().array(elements).integer(1)).number(), 11));
  EXPECT_TRUE(std::isnan(kernel(Slots().array(elements).integer(-1)).number()));
}

TEST(CheckedLoad, OfAnEmptyArrayAtNullIsNaN) {
  const LoadedKernel kernel(
      "(kernel \"k\" (params (array $a i32 read) (f64 $j)) (alias none) (body (return (load $a $j))))");
  std::int32_t* nothing = nullptr;
  EXPECT_TRUE(std::isnan(kernel(Slots().array(nothing, 0).number(0)).number()));
}

TEST(CheckedStore, ConvertsOrVanishes) {
  forEachKind([](auto kind) {
    SCOPED_TRACE(kind.name);
    using Element = typename decltype(kind)::Type;
    const LoadedKernel kernel(std::string("(kernel \"k\" (params (array $a ") + kind.name +
                              " write) (f64 $j) (f64 $v)) (alias none) (body (store $a $j $v)))");
    for (const double index : kIndices) {
      for (const double value : kValues) {
        std::vector<Element> elements = someElements<Element>();
        std::vector<Element> want = elements;
        if (isValid(index, want.size())) want[static_cast<std::size_t>(index)] = kind.convert(value);
        EXPECT_EQ(kernel(Slots().array(elements).number(index).number(value)).tag, 0U);
        for (std::size_t i = 0; i < want.size(); ++i) {
          ASSERT_TRUE(sameNumber(static_cast<double>(elements[i]), static_cast<double>(want[i])))
              << "index " << index << " value " << value << " gave " << +elements[i] << " not " << +want[i] << " at "
              << i;
        }
      }
    }
  });
}

/// Vector and scalar forms of a store: all values at once, then one at a time.
template <typename Kind, typename Input, typename Want>
void checkStores(const Kind& kind, const std::string& parameters, const std::string& value, std::vector<Input> values,
                 Want want, const std::string& target) {
  using Element = typename Kind::Type;
  const LoadedKernel kernel(
      loopOver(std::string("(array $a ") + kind.name + " write) " + parameters, "(store.inbounds $a $i " + value + ")"),
      target);
  // Enough copies for every vector width.
  const std::vector<Input> once = values;
  while (values.size() < 256) values.insert(values.end(), once.begin(), once.end());
  for (const bool atOnce : {true, false}) {
    std::vector<Element> elements(values.size(), Element{99});
    if (atOnce) kernel(Slots().array(elements).array(values).integer(static_cast<std::int32_t>(values.size())));
    for (std::size_t i = 0; !atOnce && i < values.size(); ++i) {
      kernel(Slots().array(&elements[i], 1).array(&values[i], 1).integer(1));
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_TRUE(sameNumber(static_cast<double>(elements[i]), static_cast<double>(want(values[i]))))
          << kind.name << (atOnce ? " vector " : " scalar ") << +values[i] << " gave " << +elements[i];
    }
  }
}

class StoresInBounds : public testing::TestWithParam<std::string> {};

TEST_P(StoresInBounds, ConvertDoubles) {
  forEachKind([&](auto kind) {
    checkStores(kind, "(array $x f64 read)", "(load.inbounds $x $i)", kValues, kind.convert, GetParam());
  });
}

TEST_P(StoresInBounds, ConvertIntegersOfBothWidths) {
  const std::vector<std::int32_t> words{0,
                                        1,
                                        -1,
                                        127,
                                        128,
                                        -128,
                                        -129,
                                        255,
                                        256,
                                        257,
                                        65535,
                                        65536,
                                        16777217,
                                        -16777219,
                                        std::numeric_limits<std::int32_t>::max(),
                                        std::numeric_limits<std::int32_t>::min()};
  forEachKind([&](auto kind) {
    auto want = [&](std::int32_t value) { return kind.convert(value); };
    checkStores(kind, "(array $x i32 read)", "(load.inbounds $x $i)", words, want, GetParam());
    checkStores(kind, "(array $x i32 read)", "(i64.from_i32 (load.inbounds $x $i))", words, want, GetParam());
    checkStores(kind, "(array $x i32 read)", "(f64.from_i32 (load.inbounds $x $i))", words, want, GetParam());
  });
  // Wider than 32 bits: modulo for integers, clamped for clamped, nearest for floats.
  const std::vector<std::uint32_t> wide{0, 1, 255, 256, 0x7fffffff, 0x80000000, 0xffffffff};
  forEachKind([&](auto kind) {
    auto want = [&](std::uint32_t value) { return kind.convert(static_cast<double>(value) * 4097.0); };
    checkStores(kind, "(array $x u32 read)", "(i64.mul.nowrap (load.inbounds $x $i) (i64 4097))", wide, want,
                GetParam());
  });
}

INSTANTIATE_TEST_SUITE_P(Targets, StoresInBounds, testing::ValuesIn(runnableTargets()), [](const auto& info) {
  std::string name;
  for (const char c : info.param) {
    if (std::isalnum(static_cast<unsigned char>(c))) name += c;
  }
  return name;
});

TEST(LoadInbounds, GivesTheIntegerOrTheDouble) {
  forEachKind([](auto kind) {
    SCOPED_TRACE(kind.name);
    const std::string name = kind.name;
    const std::string convert = name == "u32"    ? "(f64.from_i64 "
                                : name[0] == 'f' ? "(f64.add (f64 -0) "
                                                 : "(f64.from_i32 ";
    const LoadedKernel kernel(loopOver("(array $a " + name + " read) (array $z f64 write)",
                                       "(store.inbounds $z $i " + convert + "(load.inbounds $a (i32.wrap_i64 $i))))"));
    auto elements = someElements<typename decltype(kind)::Type>();
    const auto once = elements;
    while (elements.size() < 200) elements.insert(elements.end(), once.begin(), once.end());
    std::vector<double> result(elements.size());
    kernel(Slots().array(elements).array(result).integer(static_cast<std::int32_t>(elements.size())));
    for (std::size_t i = 0; i < elements.size(); ++i) {
      ASSERT_TRUE(sameNumber(result[i], static_cast<double>(elements[i]))) << i;
    }
  });
}

TEST(Length, IsTheElementCount) {
  const LoadedKernel kernel(
      "(kernel \"k\" (params (array $a u8 read) (array $b f64 read)) (alias none)"
      "(body (return (f64.from_i64 (i64.add (i64.mul (length $a) (i64 1000)) (length $b))))))");
  std::vector<std::uint8_t> bytes(7);
  std::vector<double> numbers(3);
  EXPECT_EQ(kernel(Slots().array(bytes).array(numbers)).number(), 7003.0);
}

TEST(Aliasing, OverlappingArraysKeepTheOrderOfAccesses) {
  // y is x moved on by `distance` elements: each write is read again that many iterations later.
  const LoadedKernel kernel(loopOver("(array $x f64 read) (array $y f64 write)",
                                     "(store.inbounds $y $i (f64.add (load.inbounds $x $i) (f64 1)))", "may"));
  constexpr std::size_t kCount = 100;
  for (std::size_t distance = 0; distance <= 40; ++distance) {
    std::vector<double> memory(kCount + distance);
    for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<double>(i * 1000);
    std::vector<double> want = memory;
    for (std::size_t i = 0; i < kCount; ++i) want[i + distance] = want[i] + 1;
    kernel(Slots().array(memory.data(), kCount).array(memory.data() + distance, kCount).integer(kCount));
    EXPECT_EQ(memory, want) << distance;
  }
}

TEST(Aliasing, OverlapByPartOfAnElement) {
  const LoadedKernel kernel(loopOver("(array $x u8 read) (array $y u32 write)",
                                     "(store.inbounds $y $i (i32.mul (load.inbounds $x $i) (i32 16843009)))", "may"));
  constexpr std::size_t kCount = 64;
  std::vector<std::uint8_t> memory(kCount * 4);
  for (std::size_t i = 0; i < memory.size(); ++i) memory[i] = static_cast<std::uint8_t>(i * 37 + 1);
  std::vector<std::uint8_t> want = memory;
  for (std::size_t i = 0; i < kCount; ++i) {
    const std::uint8_t value = want[i];
    for (std::size_t k = 0; k < 4; ++k) want[i * 4 + k] = value;
  }
  kernel(Slots()
             .array(memory.data(), kCount)
             .array(reinterpret_cast<std::uint32_t*>(memory.data()), kCount)
             .integer(kCount));
  EXPECT_EQ(memory, want);
}

}  // namespace
}  // namespace jetloop::codegen::test
