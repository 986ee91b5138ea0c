// jetloop-compiler: a pure function from (IR text, target) to an object, in a process of its own.
// docs/compiler-protocol.md.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline.h"
#include "compiler/report.h"
#include "compiler/serve.h"

namespace jetloop {

namespace {

enum ExitCode { kDone = 0, kRefused = 1, kUsage = 2 };  // 70, internal error, is left to codegen::initialize()

constexpr const char* kVersion = "jetloop-compiler " JETLOOP_VERSION "\n";

constexpr const char* kHelp =
    "usage: jetloop-compiler compile FILE --target T -o OUT [--json]   compile IR to a shared object\n"
    "       jetloop-compiler print FILE [--after PASS]                 run the IR passes and print the IR\n"
    "       jetloop-compiler emit FILE --target T --as FORM            print llvm, llvm-optimized or asm\n"
    "       jetloop-compiler host                                      print this machine's target\n"
    "       jetloop-compiler --serve                                   serve requests on standard input\n"
    "       jetloop-compiler --version | --help\n"
    "FILE may be - for standard input.  T is host, x86-64-v2, x86-64-v3, x86-64-v4, aarch64 or 'TRIPLE CPU FEATURES'.\n"
    "Exit codes: 0 done, 1 the input was refused, 2 wrong usage, 70 internal error.\n";

/// What a hostile or huge kernel may take from the machine.
constexpr rlim_t kMaximumAddressSpace = rlim_t{4} << 30;

struct Arguments {
  std::string file;
  std::string target = "host";
  std::string output;
  std::string pass;
  std::string form;
  bool json = false;
};

int usage(const std::string& message) {
  std::cerr << "jetloop-compiler: " << message << "\n" << kHelp;
  return kUsage;
}

int refuse(const Error& error) {
  std::cerr << "jetloop-compiler: " << error.code << ": " << error.message << "\n";
  return kRefused;
}

int print(const Result<std::string>& text) {
  if (!text) return refuse(text.error());
  std::cout << *text;
  if (!text->ends_with('\n')) std::cout << '\n';
  return kDone;
}

std::optional<std::string> readFile(const std::string& name) {
  if (name == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Options with a value, `--json`, and one file; false for anything else.
bool parseArguments(const std::vector<std::string>& words, Arguments& arguments) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string& word = words[i];
    std::string* value = word == "--target"  ? &arguments.target
                         : word == "-o"      ? &arguments.output
                         : word == "--after" ? &arguments.pass
                         : word == "--as"    ? &arguments.form
                                             : nullptr;
    if (value != nullptr) {
      if (++i == words.size()) return false;
      *value = words[i];
    } else if (word == "--json") {
      arguments.json = true;
    } else if (arguments.file.empty() && (word == "-" || !word.starts_with("-"))) {
      arguments.file = word;
    } else {
      return false;
    }
  }
  return !arguments.file.empty();
}

int compileCommand(const Arguments& arguments, const std::string& text) {
  if (arguments.output.empty()) return usage("compile needs -o OUT");
  const Result<Target> target = codegen::parseTarget(arguments.target);
  if (!target) return refuse(target.error());
  const Result<CompileOutput> output = compileKernel(text, *target);
  if (!output) return refuse(output.error());
  std::ofstream file(arguments.output, std::ios::binary);
  file.write(reinterpret_cast<const char*>(output->object.data()), static_cast<std::streamsize>(output->object.size()));
  if (!file.flush()) return refuse({"output-failed", "cannot write '" + arguments.output + "'"});
  if (arguments.json) std::cout << describeCompilation("", *output) << '\n';
  return kDone;
}

int emitCommand(const Arguments& arguments, const std::string& text) {
  const Result<Target> target = codegen::parseTarget(arguments.target);
  if (!target) return refuse(target.error());
  if (arguments.form == "llvm") return print(emitKernelText(text, *target, codegen::TextOutput::LlvmBefore));
  if (arguments.form == "llvm-optimized") return print(emitKernelText(text, *target, codegen::TextOutput::LlvmAfter));
  if (arguments.form == "asm") return print(emitKernelText(text, *target, codegen::TextOutput::Assembly));
  return usage("emit needs --as llvm, llvm-optimized or asm");
}

int printCommand(const Arguments& arguments, const std::string& text) {
  return print(transformKernel(text, arguments.pass.empty() ? passNames().back() : arguments.pass));
}

void limitResources() {
  const rlimit memory{kMaximumAddressSpace, kMaximumAddressSpace};
  setrlimit(RLIMIT_AS, &memory);
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int serveCommand() {
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  // Ctrl-C reaches the whole terminal group; the parent decides, and its end closes our input.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  return serve(STDIN_FILENO, STDOUT_FILENO);
}

int run(const std::vector<std::string>& words) {
  if (words.empty()) return usage("a command is missing");
  const std::string& command = words[0];
  if (command == "--help") {
    std::cout << kHelp;
    return kDone;
  }
  if (command == "--version") {
    std::cout << kVersion;
    return kDone;
  }
  limitResources();
  codegen::initialize();
  if (command == "--serve" && words.size() == 1) return serveCommand();
  if (command == "host" && words.size() == 1) return print(codegen::formatTarget(codegen::detectHost()));

  if (command != "compile" && command != "print" && command != "emit")
    return usage("unknown command '" + command + "'");
  Arguments arguments;
  if (!parseArguments(words, arguments)) return usage("cannot make sense of the arguments of " + command);
  const std::optional<std::string> text = readFile(arguments.file);
  if (!text) return refuse({"input-missing", "cannot read '" + arguments.file + "'"});
  if (command == "compile") return compileCommand(arguments, *text);
  if (command == "print") return printCommand(arguments, *text);
  return emitCommand(arguments, *text);
}

}  // namespace

}  // namespace jetloop

int main(int count, char** words) { return jetloop::run({words + 1, words + count}); }
