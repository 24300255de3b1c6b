#include "app/cli/commands.h"
#include "app/cli/people.h"
#include "app/cli/secret_input.h"
#include "app/text/certificate_view.h"
#include "app/text/safe_text.h"
#include "core/base/encoding.h"
#include "core/base/utf8.h"
#include "core/keys/pkcs12.h"

namespace tanba::cli {

namespace {

using text::Fact;
using text::Ui;

/// IIN and BIN of the owner with what they are called.
struct IdentityNumber {
    Ui label;
    const std::string& digits;
};

class KeyInfo {
  public:
    explicit KeyInfo(const Services& services)
        : console_(services.console), now_(services.clock.now()),
          words_(console_.table(), console_.language()) {}

    Json tell(const keys::Pkcs12Key& key);

  private:
    std::string word(Ui text, const text::TextValues& values = {}) const {
        return console_.word(text, values);
    }
    std::vector<Fact> facts(const keys::Certificate& certificate, const keys::KzProfile& profile) const;
    std::string validity(const keys::Certificate& certificate) const;
    void warnOfNumbers(const keys::Owner& owner);
    Json json(const keys::Certificate& certificate, const keys::KzProfile& profile) const;

    Console& console_;
    Time now_;
    text::CertificateWords words_;
};

std::string KeyInfo::validity(const keys::Certificate& certificate) const {
    const std::string period = words_.validity(certificate.notBefore(), certificate.notAfter());
    const long days = daysLeft(certificate, now_);
    if (now_ < certificate.notBefore())
        return word(Ui::ValidityNotYet, {{"period", period}});
    return word(days < 0 ? Ui::ValidityExpired : Ui::ValidityDays,
                {{"period", period}, {"days", std::to_string(days)}});
}

std::vector<Fact> KeyInfo::facts(const keys::Certificate& certificate, const keys::KzProfile& profile) const {
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

void KeyInfo::warnOfNumbers(const keys::Owner& owner) {
    for (const IdentityNumber& number :
         {IdentityNumber{Ui::Iin, owner.iin}, IdentityNumber{Ui::Bin, owner.bin}})
        if (!number.digits.empty() && !keys::checkDigitRight(number.digits))
            console_.result(
                word(Ui::CheckDigitWrong, {{"label", word(number.label)}, {"subject", number.digits}}));
}

Json KeyInfo::json(const keys::Certificate& certificate, const keys::KzProfile& profile) const {
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

Json KeyInfo::tell(const keys::Pkcs12Key& key) {
    const std::string id = toHex(key.localKeyId);
    Json object{{"id", id}, {"friendlyName", key.friendlyName}};
    if (!key.certificate) {
        console_.result(word(Ui::KeyWithoutCertificate, {{"subject", id}}));
        return object;
    }
    const keys::KzProfile profile = keys::kzProfile(*key.certificate);
    console_.results(facts(*key.certificate, profile));
    warnOfNumbers(profile.owner);
    object.update(json(*key.certificate, profile));
    return object;
}

} // namespace

CommandEnd runKeyInfo(const KeyInfoArguments& arguments, const Services& services) {
    const auto file = readFile(services.files, arguments.file, keys::kMaxPkcs12Size);
    const auto named = [&arguments](Failure failure) {
        if (failure.subject.empty())
            failure.subject = arguments.file;
        return failure;
    };
    if (!file.ok())
        return endWith(services.console, named(file.failure()), Phase::Reading);
    SecretInput input(services.console, arguments.passwordFile, services.cancel);
    const auto password = input.pin(arguments.file, {});
    if (!password.ok())
        return endWith(services.console, password.failure(), Phase::Reading);
    const auto contents = keys::openPkcs12(file.value(), password.value());
    if (!contents.ok())
        return endWith(services.console, named(contents.failure()), Phase::Reading);
    CommandEnd end;
    end.json["file"] = arguments.file;
    end.json["keys"] = Json::array();
    KeyInfo info(services);
    for (const keys::Pkcs12Key& key : contents.value().keys) {
        if (!end.json["keys"].empty())
            services.console.result("");
        end.json["keys"].push_back(info.tell(key));
    }
    return end;
}

} // namespace tanba::cli
