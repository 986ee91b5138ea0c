#include "runtime/hardware/cpu_limit.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace jetloop::runtime {
namespace {

/// A tree of files that stands for a machine's.
class Machine {
 public:
  Machine() {
    std::string pattern = (std::filesystem::temp_directory_path() / "jetloop-cpu-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~Machine() { std::filesystem::remove_all(root_); }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  Machine& file(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(root_ + path).parent_path());
    std::ofstream(root_ + path) << text;
    return *this;
  }
  std::optional<double> processors() const { return processorsOfControlGroups(root_); }

 private:
  std::string root_;
};

const std::string kUnifiedMount = "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";
const std::string kCpuMount = "33 25 0:29 / /sys/fs/cgroup/cpu,cpuacct rw shared:9 - cgroup cgroup rw,cpu,cpuacct\n";

TEST(ControlGroups, HaveNoLimitWhereThereAreNone) { EXPECT_EQ(Machine().processors(), std::nullopt); }

TEST(ControlGroups, OfTheUnifiedHierarchy) {
  Machine machine;
  machine.file("/proc/self/mountinfo", kUnifiedMount).file("/proc/self/cgroup", "0::/a/b\n");
  EXPECT_EQ(machine.processors(), std::nullopt);
  machine.file("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  EXPECT_EQ(machine.processors(), std::nullopt);
  machine.file("/sys/fs/cgroup/a/b/cpu.max", "250000 100000\n");
  EXPECT_EQ(machine.processors(), 2.5);
}

TEST(ControlGroups, AreAsTightAsTheTightestAround) {
  Machine machine;
  machine.file("/proc/self/mountinfo", kUnifiedMount)
      .file("/proc/self/cgroup", "0::/a/b\n")
      .file("/sys/fs/cgroup/a/b/cpu.max", "400000 100000\n")
      .file("/sys/fs/cgroup/a/cpu.max", "150000 50000\n")
      .file("/sys/fs/cgroup/cpu.max", "max 100000\n");
  EXPECT_EQ(machine.processors(), 3.0);
}

TEST(ControlGroups, OfTheCpuController) {
  Machine machine;
  machine.file("/proc/self/mountinfo", kCpuMount)
      .file("/proc/self/cgroup", "9:name=systemd:/\n4:cpu,cpuacct:/docker/x\n2:cpuset:/other\n")
      .file("/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_quota_us", "-1\n")
      .file("/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_period_us", "100000\n");
  EXPECT_EQ(machine.processors(), std::nullopt);
  machine.file("/sys/fs/cgroup/cpu,cpuacct/docker/x/cpu.cfs_quota_us", "50000\n");
  EXPECT_EQ(machine.processors(), 0.5);
}

/// A container sees its own part of the tree, and in older ones the path is the host's.
TEST(ControlGroups, OfAContainer) {
  Machine machine;
  machine
      .file("/proc/self/mountinfo",
            "33 25 0:29 /docker/x /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu\n"
            "30 24 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n")
      .file("/proc/self/cgroup", "4:cpu:/docker/x\n0::/../..\n")
      .file("/sys/fs/cgroup/cpu/cpu.cfs_quota_us", "600000\n")
      .file("/sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n")
      .file("/sys/fs/cgroup/unified/cpu.max", "700000 100000\n");
  EXPECT_EQ(machine.processors(), 6.0);
}

TEST(ControlGroups, AreIgnoredWhereTheirFilesAreDamaged) {
  for (const char* text : {"", "\n", "x y\n", "100000\n", "0 100000\n", "100000 0\n", "-5 100000\n", "1e999 1\n"}) {
    Machine machine;
    machine.file("/proc/self/mountinfo", "damaged\n\n" + kUnifiedMount)
        .file("/proc/self/cgroup", "nothing\n:\n0::/a\n")
        .file("/sys/fs/cgroup/a/cpu.max", text);
    EXPECT_EQ(machine.processors(), std::nullopt) << text;
  }
}

TEST(Affinity, IsThatOfTheThread) {
  std::thread([] {
    const std::uint32_t before = processorsOfAffinity();
    EXPECT_GE(before, usableProcessors());
    cpu_set_t set;
    ASSERT_EQ(sched_getaffinity(0, sizeof set, &set), 0);
    int first = 0;
    while (!CPU_ISSET(first, &set)) ++first;
    CPU_ZERO(&set);
    CPU_SET(first, &set);
    ASSERT_EQ(sched_setaffinity(0, sizeof set, &set), 0);
    EXPECT_EQ(processorsOfAffinity(), 1U);
    EXPECT_EQ(usableProcessors(), 1U);
  }).join();
}

}  // namespace
}  // namespace jetloop::runtime
