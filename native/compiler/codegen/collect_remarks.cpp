#include "compiler/codegen/collect_remarks.h"

#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/DiagnosticPrinter.h>
#include <llvm/Support/raw_ostream.h>

namespace jetloop::codegen {

namespace {

constexpr llvm::StringRef kVectorizer = "loop-vectorize";
constexpr llvm::StringRef kUnroller = "loop-unroll";

/// The number in a remark's argument ("8", or "vscale x 4" for scalable vectors); 1 when there is none.
std::uint32_t numberArgument(const llvm::DiagnosticInfoOptimizationBase& remark, llvm::StringRef key) {
  for (const auto& argument : remark.getArgs()) {
    if (argument.Key != key) continue;
    llvm::StringRef text = argument.Val;
    text.consume_front("vscale x ");
    std::uint32_t number = 1;
    return text.getAsInteger(10, number) ? 1 : number;
  }
  return 1;
}

/// LLVM's sentence without the part that says that nothing happened, without advice for C (pragmas) and places in code
/// that our users have not written; empty when nothing else is left.
std::string obstacle(const llvm::DiagnosticInfoOptimizationBase& remark) {
  const std::string whole = remark.getMsg();
  llvm::StringRef text = whole;
  if (text.consume_front("loop not vectorized")) text.consume_front(": ");
  const auto [sentence, rest] = text.split(" Use #pragma");
  const llvm::StringRef detail = rest.split('\n').second.split(" Memory location").first;
  if (detail.empty()) return sentence.trim().str();
  return (sentence.rtrim('.') + ": " + detail.trim().rtrim('.')).str();
}

}  // namespace

bool RemarkCollector::isAnalysisRemarkEnabled(llvm::StringRef pass) const { return pass == kVectorizer; }
bool RemarkCollector::isMissedOptRemarkEnabled(llvm::StringRef pass) const { return pass == kVectorizer; }
bool RemarkCollector::isPassedOptRemarkEnabled(llvm::StringRef pass) const {
  return pass == kVectorizer || pass == kUnroller;
}

// Remarks of passes that asked only whether any remark is enabled come here too.
bool RemarkCollector::handleDiagnostics(const llvm::DiagnosticInfo& info) {
  if (const auto* remark = llvm::dyn_cast<llvm::DiagnosticInfoOptimizationBase>(&info)) {
    if (!remark->isLocationAvailable()) return true;
    const std::uint32_t ordinal = remark->getLocation().getLine();
    const llvm::StringRef pass = remark->getPassName();
    if (remark->isPassed() && pass == kVectorizer) {
      loops_.noteVectorized(ordinal, numberArgument(*remark, "VectorizationFactor"),
                            numberArgument(*remark, "InterleaveCount"));
    } else if (remark->isPassed() && pass == kUnroller) {
      loops_.noteUnrolled(ordinal, remark->getMsg());
    } else if (pass == kVectorizer) {
      if (const std::string reason = obstacle(*remark); !reason.empty()) loops_.noteObstacle(ordinal, reason);
    }
    return true;
  }
  if (info.getSeverity() == llvm::DS_Error) {
    llvm::raw_string_ostream stream(errors_);
    llvm::DiagnosticPrinterRawOStream printer(stream);
    info.print(printer);
    stream << '\n';
  }
  return true;
}

}  // namespace jetloop::codegen
