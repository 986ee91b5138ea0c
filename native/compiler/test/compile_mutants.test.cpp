// Damaged IR through the whole compiler: every text gives an error or an object, never a crash.  The reader's own test
// damages more, and looks closer, but stops where the transforms and LLVM begin.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "compiler/codegen/codegen.h"
#include "compiler/fuzz/mutate_text.h"
#include "compiler/ir/test/corpus.h"
#include "compiler/pipeline.h"

namespace jetloop::test {
namespace {

constexpr int kMutants = 10'000;

/// JETLOOP_MUTANTS="seed count" runs others, or more.
struct Mutants {
  std::uint64_t seed = 11;
  int count = kMutants;

  Mutants() {
    if (const char* text = std::getenv("JETLOOP_MUTANTS")) {
      char* rest = nullptr;
      seed = std::strtoull(text, &rest, 10);
      count = static_cast<int>(std::strtol(rest, nullptr, 10));
    }
  }
};

TEST(CompileMutants, EveryDamagedTextGivesAnErrorOrAnObject) {
  codegen::initialize();
  const Result<Target> target = codegen::parseTarget("x86-64-v3");
  ASSERT_TRUE(target);
  const Mutants mutants;
  fuzz::Mutator mutator(ir::test::readCorpus(), mutants.seed);
  int compiled = 0, refused = 0;
  for (int i = 0; i < mutants.count; ++i) {
    const std::string text = mutator.next();
    const Result<CompileOutput> output = compileKernel(text, *target);
    if (output) {
      ASSERT_FALSE(output->object.empty()) << "mutant " << i << ":\n" << text;
      ++compiled;
      continue;
    }
    ++refused;
    // Ours are the errors of the reader; anything else says that a pass or LLVM was taken by surprise.
    ASSERT_TRUE(output.error().code.starts_with("ir-"))
        << "mutant " << i << ": " << output.error().code << ": " << output.error().message << "\n"
        << text;
  }
  // Worth something only if many come through the reader.
  EXPECT_GT(compiled, mutants.count / 20);
  EXPECT_GT(refused, mutants.count / 20);
  std::printf("%d compiled, %d refused\n", compiled, refused);
}

}  // namespace
}  // namespace jetloop::test
