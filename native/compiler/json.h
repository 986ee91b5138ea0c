// Writes JSON: just what the compiler's responses need.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jetloop {

/// Builds one JSON text front to back.  The caller opens and closes in pairs; commas are placed by the writer.
class JsonWriter {
 public:
  JsonWriter& beginObject() { return open('{'); }
  JsonWriter& endObject() { return close('}'); }
  JsonWriter& beginArray() { return open('['); }
  JsonWriter& endArray() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);  // bytes that are not UTF-8 become U+FFFD
  JsonWriter& integer(std::uint64_t value);
  JsonWriter& milliseconds(double value);  // three decimals: microseconds
  JsonWriter& boolean(bool value);

  const std::string& text() const { return text_; }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  void quote(std::string_view text);

  std::string text_;
  bool needsComma_ = false;
};

}  // namespace jetloop
