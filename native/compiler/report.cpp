#include "compiler/report.h"

#include "compiler/json.h"

namespace jetloop {

namespace {

void begin(JsonWriter& json, const std::string& id, bool ok) {
  json.beginObject().key("id").integer(id.empty() ? 0 : std::stoull(id)).key("ok").boolean(ok);
}

void writePosition(JsonWriter& json, ir::Position position) {
  json.key("line").integer(position.line).key("column").integer(position.column);
}

}  // namespace

std::string describeCompilation(const std::string& id, const CompileOutput& output) {
  JsonWriter json;
  begin(json, id, true);
  json.key("sha256").string(codegen::digestHex(output.object));
  json.key("loops").beginArray();
  for (const codegen::LoopReport& loop : output.loops) {
    json.beginObject();
    writePosition(json, loop.position);
    json.key("vectorized").boolean(loop.vectorized).key("width").integer(loop.width);
    json.key("interleave").integer(loop.interleave).key("reason").string(loop.reason).endObject();
  }
  json.endArray();
  json.key("guards").beginArray();
  for (const transform::GuardedLoop& guard : output.transforms.guards) {
    json.beginObject();
    writePosition(json, guard.position);
    json.key("accesses").integer(guard.accesses).endObject();
  }
  json.endArray().key("unproved").beginArray();
  for (const transform::UnprovedAccess& access : output.transforms.unproved) {
    json.beginObject();
    writePosition(json, access.position);
    json.key("array").string(access.array).key("reason").string(access.reason).endObject();
  }
  json.endArray().key("sharing").beginArray();
  for (const transform::LoopSharing& loop : output.transforms.sharing) {
    json.beginObject();
    writePosition(json, loop.position);
    json.key("reason").string(loop.reason).key("name").string(loop.name).endObject();
  }
  json.endArray();
  json.key("phases").beginObject();
  for (const auto& [name, milliseconds] : output.phases) json.key(name).milliseconds(milliseconds);
  json.endObject().endObject();
  return json.text();
}

std::string describeText(const std::string& id, const char* key, const std::string& text) {
  JsonWriter json;
  begin(json, id, true);
  json.key(key).string(text).endObject();
  return json.text();
}

std::string describeError(const std::string& id, const Error& error) {
  JsonWriter json;
  begin(json, id, false);
  json.key("code").string(error.code).key("message").string(error.message).endObject();
  return json.text();
}

}  // namespace jetloop
