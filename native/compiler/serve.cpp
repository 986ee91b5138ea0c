#include "compiler/serve.h"

#include <unistd.h>

#include <bit>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/report.h"

namespace jetloop {

namespace {

constexpr std::size_t kMaximumFrameBytes = std::size_t{16} << 20;
constexpr int kExitDone = 0;
constexpr int kExitBroken = 1;

static_assert(std::endian::native == std::endian::little, "frame lengths are little-endian");

/// False at end of file or on an error.
bool readExactly(int descriptor, std::span<char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::read(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

bool writeExactly(int descriptor, std::span<const char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

bool writeFrame(int descriptor, std::span<const char> bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  char header[sizeof size];
  std::memcpy(header, &size, sizeof size);
  return writeExactly(descriptor, header) && writeExactly(descriptor, bytes);
}

struct Request {
  std::string verb;
  std::string id;
  std::string target;
  std::string pass;
  std::string body;
};

struct Response {
  std::string json;
  std::vector<std::uint8_t> object;
};

bool isNumber(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), value);
  return status == std::errc() && end == text.data() + text.size();
}

Error malformed(const std::string& message) { return Error{"request-malformed", message}; }

/// One header line; gives what is wrong with it, if anything.
std::optional<Error> takeHeader(std::string_view line, Request& request) {
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed("a header line reads 'name value'");
  const std::string_view name = line.substr(0, space);
  const std::string value(line.substr(space + 1));
  if (name == "id") {
    if (!isNumber(value)) return malformed("the id is a whole number");
    request.id = value;
  } else if (name == "target") {
    request.target = value;
  } else if (name == "pass") {
    request.pass = value;
  } else {
    return malformed("unknown header '" + std::string(name) + "'");
  }
  return std::nullopt;
}

/// Fills `request` as far as it can be understood, so that even a refusal carries the id.
std::optional<Error> parseRequest(std::string_view frame, Request& request) {
  constexpr std::string_view kMagic = "jetloop/1 ";
  std::optional<Error> problem;
  bool first = true;
  for (;;) {
    const std::size_t end = frame.find('\n');
    if (end == std::string_view::npos)
      return problem ? problem : malformed("the header does not end with an empty line");
    const std::string_view line = frame.substr(0, end);
    frame.remove_prefix(end + 1);
    if (first) {
      if (!line.starts_with(kMagic)) return malformed("a request starts with 'jetloop/1' and a verb");
      request.verb = line.substr(kMagic.size());
      first = false;
    } else if (line.empty()) {
      request.body = frame;
      return problem;
    } else if (auto error = takeHeader(line, request); error && !problem) {
      problem = error;
    }
  }
}

Response answerCompile(const Request& request) {
  const Result<Target> target = codegen::parseTarget(request.target);
  if (!target) return {describeError(request.id, target.error()), {}};
  Result<CompileOutput> output = compileKernel(request.body, *target);
  if (!output) return {describeError(request.id, output.error()), {}};
  return {describeCompilation(request.id, *output), std::move(output->object)};
}

Response answer(std::string_view frame) {
  Request request;
  if (const auto problem = parseRequest(frame, request)) return {describeError(request.id, *problem), {}};
  if (request.verb == "compile") return answerCompile(request);
  if (request.verb == "transform") {
    const Result<std::string> text = transformKernel(request.body, request.pass);
    return {text ? describeText(request.id, "ir", *text) : describeError(request.id, text.error()), {}};
  }
  if (request.verb == "detect-host") {
    return {describeText(request.id, "target", codegen::formatTarget(codegen::detectHost())), {}};
  }
  if (request.verb == "ping") return {describeText(request.id, "answer", "pong"), {}};
  return {describeError(request.id, malformed("unknown verb '" + request.verb + "'")), {}};
}

bool respond(int output, const Response& response) {
  const auto* bytes = reinterpret_cast<const char*>(response.object.data());
  return writeFrame(output, response.json) && writeFrame(output, {bytes, response.object.size()});
}

}  // namespace

int serve(int input, int output) {
  std::string frame;
  for (;;) {
    char header[sizeof(std::uint32_t)];
    if (!readExactly(input, header)) return kExitDone;
    std::uint32_t size = 0;
    std::memcpy(&size, header, sizeof size);
    if (size > kMaximumFrameBytes) {
      // There is no telling where the next frame starts.
      respond(output, {describeError("", malformed("a frame may hold 16 MiB")), {}});
      return kExitBroken;
    }
    frame.resize(size);
    if (!readExactly(input, frame)) return kExitDone;
    if (!respond(output, answer(frame))) return kExitDone;  // nobody is listening any more
  }
}

}  // namespace jetloop
