#include "core/guidance/password_judgement.h"

#include "core/guidance/data_table.h"
#include "core/guidance/personal_numbers.h"
#include "core/keys/pkcs12_password.h"

#include "generated/guidance_passwords_json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace tanba::guidance {

namespace {

constexpr std::size_t kLeastLength = 6;
constexpr std::size_t kMostLength = 32;
/// Characters that do not merely continue a run.
constexpr std::size_t kFreeCharactersForFair = 5;
constexpr std::size_t kFreeCharactersForGood = 8;
constexpr std::size_t kFreeCharactersForFairPin = 3;

constexpr std::array<Word<SecretMedium>, 2> kMedia{
    {{"key_file", SecretMedium::KeyFile}, {"card_or_token", SecretMedium::CardOrToken}}};

struct PublishedRow {
    std::string secret;
    std::vector<SecretMedium> media;
};

std::vector<PublishedRow> readPublished() {
    const auto table =
        readTable("guidance-passwords.json", resources::guidance_passwords_json(), [](const Json& document) {
            std::vector<PublishedRow> rows;
            for (const Json& row : document.at("secrets")) {
                requireOnly(row, {"secret", "media", "source"});
                PublishedRow published{textOf(row, "secret"), {}};
                for (const Json& medium : row.at("media"))
                    published.media.push_back(meaningOf(kMedia, medium.get<std::string>()));
                rows.push_back(std::move(published));
            }
            return rows;
        });
    return table.value();
}

/// Every octet is looked at, wherever the first difference is.
bool sameSecret(ByteView secret, std::string_view published) {
    unsigned difference = secret.size() == published.size() ? 0U : 1U;
    for (std::size_t at = 0; at < secret.size(); ++at)
        difference |=
            static_cast<unsigned>(secret[at]) ^ static_cast<unsigned char>(published[at % published.size()]);
    return difference == 0;
}

bool isCapital(std::uint8_t c) {
    return c >= 'A' && c <= 'Z';
}
bool isSmall(std::uint8_t c) {
    return c >= 'a' && c <= 'z';
}
bool isDigit(std::uint8_t c) {
    return c >= '0' && c <= '9';
}
std::uint8_t lower(std::uint8_t c) {
    return isCapital(c) ? static_cast<std::uint8_t>(c - 'A' + 'a') : c;
}

/// Where a key lies on the keyboard, rows one after the other with gaps.
std::optional<std::size_t> keyboardPlace(std::uint8_t c) {
    constexpr std::string_view kRows = "1234567890  qwertyuiop  asdfghjkl  zxcvbnm";
    const std::size_t place = c == ' ' ? std::string_view::npos : kRows.find(static_cast<char>(lower(c)));
    return place == std::string_view::npos ? std::nullopt : std::optional(place);
}

/// Repeats its predecessor, or stands beside it in the alphabet, among the digits or on the keyboard.
bool continuesRun(std::uint8_t before, std::uint8_t after) {
    const int step = lower(after) - lower(before);
    if (step >= -1 && step <= 1)
        return true;
    const auto from = keyboardPlace(before);
    const auto to = keyboardPlace(after);
    return from && to && (*from + 1 == *to || *to + 1 == *from);
}

std::size_t freeCharacters(ByteView password) {
    std::size_t count = password.empty() ? 0 : 1;
    for (std::size_t at = 1; at < password.size(); ++at)
        count += continuesRun(password[at - 1], password[at]) ? 0U : 1U;
    return count;
}

bool holds(ByteView password, std::string_view number) {
    return !number.empty() && asText(password).find(number) != std::string_view::npos;
}

/// The birth date that an IIN begins with, YYMMDD, as people write it.
std::vector<std::string> birthDates(std::string_view iin) {
    if (iin.size() != kPersonalNumberLength)
        return {};
    const std::string year(iin.substr(0, 2));
    const std::string month(iin.substr(2, 2));
    const std::string day(iin.substr(4, 2));
    std::vector<std::string> dates{year + month + day, day + month + year};
    for (const char* century : {"19", "20"}) {
        dates.push_back(day + month + century + year);
        dates.push_back(century + year + month + day);
    }
    return dates;
}

bool holdsNumberOf(ByteView password, const OwnerNumbers& owner) {
    const auto held = [password](const std::string& number) { return holds(password, number); };
    return held(owner.iin) || held(owner.bin) || std::ranges::any_of(birthDates(owner.iin), held);
}

/// As keys::checkNewPassword() counts: octets 10xxxxxx continue a character (RFC 3629).
std::size_t characters(ByteView password) {
    return static_cast<std::size_t>(
        std::ranges::count_if(password, [](std::uint8_t c) { return (c & 0xC0) != 0x80; }));
}

struct JudgedRemark {
    PasswordRemark remark;
    bool applies;
};

std::vector<PasswordRemark> thoseThatApply(std::span<const JudgedRemark> rows) {
    std::vector<PasswordRemark> remarks;
    for (const JudgedRemark& row : rows)
        if (row.applies)
            remarks.push_back(row.remark);
    return remarks;
}

std::vector<PasswordRemark> remarksOn(const SecretBytes& password, const OwnerNumbers& owner) {
    const ByteView bytes = password.view();
    const std::size_t length = characters(bytes);
    const bool ruleKept = keys::checkNewPassword(password).ok();
    const auto none = [bytes](bool (*kind)(std::uint8_t)) { return std::ranges::none_of(bytes, kind); };
    return thoseThatApply(std::array<JudgedRemark, 10>{{
        {PasswordRemark::Published,
         publishedSecret(password, SecretMedium::KeyFile) == SecretKnown::Published},
        {PasswordRemark::TooShort, length < kLeastLength},
        {PasswordRemark::TooLong, length > kMostLength},
        {PasswordRemark::NoCapital, none(isCapital)},
        {PasswordRemark::NoSmall, none(isSmall)},
        {PasswordRemark::NoDigit, none(isDigit)},
        {PasswordRemark::NotLatin,
         std::ranges::any_of(bytes, [](std::uint8_t c) { return c < 0x20 || c > 0x7E; })},
        {PasswordRemark::ShorterThanRecommended, ruleKept && length < kRecommendedPasswordLength},
        {PasswordRemark::Predictable,
         length >= kLeastLength && freeCharacters(bytes) < kFreeCharactersForFair},
        {PasswordRemark::OwnersNumber, holdsNumberOf(bytes, owner)},
    }});
}

bool has(const PasswordJudgement& judgement, PasswordRemark remark) {
    return std::ranges::find(judgement.remarks, remark) != judgement.remarks.end();
}

} // namespace

SecretKnown publishedSecret(const SecretBytes& secret, SecretMedium medium) {
    static const std::vector<PublishedRow> kPublished = readPublished();
    bool known = false;
    for (const PublishedRow& row : kPublished) {
        const bool ofMedium = std::ranges::find(row.media, medium) != row.media.end();
        known = (sameSecret(secret.view(), row.secret) && ofMedium) || known;
    }
    return known ? SecretKnown::Published : SecretKnown::No;
}

PasswordJudgement judgeNewPassword(const SecretBytes& password, const OwnerNumbers& owner) {
    PasswordJudgement judgement;
    judgement.remarks = remarksOn(password, owner);
    if (!keys::checkNewPassword(password).ok() || has(judgement, PasswordRemark::Published))
        judgement.strength = PasswordStrength::Refused;
    else if (has(judgement, PasswordRemark::Predictable) || has(judgement, PasswordRemark::OwnersNumber))
        judgement.strength = PasswordStrength::Weak;
    else if (has(judgement, PasswordRemark::ShorterThanRecommended) ||
             has(judgement, PasswordRemark::NotLatin) ||
             freeCharacters(password.view()) < kFreeCharactersForGood)
        judgement.strength = PasswordStrength::Fair;
    else
        judgement.strength = PasswordStrength::Good;
    return judgement;
}

PasswordJudgement judgeNewPin(const SecretBytes& pin, const OwnerNumbers& owner) {
    const ByteView bytes = pin.view();
    PasswordJudgement judgement;
    judgement.remarks = thoseThatApply(std::array<JudgedRemark, 4>{{
        {PasswordRemark::Published,
         publishedSecret(pin, SecretMedium::CardOrToken) == SecretKnown::Published},
        {PasswordRemark::ShorterThanRecommended, bytes.size() < kRecommendedPinLength},
        {PasswordRemark::Predictable, freeCharacters(bytes) < kFreeCharactersForFairPin},
        {PasswordRemark::OwnersNumber, holdsNumberOf(bytes, owner)},
    }});
    if (has(judgement, PasswordRemark::Published))
        judgement.strength = PasswordStrength::Refused;
    else if (has(judgement, PasswordRemark::Predictable) || has(judgement, PasswordRemark::OwnersNumber))
        judgement.strength = PasswordStrength::Weak;
    else if (has(judgement, PasswordRemark::ShorterThanRecommended))
        judgement.strength = PasswordStrength::Fair;
    else
        judgement.strength = PasswordStrength::Good;
    return judgement;
}

} // namespace tanba::guidance
