#include "corpus.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace jetloop::ir::test {
namespace {

std::string readFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<std::string> readCorpus() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(JETLOOP_IR_CORPUS)) {
    if (entry.path().extension() == ".ir") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) texts.push_back(readFile(path));
  return texts;
}

std::string readFixture(const std::string& name) { return readFile(std::filesystem::path(JETLOOP_IR_CORPUS) / name); }

std::string kernelWithBody(const std::string& body) {
  return "(kernel \"k\" (params (array $a f64 write) (array $r f64 read) (i32 $n) (bool $p)) (alias none) (body " +
         body + "))";
}

}  // namespace jetloop::ir::test
