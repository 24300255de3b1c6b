#include "app/documents/json_fields.h"

#include "core/base/encoding.h"
#include "core/base/utf8.h"

namespace tanba::documents {

namespace {

const Json* member(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

/// Nothing of our own is deeper.
constexpr int kMaxDepth = 4;

} // namespace

std::optional<Json> parseObject(std::string_view line) {
    bool tooDeep = false;
    const auto shallow = [&tooDeep](int depth, Json::parse_event_t, Json&) {
        tooDeep = tooDeep || depth > kMaxDepth;
        return !tooDeep;
    };
    Json object = Json::parse(line, shallow, false);
    if (tooDeep || !object.is_object())
        return std::nullopt;
    return object;
}

std::string toLine(const Json& object) {
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json pathJson(const std::filesystem::path& path) {
    const std::string text = path.string();
    if (repairedUtf8(text) == text)
        return text;
    return Json{{"hex", toHex(viewOf(text))}};
}

Json failureJson(const Failure& failure) {
    return {{"code", codeText(failure.code)}, {"subject", failure.subject}, {"detail", failure.detail}};
}

bool take(const Json& object, const char* name, std::string& value) {
    const Json* found = member(object, name);
    if (found == nullptr || !found->is_string())
        return false;
    value = found->get_ref<const std::string&>();
    return true;
}

bool take(const Json& object, const char* name, std::uint64_t& value) {
    const Json* found = member(object, name);
    if (found == nullptr || !found->is_number_unsigned())
        return false;
    value = found->get<std::uint64_t>();
    return true;
}

bool take(const Json& object, const char* name, std::int64_t& value) {
    const Json* found = member(object, name);
    if (found == nullptr || !found->is_number_integer())
        return false;
    value = found->get<std::int64_t>();
    return true;
}

bool take(const Json& object, const char* name, bool& value) {
    const Json* found = member(object, name);
    if (found == nullptr || !found->is_boolean())
        return false;
    value = found->get<bool>();
    return true;
}

bool take(const Json& object, const char* name, std::filesystem::path& value) {
    std::string text;
    if (take(object, name, text)) {
        value = text;
        return true;
    }
    const Json* found = member(object, name);
    Bytes bytes;
    if (found == nullptr || !found->is_object() || !takeHex(*found, "hex", bytes))
        return false;
    value = std::string(asText(bytes));
    return true;
}

bool take(const Json& object, const char* name, Time& value) {
    std::string text;
    if (!take(object, name, text))
        return false;
    const Result<Time> time = parseRfc3339(text);
    if (!time.ok())
        return false;
    value = time.value();
    return true;
}

bool take(const Json& object, const char* name, Failure& value) {
    const Json* found = member(object, name);
    std::string code;
    Failure failure;
    if (found == nullptr || !found->is_object() || !take(*found, "code", code) ||
        !take(*found, "subject", failure.subject) || !take(*found, "detail", failure.detail))
        return false;
    for (const FailureCode known : allFailureCodes())
        if (codeText(known) == code) {
            failure.code = known;
            value = std::move(failure);
            return true;
        }
    return false;
}

bool takeHex(const Json& object, const char* name, Bytes& value) {
    std::string text;
    if (!take(object, name, text))
        return false;
    Result<Bytes> bytes = fromHex(text);
    if (!bytes.ok())
        return false;
    value = std::move(bytes).value();
    return true;
}

} // namespace tanba::documents
