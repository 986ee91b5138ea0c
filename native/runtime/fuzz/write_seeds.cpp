// Writes the fuzzer's first inputs: write_seeds FOLDER.

#include <filesystem>
#include <fstream>

#include "runtime/test/test_object.h"

int main(int argumentCount, char** arguments) {
  using namespace jetloop::runtime;
  if (argumentCount != 2) return 2;
  const std::filesystem::path folder = arguments[1];
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* name, const test::TestObject& object) {
    std::ofstream file(folder / name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(object.bytes.data()), static_cast<std::streamsize>(object.bytes.size()));
    return file.good();
  };
  test::TestObject named;
  named.dynamic(test::TestObject::SpareEntry) = {DT_SONAME, {1}};
  named.header(test::TestObject::Spare) = {PT_NOTE, PF_R, 0, 0, 0, 8, 8, 8};
  return write("plain", test::TestObject()) && write("named", named) ? 0 : 1;
}
