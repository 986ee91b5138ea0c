#include "compiler/fuzz/check_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include "compiler/ir/limits.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/walk.h"

namespace jetloop::fuzz {
namespace {

constexpr std::array<std::string_view, 7> kCodes = {"ir-syntax", "ir-limit",    "ir-name",    "ir-type",
                                                    "ir-label",  "ir-readonly", "ir-parallel"};

Verdict checkRefusal(const Error& error) {
  Verdict verdict{error.code, std::nullopt};
  if (std::find(kCodes.begin(), kCodes.end(), error.code) == kCodes.end()) {
    verdict.violation = "undocumented code " + error.code;
  }
  const std::size_t digits = error.message.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos || error.message[digits] != ':') {
    verdict.violation = "no location in: " + error.message;
  }
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::all_of(error.message.begin(), error.message.end(), printable)) {
    verdict.violation = "the message has bytes that are not printable ASCII";
  }
  return verdict;
}

#ifdef JETLOOP_FUZZ_PLANTED_BUG
/// The control: a fuzzer that does not find this within seconds finds nothing else either.  A table of 64 lines is
/// indexed by a loop's line, clamped one too high.  No seed has a loop that far down.
void overrunBuffer(const ir::Kernel& kernel) {
  ir::forEachStatement(kernel.body, [](const ir::Statement& statement) {
    if (statement.kind != ir::StatementKind::Loop) return;
    const std::vector<char> loopOfLine(64);
    const volatile char* table = loopOfLine.data();
    static_cast<void>(table[std::min<std::size_t>(statement.position.line, loopOfLine.size())]);
  });
}
#endif

}  // namespace

Verdict checkText(std::string_view text) {
  const auto kernel = ir::readKernel(text);
  if (!kernel) return checkRefusal(kernel.error());
  if (const auto error = ir::verifyKernel(*kernel)) return {{}, "accepted, but " + error->message};
#ifdef JETLOOP_FUZZ_PLANTED_BUG
  overrunBuffer(*kernel);
#endif
  const std::string printed = ir::printKernel(*kernel);
  if (printed.size() > ir::kMaximumTextBytes) return {};
  const auto again = ir::readKernel(printed);
  if (!again) return {{}, "accepted, but its own print is not: " + again.error().message};
  if (ir::printKernel(*again) != printed) return {{}, "printing is not a fixpoint"};
  return {};
}

}  // namespace jetloop::fuzz
