#include "runtime/object_loader.h"

#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/sha256.h"

namespace jetloop::runtime {
namespace {

using ObjectPointer = std::shared_ptr<const LoadedObject>;

/// The objects that somebody in this process holds, by digest.  It keeps none of them alive.
class ObjectTable {
 public:
  ObjectPointer find(const Sha256Digest& digest) {
    const std::lock_guard lock(mutex_);
    const auto entry = objects_.find(digest);
    return entry == objects_.end() ? nullptr : entry->second.lock();
  }

  /// Adds the object, unless another thread was faster: then that one is the answer.
  ObjectPointer add(const Sha256Digest& digest, ObjectPointer object) {
    const std::lock_guard lock(mutex_);
    std::erase_if(objects_, [](const auto& entry) { return entry.second.expired(); });
    const auto [entry, added] = objects_.try_emplace(digest, object);
    if (added) return object;
    if (ObjectPointer earlier = entry->second.lock()) return earlier;
    entry->second = object;
    return object;
  }

 private:
  std::mutex mutex_;
  std::map<Sha256Digest, std::weak_ptr<const LoadedObject>> objects_;
};

ObjectTable& objectTable() {
  static ObjectTable table;
  return table;
}

/// Copies the segments into fresh pages and gives every page its final rights; what lies between segments becomes
/// inaccessible.
Result<PageRegion> mapImage(std::span<const std::uint8_t> object, const ImagePlan& plan) {
  auto pages = PageRegion::reserve(plan.imageSize);
  if (!pages) return pages.error();
  for (const SegmentPlan& segment : plan.segments) {
    std::memcpy(pages->data() + segment.imageOffset, object.data() + segment.fileOffset, segment.size);
  }
  if (auto error = pages->protect(0, pages->size(), PageAccess::None)) return *error;
  const std::size_t mask = pageSize() - 1;
  for (const SegmentPlan& segment : plan.segments) {
    const std::size_t begin = segment.imageOffset & ~mask;
    const std::size_t end = (segment.imageOffset + segment.size + mask) & ~mask;
    const auto access = segment.executable ? PageAccess::ReadExecute : PageAccess::Read;
    if (auto error = pages->protect(begin, end - begin, access)) return *error;
  }
  return pages;
}

}  // namespace

LoadedObject::LoadedObject(PageRegion pages, std::uint64_t kernelOffset)
    : pages_(std::move(pages)), kernel_(reinterpret_cast<Kernel>(pages_.data() + kernelOffset)) {}

Result<ObjectPointer> loadObject(std::span<const std::uint8_t> bytes, std::string_view sha256Text) {
  if (bytes.size() > kMaximumImageBytes) return Error{"object-too-large", "the object is larger than 64 MiB"};
  const std::vector<std::uint8_t> object(bytes.begin(), bytes.end());
  const Sha256Digest digest = sha256(object);
  if (formatSha256(digest) != sha256Text) {
    return Error{"object-digest", "the object's bytes do not have the expected SHA-256 digest"};
  }
  if (ObjectPointer loaded = objectTable().find(digest)) return loaded;

  const auto plan = checkObject(object, hostMachine(), pageSize());
  if (!plan) return plan.error();
  auto pages = mapImage(object, *plan);
  if (!pages) return Error{"object-memory", pages.error().message};
  return objectTable().add(digest, std::make_shared<const LoadedObject>(std::move(*pages), plan->kernelOffset));
}

}  // namespace jetloop::runtime
