#include <gtest/gtest.h>

#include "compiler/codegen/codegen.h"

namespace jetloop::codegen {
namespace {

class Targets : public testing::Test {
 protected:
  static void SetUpTestSuite() { initialize(); }
};

TEST_F(Targets, PrintAndReadBack) {
  for (const char* name :
       {"host", "x86-64-v2", "x86-64-v3", "x86-64-v4", "aarch64", "x86_64-unknown-linux-gnu skylake +avx,-avx2"}) {
    SCOPED_TRACE(name);
    const Result<Target> target = parseTarget(name);
    ASSERT_TRUE(target) << target.error().message;
    const std::string text = formatTarget(*target);
    const Result<Target> again = parseTarget(text);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(formatTarget(*again), text);
  }
  EXPECT_EQ(formatTarget(*parseTarget("x86-64-v3")), "x86_64-unknown-linux-gnu x86-64-v3 -");
}

TEST_F(Targets, DetectionIsStable) { EXPECT_EQ(formatTarget(detectHost()), formatTarget(detectHost())); }

TEST_F(Targets, RefuseWhatTheyDoNotKnow) {
  for (const char* text : {"", "x86-64-v9", "x86_64-unknown-linux-gnu", "x86_64-unknown-linux-gnu nosuchcpu -",
                           "x86_64-unknown-linux-gnu skylake +nosuchfeature", "x86_64-unknown-linux-gnu skylake avx2",
                           "x86_64-unknown-linux-gnu skylake +avx,,", "riscv64-unknown-linux-gnu generic -",
                           "x86_64-pc-windows-msvc skylake -", "x86_64-unknown-linux-gnu x86-64 -",
                           "x86_64-unknown-linux-gnu skylake - more"}) {
    SCOPED_TRACE(text);
    const Result<Target> target = parseTarget(text);
    ASSERT_FALSE(target);
    EXPECT_EQ(target.error().code, "target-unknown");
  }
}

}  // namespace
}  // namespace jetloop::codegen
