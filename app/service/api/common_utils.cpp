#include "app/service/api/modules.h"
#include "app/service/api/storages.h"
#include "app/service/api/xpath_id.h"

#include <algorithm>
#include <array>
#include <span>

namespace tanba::service::api {

namespace {

enum class Argument { Text, Texts, Boolean };

/// A call whose arguments have the right number and types.
struct Call {
    const std::vector<JsonValue>& arguments;
    ReplyShape shape;

    const JsonString& text(std::size_t index) const { return arguments[index].string(); }
    std::string word(std::size_t index) const { return text(index).word(kMaxWord); }
};

struct MethodRow {
    std::string_view name;
    std::span<const Argument> arguments;
    Request (*read)(const Call& call);
};

AnswerNow refuse(const Call& call, std::string_view words) {
    return AnswerNow{commonError(words, call.shape.uuid), {}, {}};
}

/// Refused because it is dangerous and not because it is wrong: the person is told.
AnswerNow refuse(const Call& call, Failure failure) {
    AnswerNow answer{failureReply(call.shape, failure), {}, {}};
    answer.refusal = std::move(failure);
    return answer;
}

/// What is wrong with the name of a storage, in the words of the original; empty when nothing is.
std::string_view wrongWithStorage(const std::string& name) {
    if (std::ranges::all_of(name, [](char character) { return character == ' '; }))
        return "storageName.param.empty";
    return storageByName(name) == nullptr ? "storage.unknown" : std::string_view();
}

struct KeyTypeRow {
    std::string_view word;
    KeyWish::Use use;
};
constexpr std::array<KeyTypeRow, 2> kKeyTypes{
    {{"SIGNATURE", KeyWish::Use::Signing}, {"AUTHENTICATION", KeyWish::Use::Login}}};

/// The first argument is the storage and the second, where it is one, the key's type. This interface never
/// looked at who issued a certificate, nor at its age.
KeyWish wishOf(const Call& call) {
    KeyWish wish;
    wish.storages = {call.word(0)};
    wish.chain = KeyWish::Chain::Any;
    wish.allowExpired = true;
    if (call.arguments.size() > 1) {
        const auto* row = std::ranges::find_if(
            kKeyTypes, [&call](const KeyTypeRow& type) { return call.text(1).is(type.word); });
        wish.use = row == kKeyTypes.end() ? KeyWish::Use::Any : row->use;
    }
    return wish;
}

struct Signing {
    ConsentFormat format;
    SignData::DataForm form;
    SignData::ExistingCms existing;
    bool withTimestamp;
};

Request signingOrder(const Call& call, const Signing& signing) {
    const std::string_view wrong = wrongWithStorage(call.word(0));
    if (!wrong.empty())
        return refuse(call, wrong);
    SignData order;
    order.shape = call.shape;
    order.format = signing.format;
    order.form = signing.form;
    order.existing = signing.existing;
    order.withTimestamp = signing.withTimestamp;
    order.key = wishOf(call);
    order.data = {call.text(2)};
    return order;
}

/// storage, type of key, data, attached
Request signCms(const Call& call, SignData::DataForm form, bool withTimestamp) {
    const bool attached = booleanOf(&call.arguments[3], false);
    return signingOrder(call, {attached ? ConsentFormat::CmsAttached : ConsentFormat::CmsDetached, form,
                               SignData::ExistingCms::GetsASigner, withTimestamp});
}

Request createCadesFromBase64(const Call& call) {
    return signCms(call, SignData::DataForm::Base64, false);
}
Request createCadesFromFile(const Call& call) {
    return signCms(call, SignData::DataForm::FileToken, false);
}
Request createCmsFromBase64(const Call& call) {
    return signCms(call, SignData::DataForm::Base64, true);
}
Request createCmsFromFile(const Call& call) {
    return signCms(call, SignData::DataForm::FileToken, true);
}
Request createCadesFromHash(const Call& call) {
    return signingOrder(call, {ConsentFormat::CmsDetached, SignData::DataForm::Digest,
                               SignData::ExistingCms::IsContent, false});
}

/// Where the element to be signed and the parent of the signature are told by expressions: the last two
/// arguments.
Request signXmlOrders(const Call& call, std::vector<JsonString> documents, ReplyShape::Results results) {
    Request request = signingOrder(
        call, {ConsentFormat::Xml, SignData::DataForm::Text, SignData::ExistingCms::IsContent, false});
    auto* const order = std::get_if<SignData>(&request);
    if (order == nullptr)
        return request;
    for (const std::size_t index : {std::size_t{3}, std::size_t{4}})
        if (!call.text(index).empty() && call.word(index).empty())
            return refuse(call, fail(FailureCode::ServiceRequestWrong, "XPath"));
    const std::string element = call.word(3);
    const std::string parent = call.word(4);
    const std::optional<std::string> id = idOfXpath(element);
    if (!element.empty() && !id)
        return refuse(call, fail(FailureCode::ServiceRequestWrong, "XPath", element));
    // The signature stands under the root, whatever the page says: another parent is refused rather than
    // passed over. Pages that sign by Id name the same element twice.
    if (!parent.empty() && !meansRoot(parent) && (!id || idOfXpath(parent) != id))
        return refuse(call, fail(FailureCode::ServiceRequestWrong, "XPath", parent));
    order->elementId = id.value_or("");
    order->data = std::move(documents);
    order->shape.results = results;
    return request;
}

Request signXml(const Call& call) {
    return signXmlOrders(call, {call.text(2)}, ReplyShape::Results::One);
}

Request signXmls(const Call& call) {
    std::vector<JsonString> documents;
    for (const JsonValue& item : call.arguments[2].items())
        documents.push_back(item.string());
    return signXmlOrders(call, std::move(documents), ReplyShape::Results::List);
}

Request applyTimestamp(const Call& call) {
    const std::string_view wrong = wrongWithStorage(call.word(0));
    if (!wrong.empty())
        return refuse(call, wrong);
    return StampCms{call.shape, call.text(2)};
}

Request getActiveTokens(const Call& call) {
    return ListTokens{call.shape};
}

Request getKeyInfo(const Call& call) {
    const std::string_view wrong = wrongWithStorage(call.word(0));
    if (!wrong.empty())
        return refuse(call, wrong);
    return ShowIdentity{call.shape, wishOf(call)};
}

/// The folder in which the page would like the search to begin is the person's business.
Request showFileChooser(const Call& call) {
    return ChooseFile{call.shape, call.word(0)};
}

Request changeLocale(const Call& call) {
    return ChangeLocale{call.shape, localeOf(call.word(0))};
}

constexpr std::array kStorage = {Argument::Text};
constexpr std::array kTwoTexts = {Argument::Text, Argument::Text};
constexpr std::array kThreeTexts = {Argument::Text, Argument::Text, Argument::Text};
constexpr std::array kCms = {Argument::Text, Argument::Text, Argument::Text, Argument::Boolean};
constexpr std::array kXml = {Argument::Text, Argument::Text, Argument::Text, Argument::Text, Argument::Text};
constexpr std::array kXmls = {Argument::Text, Argument::Text, Argument::Texts, Argument::Text,
                              Argument::Text};

constexpr std::array<MethodRow, 12> kMethods{{
    {"getActiveTokens", {}, getActiveTokens},
    {"getKeyInfo", kStorage, getKeyInfo},
    {"signXml", kXml, signXml},
    {"signXmls", kXmls, signXmls},
    {"createCAdESFromBase64", kCms, createCadesFromBase64},
    {"createCAdESFromFile", kCms, createCadesFromFile},
    {"createCAdESFromBase64Hash", kThreeTexts, createCadesFromHash},
    {"createCMSSignatureFromBase64", kCms, createCmsFromBase64},
    {"createCMSSignatureFromFile", kCms, createCmsFromFile},
    {"applyCAdEST", kThreeTexts, applyTimestamp},
    {"showFileChooser", kTwoTexts, showFileChooser},
    {"changeLocale", kStorage, changeLocale},
}};

bool isBoolean(const JsonValue& value) {
    return value.kind() == JsonValue::Kind::Boolean ||
           (value.isString() && (value.string().is("true") || value.string().is("false")));
}

bool fits(const JsonValue& value, Argument type) {
    switch (type) {
    case Argument::Text:
        return value.isString();
    case Argument::Boolean:
        return isBoolean(value);
    case Argument::Texts:
        break;
    }
    return value.isArray() && std::ranges::all_of(value.items(), &JsonValue::isString);
}

const std::vector<JsonValue>& argumentsOf(const JsonValue& message) {
    static const std::vector<JsonValue> kNone;
    const JsonValue* const arguments = message.find("args");
    return arguments == nullptr ? kNone : arguments->items();
}

} // namespace

Request readCommonUtils(const JsonValue& message) {
    const JsonValue* const named = message.find("method");
    if (named == nullptr || !named->isString())
        return AnswerNow{commonError(named == nullptr ? R"(JSONObject["method"] not found.)"
                                                      : R"(JSONObject["method"] not a string.)"),
                         {},
                         {}};
    const std::string method = named->string().word(kMaxWord);
    const std::vector<JsonValue>& arguments = argumentsOf(message);
    const auto* row = std::ranges::find_if(kMethods, [&](const MethodRow& candidate) {
        return candidate.name == method && candidate.arguments.size() == arguments.size();
    });
    if (row == kMethods.end())
        return AnswerNow{commonError("NoSuchMethodException " + method), {}, {}};
    if (!std::ranges::equal(arguments, row->arguments, fits))
        return AnswerNow{
            commonError("java.lang.IllegalArgumentException: argument type mismatch. Method: " + method),
            {},
            {}};
    ReplyShape shape;
    shape.envelope = ReplyShape::Envelope::CommonUtils;
    shape.uuid = wordOf(message, "uuid");
    return row->read({arguments, std::move(shape)});
}

} // namespace tanba::service::api
