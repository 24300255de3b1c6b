#include "core/portal/mobile/strict_json.h"

#include "core/portal/strict_json_reader.h"

namespace tanba::portal::mobile {

Result<Json> readStrictJson(std::string_view text) {
    StrictJsonReader<Json> builder({kMaxJsonDepth, kMaxJsonValues, kMaxJsonMembers});
    if (!Json::sax_parse(text.begin(), text.end(), &builder))
        return fail(FailureCode::MobileAnswerWrong, {}, "JSON: " + builder.wrong());
    Json tree = builder.take();
    if (!tree.is_object())
        return fail(FailureCode::MobileAnswerWrong, {}, "JSON: no object");
    return tree;
}

const Json* memberOf(const Json& object, std::string_view name) {
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(std::string(name));
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

} // namespace tanba::portal::mobile
