#include "core/keys/kz_profile.h"

#include "core/base/utf8.h"
#include "core/keys/role_table.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

const Oid kCommonName("2.5.4.3");
const Oid kSurname("2.5.4.4");
const Oid kSerialNumber("2.5.4.5");
const Oid kOrganisation("2.5.4.10");
const Oid kOrganisationalUnit("2.5.4.11");
const Oid kGivenName("2.5.4.42");
const Oid kUserId("0.9.2342.19200300.100.1.1");

constexpr std::size_t kNumberLength = 12;

bool isDigits(std::string_view text) {
    return std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

/// The 12 digits behind `prefix` in the first attribute of this type that has such a value.
std::string numberAfterPrefix(const Name& name, const Oid& type, std::string_view prefix) {
    for (const NameAttribute& attribute : name.attributes()) {
        const std::string_view value = attribute.value;
        if (attribute.type != type || !value.starts_with(prefix))
            continue;
        const std::string_view digits = value.substr(prefix.size());
        if (digits.size() == kNumberLength && isDigits(digits))
            return std::string(digits);
    }
    return {};
}

bool isInformationSystemRole(const Oid& oid) {
    constexpr std::array<std::string_view, 2> kSystems{"1.2.398.3.3.4.1.2.6", "1.2.398.3.3.4.1.1.1"};
    return std::ranges::find(kSystems, oid.dotted()) != kSystems.end();
}

Owner ownerOf(const Certificate& certificate) {
    const Name& subject = certificate.subject();
    const auto text = [&subject](const Oid& type) { return displayText(subject.first(type)); };
    Owner owner;
    owner.commonName = text(kCommonName);
    owner.surname = text(kSurname);
    owner.patronymic = text(kGivenName);
    owner.organisation = text(kOrganisation);
    owner.iin = numberAfterPrefix(subject, kSerialNumber, "IIN");
    owner.bin = numberAfterPrefix(subject, kOrganisationalUnit, "BIN");
    // A system has a UID and nothing of a person; certificates of the last years also say so by their role.
    const bool systemName = owner.iin.empty() && owner.surname.empty() && !subject.first(kUserId).empty();
    owner.informationSystem =
        systemName || std::ranges::any_of(certificate.extendedKeyUsage(), isInformationSystemRole);
    return owner;
}

std::vector<Role> rolesOf(const Certificate& certificate) {
    constexpr std::array<std::string_view, 3> kHolderClasses{"subject", "role", "extra"};
    std::vector<Role> roles;
    for (const Oid& oid : certificate.extendedKeyUsage()) {
        const Role* role = roleByOid(oid);
        if (role != nullptr && std::ranges::find(kHolderClasses, role->roleClass) != kHolderClasses.end())
            roles.push_back(*role);
    }
    return roles;
}

enum class Usage { ClientAuthentication, EmailProtection, Any, KazakhRole, Other };

Usage usageOf(const Oid& oid) {
    struct Row {
        std::string_view oid;
        Usage usage;
    };
    constexpr std::array<Row, 3> kRows{{
        {"1.3.6.1.5.5.7.3.2", Usage::ClientAuthentication},
        {"1.3.6.1.5.5.7.3.4", Usage::EmailProtection},
        {"2.5.29.37.0", Usage::Any},
    }};
    const auto row = std::ranges::find(kRows, oid.dotted(), &Row::oid);
    if (row != kRows.end())
        return row->usage;
    return oid.dotted().starts_with("1.2.398.") ? Usage::KazakhRole : Usage::Other;
}

bool keyUsageForbids(const Certificate& certificate) {
    return certificate.hasKeyUsage() &&
           !certificate.keyUsage(KeyUsageBit::DigitalSignature).value_or(false) &&
           !certificate.keyUsage(KeyUsageBit::NonRepudiation).value_or(false);
}

struct StorageRow {
    std::string_view oid;
    std::string_view name;
};

constexpr std::array<StorageRow, 10> kStorages{{
    {"1.2.398.3.3.5.1.1", "file"},
    {"1.2.398.3.3.5.1.2", "java-key-store"},
    {"1.2.398.3.3.5.2.1", "id-card"},
    {"1.2.398.3.3.5.2.2", "kaztoken"},
    {"1.2.398.3.3.5.2.3", "etoken-java"},
    {"1.2.398.3.3.5.2.4", "etoken-5110"},
    {"1.2.398.3.3.5.2.5", "jacarta"},
    {"1.2.398.3.3.5.2.6", "akey"},
    {"1.2.398.3.3.5.2.7", "sim"},
    {"1.2.398.3.3.5.3.1", "cloud"},
}};

/// Weighted sum of the first eleven digits modulo 11; the weights go round 1 ... 11, starting with `first`.
int weightedSum(std::string_view digits, int first) {
    int sum = 0;
    for (int position = 0; position < 11; ++position)
        sum += (digits[static_cast<std::size_t>(position)] - '0') * ((first - 1 + position) % 11 + 1);
    return sum % 11;
}

} // namespace

std::string Owner::displayName() const {
    if (informationSystem || patronymic.empty() || commonName.ends_with(" " + patronymic))
        return commonName;
    return commonName.empty() ? patronymic : commonName + " " + patronymic;
}

Purpose purposeOf(const Certificate& certificate) {
    const auto& constraints = certificate.basicConstraints();
    if ((constraints && constraints->authority) || keyUsageForbids(certificate))
        return Purpose::None;
    std::array<bool, 5> present{};
    for (const Oid& oid : certificate.extendedKeyUsage())
        present[static_cast<std::size_t>(usageOf(oid))] = true;
    const auto has = [&present](Usage usage) { return present[static_cast<std::size_t>(usage)]; };

    if (certificate.extendedKeyUsage().empty() || has(Usage::Any))
        return Purpose::Both;
    if (has(Usage::ClientAuthentication))
        return has(Usage::EmailProtection) ? Purpose::Both : Purpose::Login;
    const auto& key = certificate.publicKey();
    const bool oneKeyForAll = key.ok() && key.value().algorithm() == crypto::KeyAlgorithm::Gost2015_512;
    if (has(Usage::EmailProtection))
        return oneKeyForAll ? Purpose::Both : Purpose::Signing;
    return oneKeyForAll && has(Usage::KazakhRole) ? Purpose::Both : Purpose::None;
}

bool permitsLogin(Purpose purpose) {
    return purpose == Purpose::Login || purpose == Purpose::Both;
}

bool permitsSigning(Purpose purpose) {
    return purpose == Purpose::Signing || purpose == Purpose::Both;
}

std::string_view purposeName(Purpose purpose) {
    switch (purpose) {
    case Purpose::Login:
        return "login";
    case Purpose::Signing:
        return "signing";
    case Purpose::Both:
        return "both";
    case Purpose::None:
        break;
    }
    return "none";
}

std::string_view storageName(const Oid& storage) {
    const auto row = std::ranges::find(kStorages, storage.dotted(), &StorageRow::oid);
    return row == kStorages.end() ? std::string_view() : row->name;
}

KzProfile kzProfile(const Certificate& certificate) {
    return {ownerOf(certificate), rolesOf(certificate), purposeOf(certificate), certificate.keyStorage()};
}

bool checkDigitRight(std::string_view twelveDigits) {
    if (twelveDigits.size() != kNumberLength || !isDigits(twelveDigits))
        return false;
    int check = weightedSum(twelveDigits, 1);
    // The sum 10 has no digit: a second round with weights 3, 4 ... 11, 1, 2. A number that gives 10 again is
    // never assigned.
    if (check == 10)
        check = weightedSum(twelveDigits, 3);
    return check == twelveDigits.back() - '0';
}

} // namespace tanba::keys
