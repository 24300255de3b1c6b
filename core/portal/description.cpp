#include "core/portal/description.h"

#include "core/portal/addresses.h"
#include "core/portal/members.h"
#include "core/sign/classify.h"

#include <algorithm>
#include <array>

namespace tanba::portal {

namespace {

constexpr std::string_view kHttps = "https://";
constexpr std::string_view kVersion = "1";
constexpr std::size_t kMaxName = 200;
constexpr std::size_t kMaxId = 64;
constexpr std::size_t kMaxSender = 20;
constexpr std::size_t kMaxItems = 16;
constexpr std::size_t kMaxOrigin = 300;
constexpr int kOneDay = 24 * 60 * 60;
constexpr int kMostTries = 100;

constexpr std::array<Word<Format>, 2> kFormats{
    {{"xmldsig", Format::XmlDsig}, {"cms-detached", Format::CmsDetached}}};
constexpr std::array<Word<FactorType>, 2> kFactors{{{"sms", FactorType::Sms}, {"qr", FactorType::Qr}}};

/// The meanings of the words that are known here, each once, in their order.
template <typename T, typename Words>
std::vector<T> knownOf(const std::vector<std::string>& texts, const Words& words) {
    std::vector<T> known;
    for (const std::string& text : texts) {
        const std::optional<T> meaning = meaningOf<T>(words, text);
        if (meaning && std::ranges::find(known, *meaning) == known.end())
            known.push_back(*meaning);
    }
    return known;
}

std::optional<std::chrono::seconds> secondsOf(const Members& members, const char* name, int least) {
    const std::optional<int> number = members.number(name, least, kOneDay);
    return number ? std::optional(std::chrono::seconds(*number)) : std::nullopt;
}

guidance::Names readNames(const Members& members) {
    guidance::Names names;
    const std::optional<Members> object = members.object("names");
    if (!object) {
        members.objectTo("names");
        return names;
    }
    names.kk = object->text("kk", Need::Required, kMaxName);
    names.ru = object->text("ru", Need::Required, kMaxName);
    names.en = object->text("en", Need::Optional, kMaxName);
    if (names.en.empty())
        names.en = names.ru;
    return names;
}

SmsRules readSmsRules(const Members& members) {
    SmsRules rules;
    const std::optional<Members> object = members.object("sms");
    if (!object)
        return rules;
    rules.sender = object->text("sender", Need::Optional, kMaxSender);
    rules.codeLength = object->number("code_length", 4, 8);
    rules.lifetime = secondsOf(*object, "lifetime_s", 1);
    rules.resendAfter = secondsOf(*object, "resend_after_s", 0);
    rules.maxAttempts = object->number("max_attempts", 1, kMostTries);
    rules.maxResends = object->number("max_resends", 0, kMostTries);
    rules.roamingRequiredAbroad = object->flag("roaming_required_abroad", true);
    return rules;
}

HelpLinks readLinks(const Members& members) {
    const std::optional<Members> object = members.object("links");
    if (!object)
        return {};
    return {object->link("register_phone"), object->link("renew_key"), object->link("revoke_key"),
            object->link("my_keys"), object->link("support")};
}

/// "/auth/v1" or "https://own.origin/auth/v1" as an address; empty for anything else.
std::string authBaseOf(std::string base, const std::string& origin) {
    if (base.starts_with('/'))
        base.insert(0, origin);
    while (base.ends_with('/'))
        base.pop_back();
    const bool plain = base.find_first_of("?#") == std::string::npos && base.find("..") == std::string::npos;
    return plain && originOf(base) == origin ? base : std::string();
}

} // namespace

bool PortalDescription::offers(FactorType type) const {
    return std::ranges::find(factors, type) != factors.end();
}

bool PortalDescription::accepts(Format format) const {
    return std::ranges::find(formats, format) != formats.end();
}

std::string PortalDescription::host() const {
    return hostOf(origin);
}

Result<std::string> portalOrigin(std::string_view typed) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!typed.empty() && blank(typed.front()))
        typed.remove_prefix(1);
    while (!typed.empty() && blank(typed.back()))
        typed.remove_suffix(1);
    const bool schemed = typed.find("://") != std::string_view::npos;
    std::string address = schemed ? std::string(typed) : std::string(kHttps) + std::string(typed);
    const std::size_t path = address.find_first_of("/?#", address.find("://") + 3);
    const Result<std::string> origin = sign::normaliseOrigin(address.substr(0, path));
    // A bracketed address is no portal's: the transport takes none.
    if (typed.empty() || !origin.ok() || originOf(origin.value()) != origin.value())
        return fail(FailureCode::PortalNotOne, std::string(typed.substr(0, kMaxOrigin)));
    return origin;
}

Result<PortalDescription> readDescription(ByteView json, const std::string& origin) {
    const std::optional<Json> object = parseStrictObject(json, kMaxDescription);
    if (!object)
        return fail(FailureCode::PortalNotOne, hostOf(origin), "no JSON object");
    Objection objection;
    const Members members(*object, objection);
    if (members.rawText("version", Need::Optional, kMaxId) != kVersion)
        return fail(FailureCode::PortalNotOne, hostOf(origin), "version");
    PortalDescription portal;
    const std::string stated = members.rawText("origin", Need::Required, kMaxOrigin);
    if (const Result<std::string> normal = sign::normaliseOrigin(stated);
        objection.outcome().ok() && (!normal.ok() || normal.value() != origin))
        return fail(FailureCode::PortalOriginOther, stated);
    portal.origin = origin;
    portal.id = members.identifier("id", Need::Required, 1, kMaxId);
    portal.names = readNames(members);
    portal.authBase = authBaseOf(members.rawText("auth_base", Need::Required, kMaxHttpAddress), origin);
    portal.formats = knownOf<Format>(members.words("challenge_formats", Need::Required, kMaxItems), kFormats);
    portal.factors =
        knownOf<FactorType>(members.words("second_factors", Need::Required, kMaxItems), kFactors);
    portal.sms = readSmsRules(members);
    portal.links = readLinks(members);
    if (portal.authBase.empty())
        members.objectTo("auth_base");
    if (portal.formats.empty())
        members.objectTo("challenge_formats");
    TANBA_CHECK(objection.outcome());
    return portal;
}

} // namespace tanba::portal
