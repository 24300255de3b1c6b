#include "core/trust/algorithm_policy.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

using std::chrono::January;
using std::chrono::sys_days;
using std::chrono::year;

constexpr Time startOf(int number) {
    return sys_days(year(number) / January / 1);
}

} // namespace

const std::vector<DigestDate>& digestDates() {
    // MD5 and older have no row in crypto::digestTable(): they are unknown algorithms at any date.
    static const std::vector<DigestDate> table{
        // Public collisions came in February 2017 (shattered.io); certificate issuers had to stop a year
        // before.
        {crypto::DigestAlgorithm::Sha1, startOf(2017)},
        {crypto::DigestAlgorithm::Sha224, std::nullopt},
        {crypto::DigestAlgorithm::Sha256, std::nullopt},
        {crypto::DigestAlgorithm::Sha384, std::nullopt},
        {crypto::DigestAlgorithm::Sha512, std::nullopt},
        {crypto::DigestAlgorithm::Streebog256, std::nullopt},
        {crypto::DigestAlgorithm::Streebog512, std::nullopt},
        {crypto::DigestAlgorithm::Gost34311_95, std::nullopt},
    };
    return table;
}

const std::vector<RsaSizeDate>& rsaSizeDates() {
    static const std::vector<RsaSizeDate> table{
        {1024, std::nullopt},
        // NIST SP 800-131A: below 112 bits of strength not after 2013.
        {2048, startOf(2014)},
    };
    return table;
}

AlgorithmAge digestAge(crypto::DigestAlgorithm digest, Time at) {
    const auto row = std::ranges::find(digestDates(), digest, &DigestDate::digest);
    const bool past = row == digestDates().end() || (row->until && at >= *row->until);
    return past ? AlgorithmAge::PastDate : AlgorithmAge::Fine;
}

AlgorithmAge signatureAge(crypto::SignatureScheme scheme, Time at) {
    if (digestAge(scheme.digest, at) == AlgorithmAge::PastDate)
        return AlgorithmAge::PastDate;
    return scheme.key == crypto::KeyAlgorithm::Gost34310 ? AlgorithmAge::OldGost : AlgorithmAge::Fine;
}

AlgorithmAge keyAge(const crypto::PublicKey& key, Time at) {
    if (key.algorithm() == crypto::KeyAlgorithm::Gost34310)
        return AlgorithmAge::OldGost;
    if (key.algorithm() != crypto::KeyAlgorithm::Rsa)
        return AlgorithmAge::Fine;
    const bool tooShort = std::ranges::any_of(rsaSizeDates(), [&](const RsaSizeDate& row) {
        return key.bits() < row.bits && (!row.from || at >= *row.from);
    });
    return tooShort ? AlgorithmAge::PastDate : AlgorithmAge::Fine;
}

void addAgeReason(std::vector<sign::Reason>& reasons, AlgorithmAge age, std::string_view detail) {
    if (age == AlgorithmAge::Fine)
        return;
    const auto code = age == AlgorithmAge::PastDate ? sign::ReasonCode::AlgorithmTooOld
                                                    : sign::ReasonCode::AlgorithmOldGost;
    const auto same = [&](const sign::Reason& reason) {
        return reason.code == code && (age == AlgorithmAge::OldGost || reason.detail == detail);
    };
    if (std::ranges::none_of(reasons, same))
        reasons.push_back({code, std::string(detail)});
}

std::string schemeText(crypto::SignatureScheme scheme) {
    const crypto::SignatureRow* row = crypto::signatureRow(scheme);
    if (row != nullptr)
        return std::string(row->name);
    return std::string(crypto::keyAlgorithmName(scheme.key)) + '-' +
           std::string(crypto::digestRow(scheme.digest).name);
}

std::string keyText(const crypto::PublicKey& key) {
    const std::string name(crypto::keyAlgorithmName(key.algorithm()));
    const bool anySize =
        key.algorithm() == crypto::KeyAlgorithm::Rsa || key.algorithm() == crypto::KeyAlgorithm::Ec;
    return anySize ? name + '-' + std::to_string(key.bits()) : name;
}

} // namespace tanba::trust
