#include "compiler/codegen/test/loaded_kernel.h"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <bit>
#include <cstdio>
#include <cstdlib>

#include "base/result_words.h"
#include "compiler/ir/reader.h"

namespace jetloop::codegen::test {

namespace {

[[noreturn]] void fail(const std::string& message) {
  std::fprintf(stderr, "loaded_kernel: %s\n", message.c_str());
  std::abort();
}

template <typename Value>
Value must(Result<Value> result) {
  if (!result) fail(result.error().code + ": " + result.error().message);
  return std::move(*result);
}

}  // namespace

std::vector<std::string> runnableTargets() {
  std::vector<std::string> targets{"host"};
#ifdef __x86_64__
  targets.emplace_back("x86-64-v2");
  if (__builtin_cpu_supports("x86-64-v3")) targets.emplace_back("x86-64-v3");
  if (__builtin_cpu_supports("x86-64-v4")) targets.emplace_back("x86-64-v4");
#endif
  return targets;
}

double KernelResult::number() const { return std::bit_cast<double>(bits); }

Slots& Slots::number(double value) {
  words_.push_back(std::bit_cast<std::uint64_t>(value));
  return *this;
}

ObjectCode compile(const std::string& irText, const std::string& target) {
  initialize();
  const ir::Kernel kernel = must(ir::readKernel(irText));
  return must(generateObject(kernel, must(parseTarget(target))));
}

std::string assembly(const std::string& irText, const std::string& target) {
  initialize();
  const ir::Kernel kernel = must(ir::readKernel(irText));
  return must(generateText(kernel, must(parseTarget(target)), TextOutput::Assembly));
}

LoadedKernel::LoadedKernel(const std::string& irText, const std::string& target) : code_(compile(irText, target)) {
  // Open for as long as the kernel is loaded: another kernel's file of the same name would be taken for this one.
  file_ = memfd_create("kernel", MFD_CLOEXEC);
  if (write(file_, code_.bytes.data(), code_.bytes.size()) != static_cast<ssize_t>(code_.bytes.size())) fail("write");
  handle_ = dlopen(("/proc/self/fd/" + std::to_string(file_)).c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle_ == nullptr) fail(dlerror());
  entry_ = reinterpret_cast<decltype(entry_)>(dlsym(handle_, "jetloop_kernel"));
  if (entry_ == nullptr) fail("no entry");
}

LoadedKernel::~LoadedKernel() {
  dlclose(handle_);
  close(file_);
}

KernelResult LoadedKernel::operator()(const Slots& slots, const Services* services) const {
  std::vector<std::uint64_t> words(kResultHead + kMaximumResults);
  words[0] = 99;
  entry_(slots.data(), words.data(), services);
  KernelResult result{words[0], words[1]};
  for (std::size_t i = kResultHead; i < words.size(); ++i) result.elements.push_back(std::bit_cast<double>(words[i]));
  return result;
}

std::uint32_t LoadedKernel::abi() const { return *static_cast<const std::uint32_t*>(dlsym(handle_, "jetloop_abi")); }

}  // namespace jetloop::codegen::test
