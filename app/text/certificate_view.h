#pragma once

#include "app/text/dates.h"
#include "app/text/text_table.h"
#include "core/crypto/algorithms.h"
#include "core/keys/kz_profile.h"

#include <string>
#include <vector>

namespace tanba::text {

/// A labelled value, ready to be shown: both are safe text.
struct Fact {
    std::string label;
    std::string value;
};

/// Turns what certificates say into words of one language.
class CertificateWords {
  public:
    CertificateWords(const TextTable& table, Language language) : table_(table), language_(language) {}

    /// What the holder may do, as the certificate says: "first head of a legal entity".
    std::vector<std::string> roles(const keys::KzProfile& profile) const;
    std::string purpose(keys::Purpose purpose) const;
    std::string storage(const Oid& storage) const;
    std::string algorithm(crypto::KeyAlgorithm algorithm, int bits) const;
    /// The key's algorithm and the digest: "ГОСТ 34.10-2015 · streebog512".
    std::string scheme(crypto::SignatureScheme scheme) const;
    /// "20 маусым 2026 – 20 маусым 2027".
    std::string validity(Time notBefore, Time notAfter) const;
    /// Holder, IIN, roles, organisation with its BIN. Absent ones are left out.
    /// @param holderLabel what the person is called here: the holder of a key, the signer of a document.
    std::vector<Fact> owner(const keys::KzProfile& profile, Ui holderLabel) const;

  private:
    std::string word(Ui text) const { return table_.ui(text, language_); }

    const TextTable& table_;
    Language language_;
};

/// Hex in groups of four, as people compare fingerprints.
std::string groupedHex(ByteView bytes);

} // namespace tanba::text
