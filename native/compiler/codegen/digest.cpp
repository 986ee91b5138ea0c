#include <llvm/ADT/StringExtras.h>
#include <llvm/Support/SHA256.h>

#include "compiler/codegen/codegen.h"

namespace jetloop::codegen {

std::string digestHex(std::span<const std::uint8_t> bytes) {
  return llvm::toHex(llvm::SHA256::hash(llvm::ArrayRef<std::uint8_t>(bytes.data(), bytes.size())), /*LowerCase=*/true);
}

}  // namespace jetloop::codegen
