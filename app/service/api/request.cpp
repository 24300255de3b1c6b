#include "app/service/api/request.h"

#include "app/service/api/modules.h"
#include "app/service/json/org_json.h"

#include <algorithm>
#include <array>

namespace tanba::service::api {

namespace {

struct ModuleRow {
    std::string_view name;
    Request (*read)(const JsonValue& message);
    ReplyShape::Envelope envelope;
};
constexpr std::array<ModuleRow, 4> kModules{{
    {kCommonUtils, readCommonUtils, ReplyShape::Envelope::CommonUtils},
    {kBasics, readBasics, ReplyShape::Envelope::Basics},
    {kAccessory, readAccessory, ReplyShape::Envelope::Accessory},
    {kApplet, readApplet, ReplyShape::Envelope::Applet},
}};

const ModuleRow* moduleByName(std::string_view name) {
    const auto* row = std::ranges::find(kModules, name, &ModuleRow::name);
    return row == kModules.end() ? nullptr : row;
}

struct LocaleRow {
    std::string_view word;
    std::string_view locale;
};
/// Modules by which scripts find out whether they talk to another program: nothing is amiss without them.
constexpr std::array<std::string_view, 1> kProbes = {"kz.digiflow.mobile.extensions"};

constexpr std::array<LocaleRow, 4> kLocales{{{"kk", "kk"}, {"kz", "kk"}, {"ru", "ru"}, {"en", "en"}}};

Request unknownModule(std::string name) {
    AnswerNow answer;
    answer.reply = moduleNotFound();
    if (std::ranges::find(kProbes, name) == kProbes.end())
        answer.missingModule = std::move(name);
    return answer;
}

} // namespace

std::string wordOf(const JsonValue& object, std::string_view name) {
    const JsonValue* const value = object.find(name);
    return value != nullptr && value->isString() ? value->string().word(kMaxWord) : std::string();
}

bool booleanOf(const JsonValue* value, bool otherwise) {
    if (value == nullptr)
        return otherwise;
    if (value->kind() == JsonValue::Kind::Boolean)
        return value->boolean();
    const bool isTrue = value->isString() && value->string().is("true");
    const bool isFalse = value->isString() && value->string().is("false");
    return isTrue || (otherwise && !isFalse);
}

std::string localeOf(std::string_view word) {
    const auto* row = std::ranges::find(kLocales, word, &LocaleRow::word);
    return row == kLocales.end() ? std::string() : std::string(row->locale);
}

Request readRequest(std::string_view message) {
    const Result<JsonValue> read = readOrgJson(message);
    if (!read.ok())
        return AnswerNow{notUnderstood(), {}, {}};
    const JsonValue& object = read.value();
    // Some pages keep the connection awake with it and expect nothing.
    if (object.members().empty())
        return AnswerNow{};
    const JsonValue* const module = object.find("module");
    if (module == nullptr || module->isNull())
        return readApplet(object);
    std::string name = wordOf(object, "module");
    const ModuleRow* const row = moduleByName(name);
    return row == nullptr ? unknownModule(std::move(name)) : row->read(object);
}

std::string tooMuchReply(std::string_view beginning) {
    const ModuleRow* const row = moduleByName(memberOfBeginning(beginning, "module"));
    if (row == nullptr)
        return notUnderstood();
    return failureReply({row->envelope, {}, {}}, fail(FailureCode::ServiceTooMuch));
}

} // namespace tanba::service::api
