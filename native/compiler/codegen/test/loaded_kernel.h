// For tests: compiles IR text, loads the object into this process, and calls it.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "base/services.h"
#include "compiler/codegen/codegen.h"

namespace jetloop::codegen::test {

/// Targets whose objects this machine can run, as parseTarget takes them.
std::vector<std::string> runnableTargets();

struct KernelResult {
  std::uint64_t tag = 99;  // not one of the ABI's
  std::uint64_t bits = 0;
  std::vector<double> elements{};  // of the result array, as many as there can be
  double number() const;
};

/// Arguments in the layout of docs/ir.md "Kernel ABI".
class Slots {
 public:
  template <typename Element>
  Slots& array(std::vector<Element>& elements) {
    return array(elements.data(), elements.size());
  }
  template <typename Element>
  Slots& array(Element* data, std::size_t count) {
    words_.push_back(reinterpret_cast<std::uintptr_t>(data));
    words_.push_back(count);
    return *this;
  }
  Slots& integer(std::int32_t value) {
    words_.push_back(static_cast<std::uint64_t>(std::int64_t{value}));
    return *this;
  }
  Slots& number(double value);
  Slots& boolean(bool value) {
    words_.push_back(value ? 1 : 0);
    return *this;
  }
  const std::uint64_t* data() const { return words_.data(); }

 private:
  std::vector<std::uint64_t> words_;
};

/// A kernel of this process.  Reading, compiling and loading must succeed: a failure ends the test with its message.
class LoadedKernel {
 public:
  explicit LoadedKernel(const std::string& irText, const std::string& target = "host");
  ~LoadedKernel();
  LoadedKernel(const LoadedKernel&) = delete;
  LoadedKernel& operator=(const LoadedKernel&) = delete;

  KernelResult operator()(const Slots& slots, const Services* services = nullptr) const;
  const ObjectCode& code() const { return code_; }
  std::uint32_t abi() const;

 private:
  ObjectCode code_;
  int file_ = -1;
  void* handle_ = nullptr;
  void (*entry_)(const std::uint64_t*, std::uint64_t*, const Services*) = nullptr;
};

/// Reads and compiles without loading.
ObjectCode compile(const std::string& irText, const std::string& target = "host");
std::string assembly(const std::string& irText, const std::string& target);

}  // namespace jetloop::codegen::test
