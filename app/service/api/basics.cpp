#include "app/service/api/modules.h"
#include "app/service/api/storages.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <array>
#include <optional>

namespace tanba::service::api {

namespace {

constexpr std::size_t kMaxUsages = 32;
constexpr std::size_t kMaxChain = 16;
constexpr std::size_t kMaxChainCertificate = std::size_t{128} * 1024;
constexpr std::string_view kApiVersion = "2";

AnswerNow answer(const BasicsError& error) {
    return AnswerNow{basicsError(error), {}, {}};
}

BasicsError notFound(std::string_view name) {
    return basicsInvocation("org.json.JSONException: JSONObject[\"" + std::string(name) + "\"] not found.");
}

BasicsError notA(std::string_view name, std::string_view type) {
    return basicsInvocation("org.json.JSONException: JSONObject[\"" + std::string(name) + "\"] is not a " +
                            std::string(type) + ".");
}

struct FormatRow {
    std::string_view word;
    ConsentFormat format;
};
constexpr std::array<FormatRow, 3> kFormats{
    {{"cms", ConsentFormat::CmsAttached}, {"xml", ConsentFormat::Xml}, {"raw", ConsentFormat::Raw}}};

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](char character) {
        return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
    });
    return text;
}

/// Read here, once: those who judge keys by it do so again and again.
Result<keys::Certificate> chainCertificate(const std::string& text) {
    TANBA_TRY(const PemBlock pem, fromPem(text));
    return keys::Certificate::fromDer(pem.content);
}

/// Reads the arguments of `sign`; what is wrong with them is remembered, the first wins.
class SignReader {
  public:
    explicit SignReader(const JsonValue& arguments) : arguments_(arguments) {
        order_.shape.envelope = ReplyShape::Envelope::Basics;
        order_.encoding = SignData::CmsEncoding::Pem;
    }

    Request read() {
        const JsonValue& signing = object("signingParams");
        const JsonValue& signer = object("signerParams");
        readFormat();
        readData();
        readStorages();
        readSigning(signing);
        readSigner(signer);
        if (refusal_) {
            AnswerNow refused{failureReply(order_.shape, *refusal_), {}, {}};
            refused.refusal = refusal_;
            return refused;
        }
        if (error_)
            return answer(*error_);
        order_.locale = localeOf(wordOf(arguments_, "locale"));
        return std::move(order_);
    }

  private:
    void wrong(BasicsError error) {
        if (!error_)
            error_ = std::move(error);
    }

    /// An object within the arguments; an empty one when it is absent or null.
    const JsonValue& object(std::string_view name) {
        static const JsonValue kEmpty = JsonValue::ofObject({});
        const JsonValue* const value = arguments_.find(name);
        if (value == nullptr || value->isNull())
            return kEmpty;
        if (value->isObject())
            return *value;
        wrong(notA(name, "JSONObject"));
        return kEmpty;
    }

    /// Strings of an array; none when it is absent or null.
    std::vector<JsonString> texts(const JsonValue& object, std::string_view name, std::size_t limit) {
        std::vector<JsonString> found;
        const JsonValue* const value = object.find(name);
        if (value == nullptr || value->isNull())
            return found;
        const std::vector<JsonValue>& items = value->items();
        if (!value->isArray() || !std::ranges::all_of(items, &JsonValue::isString))
            wrong(notA(name, "JSONArray"));
        else if (items.size() > limit)
            wrong(basicsParameters(std::string(codeText(FailureCode::ServiceTooMuch))));
        else
            std::ranges::transform(items, std::back_inserter(found), &JsonValue::string);
        return found;
    }

    void readFormat() {
        const JsonValue* const value = arguments_.find("format");
        if (value == nullptr)
            return wrong(notFound("format"));
        const auto* row = std::ranges::find_if(kFormats, [value](const FormatRow& candidate) {
            return value->isString() && value->string().is(candidate.word);
        });
        if (row == kFormats.end())
            return wrong(basicsParameters("format"));
        order_.format = row->format;
    }

    void readData() {
        const JsonValue* const value = arguments_.find("data");
        if (value == nullptr || value->isNull())
            return wrong(notFound("data"));
        order_.data = value->isString() ? std::vector{value->string()} : texts(arguments_, "data", kMaxItems);
        if (order_.data.empty())
            wrong(basicsParameters("data"));
    }

    /// Names of storages that this program does not know are passed over, as in the original.
    void readStorages() {
        const std::vector<JsonString> names = texts(arguments_, "allowedStorages", kMaxUsages);
        for (const JsonString& name : names)
            if (const StorageRow* const row = storageByName(name.word(kMaxWord)); row != nullptr)
                order_.key.storages.emplace_back(row->name);
        if (!names.empty() && order_.key.storages.empty())
            wrong(basicsParameters("allowedStorages"));
    }

    void readSigning(const JsonValue& parameters) {
        const bool decode = booleanOf(parameters.find("decode"), false);
        const bool digested = booleanOf(parameters.find("digested"), false);
        const bool encapsulate = booleanOf(parameters.find("encapsulate"), true);
        const JsonValue* const timestamp = parameters.find("tsaProfile");
        order_.form = decode ? SignData::DataForm::Base64 : SignData::DataForm::Text;
        if (digested)
            order_.form = SignData::DataForm::Digest;
        if (digested && order_.format == ConsentFormat::Raw)
            refusal_ = fail(FailureCode::RawWithDigest);
        if (digested && order_.format == ConsentFormat::Xml)
            wrong(basicsParameters("digested"));
        if (order_.format == ConsentFormat::CmsAttached) {
            order_.withTimestamp = timestamp != nullptr && timestamp->isObject();
            // The content of a digest is not here and cannot go inside.
            if (digested || !encapsulate)
                order_.format = ConsentFormat::CmsDetached;
        }
        order_.key.allowExpired = booleanOf(parameters.find("allowExpired"), false);
        order_.withCertificate = booleanOf(parameters.find("outputCert"), false);
        order_.shape.results =
            order_.withCertificate ? ReplyShape::Results::WithCertificate : ReplyShape::Results::List;
    }

    void readSigner(const JsonValue& parameters) {
        for (const JsonString& usage : texts(parameters, "extKeyUsageOids", kMaxUsages))
            order_.key.extendedKeyUsages.push_back(usage.word(kMaxWord));
        order_.key.iin = wordOf(parameters, "iin");
        order_.key.bin = wordOf(parameters, "bin");
        order_.key.serialNumber = lower(wordOf(parameters, "serialNumber"));
        order_.key.chain = KeyWish::Chain::NationalAuthority;
        const JsonValue* const chain = parameters.find("chain");
        if (chain == nullptr || chain->isNull())
            return;
        for (const JsonString& text : texts(parameters, "chain", kMaxChain)) {
            auto certificate = chainCertificate(text.word(kMaxChainCertificate));
            if (!certificate.ok())
                return wrong(basicsParameters("chain"));
            order_.key.chainCertificates.push_back(std::move(certificate).value());
        }
        order_.key.chain = order_.key.chainCertificates.empty() ? KeyWish::Chain::Any : KeyWish::Chain::Given;
    }

    const JsonValue& arguments_;
    SignData order_;
    std::optional<BasicsError> error_;
    std::optional<Failure> refusal_;
};

bool isVersionTwo(const JsonValue& message) {
    const JsonValue* const version = message.find("apiVersion");
    return version == nullptr || version->isNull() || version->string().is(kApiVersion);
}

} // namespace

Request readBasics(const JsonValue& message) {
    const JsonValue* const named = message.find("method");
    if (named == nullptr)
        return answer(basicsGeneral(R"(org.json.JSONException: JSONObject["method"] not found.)"));
    if (!named->isString())
        return answer(basicsGeneral(R"(org.json.JSONException: JSONObject["method"] not a string.)"));
    const std::string method = named->string().word(kMaxWord);
    if (!isVersionTwo(message))
        return answer(basicsGeneral("java.lang.IllegalArgumentException: Supported apiVersion is 2"));
    if (method != "sign")
        return answer(
            basicsGeneral("java.lang.IllegalArgumentException: " + method + " is not defined in Basics"));
    const JsonValue* const arguments = message.find("args");
    if (arguments == nullptr || !arguments->isObject())
        return answer(basicsGeneral("java.lang.IllegalArgumentException: " + method + " demands arguments"));
    return SignReader(*arguments).read();
}

} // namespace tanba::service::api
