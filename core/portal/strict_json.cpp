#include "core/portal/strict_json.h"

#include "core/portal/strict_json_reader.h"

namespace tanba::portal {

std::optional<Json> parseStrictObject(ByteView text, std::size_t maxSize) {
    if (text.size() > maxSize)
        return std::nullopt;
    StrictJsonReader<Json> reader({kMaxJsonDepth, kMaxJsonValues, kMaxJsonMembers});
    if (!Json::sax_parse(text.begin(), text.end(), &reader))
        return std::nullopt;
    Json object = reader.take();
    if (!object.is_object())
        return std::nullopt;
    return object;
}

} // namespace tanba::portal
