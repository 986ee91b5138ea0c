#include "runtime/hardware/cpu_limit.h"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string_view>
#include <vector>

namespace jetloop::runtime {
namespace {

/// A hierarchy of control groups: where it is mounted, and which of its folders is mounted there.
struct Mount {
  std::string folder;
  std::string subtree;
};

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// /proc/self/mountinfo: fields, "-", the file system's type, its source, its options.  `controller` is empty for the
/// unified hierarchy.
std::optional<Mount> findMount(const std::string& root, std::string_view controller) {
  std::ifstream file(root + "/proc/self/mountinfo");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> fields = split(line, ' ');
    const auto dash = std::find(fields.begin(), fields.end(), "-");
    if (fields.size() < 6 || fields.end() - dash < 4) continue;
    const bool isWanted =
        controller.empty() ? dash[1] == "cgroup2" : dash[1] == "cgroup" && contains(split(dash[3], ','), controller);
    if (isWanted) return Mount{fields[4], fields[3]};
  }
  return std::nullopt;
}

/// /proc/self/cgroup: "number:controllers:path".
std::optional<std::string> findGroup(const std::string& root, std::string_view controller) {
  std::ifstream file(root + "/proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find(':');
    if (first == std::string::npos) continue;
    const auto second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool isWanted = controller.empty() ? controllers.empty() : contains(split(controllers, ','), controller);
    if (isWanted) return line.substr(second + 1);
  }
  return std::nullopt;
}

std::optional<double> readNumber(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string readFirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

std::optional<double> quotient(std::string_view quotaText, std::string_view periodText) {
  const auto quota = readNumber(quotaText);  // "max" and -1 stand for no limit
  const auto period = readNumber(periodText);
  if (!quota || !period || *quota <= 0 || *period <= 0) return std::nullopt;
  return *quota / *period;
}

std::optional<double> readUnified(const std::string& folder) {
  const std::vector<std::string> parts = split(readFirstLine(folder + "/cpu.max"), ' ');
  return parts.size() == 2 ? quotient(parts[0], parts[1]) : std::nullopt;
}

std::optional<double> readOfController(const std::string& folder) {
  return quotient(readFirstLine(folder + "/cpu.cfs_quota_us"), readFirstLine(folder + "/cpu.cfs_period_us"));
}

/// The tightest limit of the process's group and of those around it, as far as they can be seen from here.
std::optional<double> readLimits(const std::string& root, std::string_view controller,
                                 std::optional<double> (*read)(const std::string& folder)) {
  const auto mount = findMount(root, controller);
  const auto group = findGroup(root, controller);
  if (!mount || !group) return std::nullopt;
  // In a container the path may be the host's, while only the container's part of the tree is mounted.
  std::string path = *group;
  if (mount->subtree != "/") path = path.starts_with(mount->subtree) ? path.substr(mount->subtree.size()) : "";
  if (path == "/" || path.find("..") != std::string::npos) path = "";

  const std::string top = root + mount->folder;
  std::optional<double> tightest;
  for (;;) {
    if (const auto limit = read(std::string(top).append(path))) tightest = std::min(tightest.value_or(*limit), *limit);
    if (path.empty()) return tightest;
    path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  }
}

}  // namespace

std::uint32_t processorsOfAffinity() {
  // The set's size is the kernel's, which is not told; too small a set is an error.
  for (std::size_t processors = 1024; processors <= std::size_t{1} << 20; processors *= 4) {
    cpu_set_t* set = CPU_ALLOC(processors);
    if (set == nullptr) break;
    const std::size_t bytes = CPU_ALLOC_SIZE(processors);
    const bool isKnown = sched_getaffinity(0, bytes, set) == 0;
    const bool isTooSmall = !isKnown && errno == EINVAL;
    const int count = isKnown ? CPU_COUNT_S(bytes, set) : 0;
    CPU_FREE(set);
    if (!isTooSmall) return static_cast<std::uint32_t>(std::max(1, count));
  }
  return 1;
}

std::optional<double> processorsOfControlGroups(const std::string& root) {
  const auto unified = readLimits(root, "", readUnified);
  const auto ofController = readLimits(root, "cpu", readOfController);
  if (unified && ofController) return std::min(*unified, *ofController);
  return unified ? unified : ofController;
}

std::uint32_t usableProcessors() {
  const std::uint32_t processors = processorsOfAffinity();
  const double granted = std::ceil(processorsOfControlGroups().value_or(processors));
  return static_cast<std::uint32_t>(std::clamp<double>(granted, 1, processors));
}

}  // namespace jetloop::runtime
