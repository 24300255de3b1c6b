#include "app/cli/certificate_facts.h"

#include "app/cli/people.h"
#include "core/base/utf8.h"

namespace tanba::cli {

using text::Fact;
using text::Ui;

namespace {

/// IIN and BIN of the owner with what they are called.
struct IdentityNumber {
    Ui label;
    const std::string& digits;
};

} // namespace

std::string CertificateFacts::validity(const keys::Certificate& certificate) const {
    const std::string period = words_.validity(certificate.notBefore(), certificate.notAfter());
    const long days = daysLeft(certificate, now_);
    if (now_ < certificate.notBefore())
        return word(Ui::ValidityNotYet, {{"period", period}});
    return word(now_ > certificate.notAfter() ? Ui::ValidityExpired : Ui::ValidityDays,
                {{"period", period}, {"days", std::to_string(days)}});
}

std::vector<Fact> CertificateFacts::facts(const keys::Certificate& certificate,
                                          const keys::KzProfile& profile) const {
    std::vector<Fact> facts = words_.owner(profile, Ui::Owner);
    const auto add = [this, &facts](Ui label, const std::string& value) {
        facts.push_back({word(label), displayText(value)});
    };
    add(Ui::Purpose, words_.purpose(profile.purpose));
    add(Ui::Validity, validity(certificate));
    const auto& key = certificate.publicKey();
    if (key.ok())
        add(Ui::Algorithm, words_.algorithm(key.value().algorithm(), key.value().bits()));
    add(Ui::KeyStorage, words_.storage(profile.storage));
    add(Ui::CertificateSerial, certificate.serialHex());
    add(Ui::Issuer, certificate.issuer().display());
    return facts;
}

void CertificateFacts::warnOfNumbers(const keys::Owner& owner) {
    for (const IdentityNumber& number :
         {IdentityNumber{Ui::Iin, owner.iin}, IdentityNumber{Ui::Bin, owner.bin}})
        if (!number.digits.empty() && !keys::checkDigitRight(number.digits))
            console_.result(
                word(Ui::CheckDigitWrong, {{"label", word(number.label)}, {"subject", number.digits}}));
}

Json CertificateFacts::json(const keys::Certificate& certificate, const keys::KzProfile& profile) const {
    Json object{{"owner", ownerJson(profile)}, {"certificate", certificateJson(certificate)}};
    Json roles = Json::array();
    for (const std::string& role : words_.roles(profile))
        roles.push_back(role);
    object["roleNames"] = std::move(roles);
    object["purpose"] = keys::purposeName(profile.purpose);
    object["storage"] = keys::storageName(profile.storage);
    object["daysLeft"] = daysLeft(certificate, now_);
    const auto checkDigit = [](const std::string& digits) {
        return digits.empty() ? Json() : Json(keys::checkDigitRight(digits));
    };
    object["iinCheckDigitRight"] = checkDigit(profile.owner.iin);
    object["binCheckDigitRight"] = checkDigit(profile.owner.bin);
    return object;
}

Json CertificateFacts::tell(const keys::Certificate& certificate) {
    const keys::KzProfile profile = keys::kzProfile(certificate);
    console_.results(facts(certificate, profile));
    warnOfNumbers(profile.owner);
    return json(certificate, profile);
}

} // namespace tanba::cli
