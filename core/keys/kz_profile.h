#pragma once

#include "core/base/oid.h"
#include "core/keys/certificate.h"

#include <string>
#include <vector>

namespace tanba::keys {

/// What a key may be used for; one rule for every caller (README.md beside this file).
enum class Purpose { None, Login, Signing, Both };

/// Who holds a certificate, read by attribute type and prefix, never by position.
struct Owner {
    std::string commonName;
    std::string surname;
    std::string patronymic; ///< GN carries the patronymic in this PKI
    std::string iin;        ///< 12 digits without the prefix, or empty
    std::string bin;        ///< 12 digits without the prefix, or empty
    std::string organisation;
    bool informationSystem = false;

    /// CN and patronymic, as the person is called: "ТЕСТОВ ТЕСТ ТЕСТОВИЧ".
    std::string displayName() const;
};

/// A row of resources/oids.json that a certificate's extendedKeyUsage names.
struct Role {
    Oid oid;
    std::string en, kk, ru;
    std::string roleClass; ///< "subject", "role", "extra", "nca", "identification", "purpose"
};

struct KzProfile {
    Owner owner;
    std::vector<Role> roles; ///< known subject/role/extra rows in the certificate's order
    Purpose purpose = Purpose::None;
    Oid storage;
};

KzProfile kzProfile(const Certificate& certificate);
Purpose purposeOf(const Certificate& certificate);
bool permitsLogin(Purpose purpose);
bool permitsSigning(Purpose purpose);
std::string_view purposeName(Purpose purpose); ///< "login", "signing", "both", "none"

/// Stable name of a storage OID ("file", "id-card", "kaztoken", ...), empty when unknown.
std::string_view storageName(const Oid& storage);

/// The check digit of an IIN or BIN (12 digits). A wrong one is only ever a warning: the authority's own test
/// holders fail it.
bool checkDigitRight(std::string_view twelveDigits);

} // namespace tanba::keys
