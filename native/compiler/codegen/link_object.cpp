#include "compiler/codegen/link_object.h"

#include <fcntl.h>
#include <lld/Common/Driver.h>
#include <llvm/Support/raw_ostream.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <thread>

LLD_HAS_DRIVER(elf)

namespace jetloop::codegen {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  /// lld takes names of files only.
  std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

Error systemError(const char* what) { return Error{"link-failed", std::string(what) + ": " + std::strerror(errno)}; }

bool writeAll(int descriptor, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

void readAll(int descriptor, std::vector<std::uint8_t>& bytes) {
  std::uint8_t buffer[1 << 16];
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    bytes.insert(bytes.end(), buffer, buffer + count);
  }
}

/// Runs lld with its output going into a pipe: for a regular file, a memory file too, it would make a temporary file
/// beside it and rename that, which /proc/self/fd does not allow.
lld::Result runLinker(const std::string& input, const std::string& output, std::string& messages) {
  const char* arguments[] = {
      "ld.lld",
      "-shared",
      "--no-undefined",  // the object imports nothing: a call to a library would be reported here
      "-z",
      "rodynamic",  // nothing in the object is written to, so nothing need be writable
      "-z",
      "norelro",
      "-z",
      "noexecstack",        // stated in the object: saying nothing would ask for an executable stack
      "--hash-style=sysv",  // the plain table, which also tells how many symbols there are
      "--build-id=none",
      "--strip-all",
      "--gc-sections",
      "--threads=1",
      "-o",
      output.c_str(),
      input.c_str()};
  llvm::raw_string_ostream stream(messages);
  return lld::lldMain(arguments, llvm::nulls(), stream, {{lld::Gnu, &lld::elf::link}});
}

}  // namespace

Result<std::vector<std::uint8_t>> linkObject(std::span<const char> relocatable) {
  const Descriptor input(memfd_create("jetloop-relocatable", MFD_CLOEXEC));
  if (!input.open()) return systemError("memfd_create");
  if (!writeAll(input.number(), relocatable)) return systemError("write");
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return systemError("pipe2");
  const Descriptor readEnd(ends[0]);
  Descriptor writeEnd(ends[1]);

  std::vector<std::uint8_t> bytes;
  std::thread reader([&] { readAll(readEnd.number(), bytes); });
  std::string messages;
  const lld::Result result = runLinker(input.path(), writeEnd.path(), messages);
  writeEnd.close();
  reader.join();
  if (result.retCode != 0 || bytes.empty()) return Error{"link-failed", "lld: " + messages};
  return bytes;
}

}  // namespace jetloop::codegen
