#include "cardreader/drivers/pkcs15_contents.h"

#include "cardreader/apdu/ber_tlv.h"
#include "cardreader/drivers/card_commands.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <array>

namespace tanba::card::pkcs15 {

namespace {

/// "PKCS-15" behind the registered identifier of RSA Laboratories (ISO 7816-15 5.6.1).
constexpr std::array<std::uint8_t, 12> kApplication{0xA0, 0x00, 0x00, 0x00, 0x63, 0x50,
                                                    0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35};
const Bytes kMasterFile{0x3F, 0x00};
const Bytes kApplicationList{0x3F, 0x00, 0x2F, 0x00};
const Bytes kObjectDirectory{0x50, 0x31};
const Bytes kTokenInfo{0x50, 0x32};

/// ISO 7816-4 8.2.1.1: application template, identifier, path.
constexpr std::uint32_t kTemplate = 0x61;
constexpr std::uint32_t kIdentifier = 0x4F;
constexpr std::uint32_t kPath = 0x51;

/// PKCS #11 and X.509 names of what is asked of keys: a signature over a DigestInfo that comes with the
/// command, and over a digest.
constexpr std::int64_t kRsaPkcs1 = 0x0001;
constexpr std::string_view kRsaEncryption = "1.2.840.113549.1.1.1";
constexpr std::int64_t kEcdsa = 0x1041;

/// Of a PIN that does not say how long it may be.
constexpr std::size_t kLongestPin = 64;

/// The application's path in EF.DIR; none where the list does not name it or cannot be read.
std::optional<Bytes> pathIn(ByteView applicationList) {
    TlvReader reader(applicationList);
    while (true) {
        const auto entry = reader.next();
        if (!entry.ok() || !entry.value())
            return std::nullopt;
        const auto name = findTlv(entry.value()->encoded, {kTemplate, kIdentifier});
        const auto path = findTlv(entry.value()->encoded, {kTemplate, kPath});
        if (!name.ok() || !name.value() || !sameBytes(name.value()->content, kApplication))
            continue;
        if (!path.ok() || !path.value())
            return std::nullopt;
        return Bytes(path.value()->content.begin(), path.value()->content.end());
    }
}

/// Whether the card answered, though not as wished.
bool isAnswer(FailureCode code) {
    using enum FailureCode;
    return code == CardUnexpectedStatus || code == CardPinNeeded || code == CardNotForThisDriver ||
           code == CardAnswerMalformed || code == CardMemory || code == PinBlocked || code == PinUnusable;
}

Result<bool> selectByApplicationList(CardSession& session) {
    const auto list = readFileAt(session, kApplicationList);
    if (!list.ok())
        return isAnswer(list.failure().code) ? Result<bool>(false) : Result<bool>(list.failure());
    const std::optional<Bytes> path = pathIn(list.value());
    if (!path)
        return false;
    const auto selected = selectPath(session, *path);
    if (!selected.ok() && !isAnswer(selected.failure().code))
        return selected.failure();
    return selected.ok();
}

keys::PinRules rulesOf(const PinEntry& entry) {
    keys::PinRules rules;
    rules.minimumLength = entry.minimumLength;
    rules.maximumLength = entry.maximumLength;
    rules.digitsOnly = !entry.isText;
    return rules;
}

Result<PinBlock> blockOf(const PinEntry& entry) {
    const std::size_t stored = entry.padded ? entry.storedLength : 0;
    if (entry.minimumLength > entry.maximumLength || entry.maximumLength > kLongestPin ||
        stored > kLongestPin || (entry.padded && stored < entry.maximumLength))
        return fail(FailureCode::CardAnswerMalformed, {}, "lengths of a PIN");
    return PinBlock{static_cast<std::uint8_t>(entry.minimumLength),
                    static_cast<std::uint8_t>(entry.maximumLength), static_cast<std::uint8_t>(stored),
                    entry.padding};
}

/// How the PUK of a PIN is sent: as its own entry says, else as the PIN itself at its full length.
const PinEntry& pukOf(const PinEntry& pin, const std::vector<PinEntry>& all) {
    const auto named = std::ranges::find_if(all, [&](const PinEntry& candidate) {
        return candidate.isPuk && !pin.unblockedBy.empty() && candidate.authenticationId == pin.unblockedBy;
    });
    return named == all.end() ? pin : *named;
}

Result<CardPin> pinOf(const PinEntry& entry, const std::vector<PinEntry>& all) {
    CardPin pin;
    // ISO 7816-4 table 87: bit 8 of P2 for a reference that counts within one application.
    pin.reference = static_cast<std::uint8_t>(entry.reference | (entry.local ? 0x80 : 0x00));
    pin.label = entry.label;
    pin.rules = rulesOf(entry);
    TANBA_TRY(pin.block, blockOf(entry));
    pin.canChange = !entry.changeDisabled;
    pin.canUnblock = !entry.unblockDisabled;
    const PinEntry& puk = pukOf(entry, all);
    pin.pukRules = rulesOf(puk);
    TANBA_TRY(pin.pukBlock, blockOf(puk));
    pin.path = entry.path;
    return pin;
}

struct Entries {
    std::vector<PinEntry> pins;
    std::vector<KeyEntry> keys;
    std::vector<CertificateEntry> certificates;
};

template <typename T>
void moveInto(std::vector<T>& target, std::vector<T> more) {
    std::ranges::move(more, std::back_inserter(target));
}

Result<Entries> readEntries(Files& files) {
    TANBA_TRY(const Bytes list, files.read(Place{kObjectDirectory, 0, std::nullopt}));
    TANBA_TRY(const std::vector<Directory> directories, readObjectDirectory(list));
    Entries entries;
    for (const Directory& directory : directories) {
        Bytes content = directory.entries;
        if (directory.place) {
            TANBA_TRY(content, files.read(*directory.place));
        }
        switch (directory.kind) {
        case DirectoryKind::Authentication: {
            TANBA_TRY(std::vector<PinEntry> pins, readPins(content));
            moveInto(entries.pins, std::move(pins));
            break;
        }
        case DirectoryKind::PrivateKeys: {
            TANBA_TRY(std::vector<KeyEntry> keys, readKeys(content));
            moveInto(entries.keys, std::move(keys));
            break;
        }
        case DirectoryKind::Certificates: {
            TANBA_TRY(std::vector<CertificateEntry> certificates, readCertificates(content));
            moveInto(entries.certificates, std::move(certificates));
            break;
        }
        }
    }
    return entries;
}

/// A file may be longer than the certificate in it.
Result<keys::Certificate> certificateIn(ByteView content) {
    DerReader reader(content);
    const auto element = reader.any();
    if (!element.ok())
        return fail(FailureCode::CardAnswerMalformed, {}, "certificate: " + element.failure().detail);
    return keys::Certificate::fromDer(element.value().encoded);
}

Result<keys::Certificate> certificateAt(Files& files, const Place& place) {
    TANBA_TRY(const Bytes content, files.read(place));
    return certificateIn(content);
}

/// The certificate with the key's identifier; only this one is read.
Outcome addCertificate(CardKey& key, const Bytes& id, Files& files, const Entries& entries) {
    const auto entry = std::ranges::find(entries.certificates, id, &CertificateEntry::id);
    if (entry == entries.certificates.end())
        return Done{};
    if (entry->place) {
        TANBA_TRY(key.certificate, certificateAt(files, *entry->place));
    } else {
        TANBA_TRY(key.certificate, certificateIn(entry->value));
    }
    if (key.certificate->publicKey().ok())
        key.publicKey = key.certificate->publicKey().value();
    return Done{};
}

bool isAsked(const AlgorithmEntry& algorithm, const KeyEntry& entry) {
    // The mechanism decides: cards give the object identifier to every use of RSA, bare and PSS included.
    const bool rsa = algorithm.mechanism ? algorithm.mechanism == kRsaPkcs1 : algorithm.oid == kRsaEncryption;
    return algorithm.signs && (entry.isRsa ? rsa : algorithm.mechanism == kEcdsa);
}

/// By the algorithms that the key names; a key that names none, or none that the card explains, is used in
/// the usual way.
void chooseAlgorithm(CardKey& key, const KeyEntry& entry, const std::vector<AlgorithmEntry>& algorithms) {
    bool explained = false;
    for (const std::int64_t reference : entry.algorithms) {
        const auto found = std::ranges::find(algorithms, reference, &AlgorithmEntry::reference);
        if (found == algorithms.end())
            continue;
        if (isAsked(*found, entry)) {
            key.algorithmReference = found->cardReference;
            return;
        }
        explained = true;
    }
    if (explained)
        key.algorithms = KeyAlgorithms::NoneUsable;
}

CardKey keyOf(const KeyEntry& entry, const Entries& entries, const CardContents& contents) {
    CardKey key;
    key.reference = entry.reference;
    key.label = entry.label;
    key.pinUse = entry.userConsent > 0 ? PinUse::EverySignature : PinUse::OncePerSession;
    key.path = entry.path;
    const auto named = std::ranges::find(entries.pins, entry.authenticationId, &PinEntry::authenticationId);
    for (const CardPin& pin : contents.pins) {
        const bool isNamed =
            named != entries.pins.end() && (named->reference & 0x7F) == (pin.reference & 0x7F);
        if (!isNamed && named != entries.pins.end())
            continue;
        key.pinReference = pin.reference;
        // VERIFY has selected that folder already.
        if (pin.path == key.path)
            key.path.clear();
        break;
    }
    return key;
}

} // namespace

Result<bool> selectApplicationAnywhere(CardSession& session) {
    TANBA_TRY(const bool byName, trySelect(session, selectApplication(kApplication)));
    if (byName)
        return true;
    return selectByApplicationList(session);
}

Result<std::size_t> Files::enter(const Place& place) {
    const bool fromMaster =
        place.path.size() > 2 && place.path[0] == kMasterFile[0] && place.path[1] == kMasterFile[1];
    if (!fromMaster && left_) {
        TANBA_CHECK(selectApplicationAnywhere(session_));
        left_ = false;
    }
    TANBA_TRY(const Bytes information, selectPath(session_, place.path));
    left_ = left_ || fromMaster;
    if (place.index >= kMaxFileSize)
        return fail(FailureCode::CardAnswerMalformed, {}, "place in a file");
    const std::size_t whole = std::min(fileSize(information).value_or(kMaxFileSize), kMaxFileSize);
    const std::size_t behind = whole > place.index ? whole - place.index : 0;
    return std::min(place.length.value_or(behind), behind);
}

Result<Bytes> Files::read(const Place& place) {
    TANBA_TRY(const std::size_t size, enter(place));
    return readBinary(session_, place.index, size);
}

Result<TokenInfo> identity(Files& files) {
    TANBA_TRY(const Bytes content, files.read(Place{kTokenInfo, 0, std::nullopt}));
    TANBA_TRY(TokenInfo info, readTokenInfo(content));
    if (!info.serial.empty())
        return info;
    TANBA_TRY(Bytes shown, files.read(Place{kObjectDirectory, 0, std::nullopt}));
    append(shown, content);
    TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, shown));
    info.serial = toHex(digest.bytes);
    return info;
}

Result<std::vector<keys::Certificate>> readCertificates(Files& files) {
    TANBA_TRY(const Entries entries, readEntries(files));
    std::vector<keys::Certificate> certificates;
    for (const CertificateEntry& entry : entries.certificates) {
        auto certificate = entry.place ? certificateAt(files, *entry.place) : certificateIn(entry.value);
        if (certificate.ok())
            certificates.push_back(std::move(certificate).value());
    }
    return certificates;
}

Result<CardContents> readContents(Files& files) {
    CardContents contents;
    TANBA_TRY(TokenInfo info, identity(files));
    contents.serial = std::move(info.serial);
    contents.label = std::move(info.label);
    TANBA_TRY(const Entries entries, readEntries(files));
    for (const PinEntry& entry : entries.pins) {
        if (entry.isPuk || entry.isSecurityOfficer)
            continue;
        TANBA_TRY(CardPin pin, pinOf(entry, entries.pins));
        contents.pins.push_back(std::move(pin));
    }
    for (const KeyEntry& entry : entries.keys) {
        if (entry.mayNotSign)
            continue;
        CardKey key = keyOf(entry, entries, contents);
        chooseAlgorithm(key, entry, info.algorithms);
        TANBA_CHECK(addCertificate(key, entry.id, files, entries));
        contents.keys.push_back(std::move(key));
    }
    return contents;
}

} // namespace tanba::card::pkcs15
