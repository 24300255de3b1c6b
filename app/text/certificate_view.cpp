#include "app/text/certificate_view.h"

#include "app/text/safe_text.h"
#include "core/base/encoding.h"
#include "core/base/utf8.h"

#include <array>

namespace tanba::text {

namespace {

struct PurposeRow {
    keys::Purpose purpose;
    Ui text;
};
constexpr std::array<PurposeRow, 4> kPurposes = {{
    {keys::Purpose::None, Ui::PurposeNone},
    {keys::Purpose::Login, Ui::PurposeLogin},
    {keys::Purpose::Signing, Ui::PurposeSigning},
    {keys::Purpose::Both, Ui::PurposeBoth},
}};

struct AlgorithmRow {
    crypto::KeyAlgorithm algorithm;
    Ui text;
};
constexpr std::array<AlgorithmRow, 4> kAlgorithms = {{
    {crypto::KeyAlgorithm::Rsa, Ui::AlgorithmRsa},
    {crypto::KeyAlgorithm::Ec, Ui::AlgorithmEc},
    {crypto::KeyAlgorithm::Gost2015_512, Ui::AlgorithmGost2015},
    {crypto::KeyAlgorithm::Gost34310, Ui::AlgorithmGost2004},
}};

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string text;
    for (const std::string& part : parts) {
        if (!text.empty())
            text += separator;
        text += part;
    }
    return text;
}

} // namespace

std::vector<std::string> CertificateWords::roles(const keys::KzProfile& profile) const {
    std::vector<std::string> names;
    for (const keys::Role& role : profile.roles) {
        const std::string& own = language_ == Language::Kk   ? role.kk
                                 : language_ == Language::Ru ? role.ru
                                                             : role.en;
        names.push_back(displayText(own.empty() ? role.en : own));
    }
    return names;
}

std::string CertificateWords::purpose(keys::Purpose purpose) const {
    for (const PurposeRow& row : kPurposes)
        if (row.purpose == purpose)
            return word(row.text);
    return {};
}

std::string CertificateWords::storage(const Oid& storage) const {
    if (storage.empty())
        return word(Ui::StorageUnknown);
    const std::string name(keys::storageName(storage));
    // The names of core/keys are the ends of the codes of the table.
    const Sentence own = table_.stored("storage." + name, language_);
    return own.what.empty() ? storage.dotted() : own.what;
}

std::string CertificateWords::algorithm(crypto::KeyAlgorithm algorithm, int bits) const {
    for (const AlgorithmRow& row : kAlgorithms)
        if (row.algorithm == algorithm)
            return table_.ui(row.text, language_, {{"bits", std::to_string(bits)}});
    return {};
}

std::string CertificateWords::scheme(crypto::SignatureScheme scheme) const {
    std::string name;
    for (const AlgorithmRow& row : kAlgorithms)
        if (row.algorithm == scheme.key)
            name = word(row.text);
    return name + " · " + std::string(crypto::digestRow(scheme.digest).name);
}

std::string CertificateWords::validity(Time notBefore, Time notAfter) const {
    return dateInWords(notBefore, localOffset(notBefore), language_) + " – " +
           dateInWords(notAfter, localOffset(notAfter), language_);
}

std::vector<Fact> CertificateWords::owner(const keys::KzProfile& profile, Ui holderLabel) const {
    const keys::Owner& owner = profile.owner;
    std::vector<Fact> facts;
    const auto add = [this, &facts](Ui label, const std::string& value) {
        if (!value.empty())
            facts.push_back({word(label), displayText(value)});
    };
    add(holderLabel, owner.displayName());
    add(Ui::Iin, owner.iin);
    add(Ui::Roles, joined(roles(profile), ", "));
    add(Ui::Organisation, owner.organisation);
    add(Ui::Bin, owner.bin);
    return facts;
}

std::string groupedHex(ByteView bytes) {
    const std::string hex = toHex(bytes);
    std::string grouped;
    for (std::size_t start = 0; start < hex.size(); start += 4) {
        if (start != 0)
            grouped += ' ';
        grouped += hex.substr(start, 4);
    }
    return grouped;
}

} // namespace tanba::text
