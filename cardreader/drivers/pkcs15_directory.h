#pragma once

#include "core/base/bytes.h"
#include "core/base/der_reader.h"
#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// The directory files of ISO 7816-15 (PKCS #15 1.1) as values. Pure: no card is needed to read them. Padding
// behind the last entry (00 or FF) is passed over, kinds of objects that are not used here too; what is wrong
// inside an entry is card.answer_malformed.
namespace tanba::card::pkcs15 {

/// Most entries that are read of one directory.
inline constexpr std::size_t kMaxEntries = 64;

/// Where a value lies (8.2.5): a file, and a part of it.
struct Place {
    Bytes path; ///< file identifiers; from the master file when it begins with 3F00
    std::size_t index = 0;
    std::optional<std::size_t> length;
};

/// Kinds of directories (8.3), the context tags of the ODF.
enum class DirectoryKind { PrivateKeys = 0, Certificates = 4, Authentication = 8 };

/// A row of the ODF: a directory file, or the entries themselves.
struct Directory {
    DirectoryKind kind = DirectoryKind::PrivateKeys;
    std::optional<Place> place;
    Bytes entries; ///< only without a place
};

/// An algorithm that the card names (AlgorithmInfo, 8.10).
struct AlgorithmEntry {
    std::int64_t reference = 0; ///< by which keys point here
    /// As PKCS #11 numbers it (CKM_...); none where the card says so with -1.
    std::optional<std::int64_t> mechanism;
    std::string oid; ///< empty when not told
    bool signs = false;
    /// What the card itself calls it in a security environment.
    std::optional<std::uint8_t> cardReference;
};

/// TokenInfo (8.10).
struct TokenInfo {
    std::string serial; ///< hex; empty when the card has none
    std::string label;
    std::vector<AlgorithmEntry> algorithms; ///< those that can be read
};

/// A password object (8.9.1). Flags as named in the standard.
struct PinEntry {
    std::string label;
    Bytes authenticationId;
    Bytes unblockedBy; ///< authenticationId of the PUK; empty when not told
    bool local = false;
    bool changeDisabled = false;
    bool unblockDisabled = false;
    bool padded = false;
    bool isPuk = false;
    bool isSecurityOfficer = false;
    bool isText = false; ///< of type utf8; otherwise ASCII digits
    std::size_t minimumLength = 0;
    std::size_t storedLength = 0;
    std::size_t maximumLength = 0;
    std::uint8_t reference = 0;
    std::uint8_t padding = 0xFF;
    Bytes path; ///< empty when not told
};

/// A private key object (8.4.1).
struct KeyEntry {
    std::string label;
    Bytes id;
    Bytes authenticationId; ///< of its PIN; empty: none needed
    bool isRsa = false;
    bool mayNotSign = false;
    /// Says that the PIN is wanted so often (userConsent); 0: not told.
    int userConsent = 0;
    std::uint8_t reference = 0;
    /// AlgorithmEntry::reference of what the key may do; empty when not told.
    std::vector<std::int64_t> algorithms;
    Bytes path; ///< empty when not told
};

/// A certificate object (8.7.1).
struct CertificateEntry {
    Bytes id;
    std::optional<Place> place;
    Bytes value; ///< only without a place
};

Result<std::vector<Directory>> readObjectDirectory(ByteView content);
Result<TokenInfo> readTokenInfo(ByteView content);
Result<std::vector<PinEntry>> readPins(ByteView content);
Result<std::vector<KeyEntry>> readKeys(ByteView content);
Result<std::vector<CertificateEntry>> readCertificates(ByteView content);

} // namespace tanba::card::pkcs15
