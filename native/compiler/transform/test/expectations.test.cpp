// IR text in, IR text out: test/ir/transform/NAME.ir and what each pass makes of it, NAME.PASS.ir, with the report as
// comments. JETLOOP_UPDATE_EXPECTATIONS=1 writes the expectations anew, for a person to review.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/walk.h"
#include "compiler/transform/narrow_numbers.h"
#include "compiler/transform/split_loops.h"
#include "compiler/transform/version_loops.h"

namespace jetloop::transform::test {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = JETLOOP_TRANSFORM_EXPECTATIONS;

std::string readFile(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::set<fs::path> inputsIn(const fs::path& folder) {
  std::set<fs::path> inputs;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const bool input = entry.path().extension() == ".ir" && entry.path().stem().extension().empty();
    if (input) inputs.insert(entry.path());
  }
  return inputs;
}

std::string describe(const TransformReport& report) {
  std::ostringstream text;
  for (const GuardedLoop& guard : report.guards) {
    text << "; guard " << guard.position.line << ":" << guard.position.column << " proves " << guard.accesses << "\n";
  }
  for (const UnprovedAccess& access : report.unproved) {
    text << "; checked " << access.position.line << ":" << access.position.column << " $" << access.array << " "
         << access.reason << "\n";
  }
  return text.str();
}

fs::path expectationPath(fs::path input, const char* pass) {
  return input.replace_extension(std::string(".") + pass + ".ir");
}

void expectText(const fs::path& input, const char* pass, const std::string& actual) {
  const fs::path path = expectationPath(input, pass);
  if (std::getenv("JETLOOP_UPDATE_EXPECTATIONS") != nullptr) std::ofstream(path) << actual;
  EXPECT_EQ(readFile(path), actual) << path.filename();
}

TEST(Expectations, EachPassPrintsWhatIsWritten) {
  const std::set<fs::path> inputs = inputsIn(kFolder);
  EXPECT_GE(inputs.size(), 15U);
  for (const fs::path& input : inputs) {
    SCOPED_TRACE(input.filename());
    Result<ir::Kernel> kernel = ir::readKernel(readFile(input));
    ASSERT_TRUE(kernel) << kernel.error().message;
    TransformReport report;
    versionLoops(*kernel, report);
    ASSERT_FALSE(ir::verifyKernel(*kernel));
    expectText(input, "version-loops", ir::printKernel(*kernel) + "\n" + describe(report));
    narrowNumbers(*kernel);
    ASSERT_FALSE(ir::verifyKernel(*kernel));
    const std::string narrowed = ir::printKernel(*kernel) + "\n";
    expectText(input, "narrow-numbers", narrowed);
    splitLoops(*kernel);
    ASSERT_FALSE(ir::verifyKernel(*kernel));
    // Most kernels have nothing to split: only where something changes is there an expectation.
    const std::string split = ir::printKernel(*kernel) + "\n";
    if (split != narrowed || fs::exists(expectationPath(input, "split-loops"))) expectText(input, "split-loops", split);
  }
}

/// Every access of these kernels is affine: each is proved, at the outermost loops, and every counter becomes an
/// integer.
TEST(Expectations, RealKernelsRunWithoutChecks) {
  const std::set<fs::path> inputs = inputsIn(kFolder / "kernels");
  EXPECT_GE(inputs.size(), 16U);
  for (const fs::path& input : inputs) {
    SCOPED_TRACE(input.filename());
    Result<ir::Kernel> kernel = ir::readKernel(readFile(input));
    ASSERT_TRUE(kernel) << kernel.error().message;
    std::set<ir::Position, decltype([](ir::Position a, ir::Position b) {
               return std::pair(a.line, a.column) < std::pair(b.line, b.column);
             })>
        outermost;
    for (const ir::Statement* statement : kernel->body) {
      if (statement->kind == ir::StatementKind::Loop) outermost.insert(statement->position);
    }
    TransformReport report;
    versionLoops(*kernel, report);
    EXPECT_EQ(describe({{}, report.unproved, {}}), "");
    EXPECT_EQ(report.guards.size(), outermost.size());
    for (const GuardedLoop& guard : report.guards) EXPECT_TRUE(outermost.contains(guard.position));

    narrowNumbers(*kernel);
    ASSERT_FALSE(ir::verifyKernel(*kernel));
    ir::forEachExpressionIn(kernel->body, [&](const ir::Expression& expression) {
      if (expression.op == ir::Op::LoadInbounds) {
        EXPECT_EQ(expression.operands[0]->type, ir::Type::I64);
      }
      EXPECT_NE(expression.op, ir::Op::I64ExactF64) << ir::printExpression(*kernel, expression);
    });
  }
}

}  // namespace
}  // namespace jetloop::transform::test
