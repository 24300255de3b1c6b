#include "cardreader/drivers/pkcs15_directory.h"

#include "core/base/encoding.h"
#include "core/base/utf8.h"

#include <functional>

namespace tanba::card::pkcs15 {

namespace {

constexpr std::size_t kMaxPathSize = 16;
/// The mechanism of an algorithm that has none.
const Bytes kMinusOne{0xFF};

/// Bits of the pin flags and of the usage of a key (8.9.1, 8.4.1).
enum PinFlag {
    kLocal = 1,
    kChangeDisabled = 2,
    kUnblockDisabled = 3,
    kNeedsPadding = 5,
    kUnblocking = 6,
    kOfficer = 7
};
/// Of the operations of an algorithm (8.10).
constexpr int kComputeSignature = 1;
enum KeyUse { kSign = 2, kSignRecover = 3, kNonRepudiation = 9 };
enum PinType { kAsciiDigits = 1, kUtf8 = 2 };

/// The parts that every object has (8.2.1): what all have, what its class has, what its type has.
struct ObjectParts {
    std::string label;
    Bytes authenticationId;
    int userConsent = 0;
    DerReader ofClass{ByteView()};
    DerReader ofType{ByteView()};
};

/// A BIT STRING of named bits, at most 32 of them; bit 0 is the first.
Result<std::uint32_t> namedBits(DerReader& reader) {
    TANBA_TRY(const DerElement element, reader.expect(der::kBitString));
    std::uint32_t bits = 0;
    for (std::size_t index = 1; index < element.content.size() && index <= 4; ++index) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((element.content[index] & (0x80U >> bit)) != 0)
                bits |= 1U << ((index - 1) * 8 + bit);
        }
    }
    return bits;
}

bool has(std::uint32_t bits, int number) {
    return (bits & (1U << static_cast<unsigned>(number))) != 0;
}

/// References of PINs and keys are written as INTEGER and meant as one octet: 0x81 comes as 0081 or, from
/// careless writers, as the single octet 81. Nothing longer is cut to fit.
Result<std::uint8_t> referenceIn(ByteView integer) {
    if (integer.size() == 1)
        return integer[0];
    if (integer.size() == 2 && integer[0] == 0x00)
        return integer[1];
    return fail(FailureCode::DerMalformed, {}, "reference of more than one octet");
}

/// An INTEGER as far as it is not negative; -1 otherwise.
std::int64_t numberOf(const DerElement& integer) {
    DerReader reader(integer.encoded);
    const auto number = reader.smallInteger();
    return number.ok() ? number.value() : -1;
}

Bytes copyOf(ByteView view) {
    return Bytes(view.begin(), view.end());
}

Result<Place> readPlace(const DerElement& element) {
    DerReader reader(element);
    Place place;
    TANBA_TRY(const ByteView path, reader.octetString());
    if (path.empty() || path.size() % 2 != 0 || path.size() > kMaxPathSize)
        return fail(FailureCode::DerMalformed, {}, "path");
    place.path = copyOf(path);
    if (reader.nextIs(der::kInteger)) {
        TANBA_TRY(const std::int64_t index, reader.smallInteger());
        place.index = static_cast<std::size_t>(index);
        TANBA_TRY(const auto length, reader.optional(der::context(0)));
        if (length) {
            std::size_t size = 0;
            for (const std::uint8_t octet :
                 length->content.first(std::min<std::size_t>(length->content.size(), 4)))
                size = size << 8 | octet;
            place.length = size;
        }
    }
    return place;
}

Outcome readCommon(DerReader reader, ObjectParts& parts) {
    TANBA_TRY(const auto label, reader.optional(der::kUtf8String));
    if (label)
        parts.label = displayText(asText(label->content));
    TANBA_CHECK(reader.optional(der::kBitString));
    TANBA_TRY(const auto authentication, reader.optional(der::kOctetString));
    if (authentication)
        parts.authenticationId = copyOf(authentication->content);
    if (reader.nextIs(der::kInteger)) {
        TANBA_TRY(const std::int64_t consent, reader.smallInteger());
        parts.userConsent = consent > 0 ? 1 : 0;
    }
    return Done{};
}

Result<ObjectParts> readParts(const DerElement& element) {
    DerReader reader(element);
    ObjectParts parts;
    TANBA_TRY(const DerReader common, reader.enter(der::kSequence));
    TANBA_CHECK(readCommon(common, parts));
    TANBA_TRY(parts.ofClass, reader.enter(der::kSequence));
    TANBA_CHECK(reader.optional(der::contextConstructed(0)));
    TANBA_TRY(DerReader wrapper, reader.enter(der::contextConstructed(1)));
    TANBA_TRY(parts.ofType, wrapper.enter(der::kSequence));
    return parts;
}

/// Calls `read` for each entry; its failures, and those of the encoding, are the card's.
Outcome forEachEntry(ByteView content, const std::function<Outcome(const DerElement&)>& read) {
    DerReader reader(content);
    for (std::size_t count = 0; !reader.atEnd() && !reader.nextIs(0x00) && !reader.nextIs(0xFF); ++count) {
        if (count == kMaxEntries)
            return fail(FailureCode::CardAnswerMalformed, {}, "directory: too many entries");
        const auto element = reader.any();
        const Outcome done = element.ok() ? read(element.value()) : Outcome(element.failure());
        if (!done.ok())
            return fail(FailureCode::CardAnswerMalformed, {}, "directory: " + done.failure().detail);
    }
    return Done{};
}

Result<PinEntry> readPin(const DerElement& element) {
    TANBA_TRY(ObjectParts parts, readParts(element));
    PinEntry pin;
    pin.label = parts.label;
    pin.unblockedBy = parts.authenticationId;
    TANBA_TRY(const ByteView id, parts.ofClass.octetString());
    pin.authenticationId = copyOf(id);

    DerReader& type = parts.ofType;
    TANBA_TRY(const std::uint32_t flags, namedBits(type));
    pin.local = has(flags, kLocal);
    pin.changeDisabled = has(flags, kChangeDisabled);
    pin.unblockDisabled = has(flags, kUnblockDisabled);
    pin.padded = has(flags, kNeedsPadding);
    pin.isPuk = has(flags, kUnblocking);
    pin.isSecurityOfficer = has(flags, kOfficer);
    TANBA_TRY(const DerElement kind, type.expect(der::kEnumerated));
    TANBA_TRY(const int pinType, referenceIn(kind.content));
    if (pinType != kAsciiDigits && pinType != kUtf8)
        return fail(FailureCode::DerMalformed, {}, "PIN of an unknown type");
    pin.isText = pinType == kUtf8;
    TANBA_TRY(const std::int64_t minimum, type.smallInteger());
    TANBA_TRY(const std::int64_t stored, type.smallInteger());
    pin.minimumLength = static_cast<std::size_t>(minimum);
    pin.storedLength = static_cast<std::size_t>(stored);
    pin.maximumLength = pin.storedLength;
    if (type.nextIs(der::kInteger)) {
        TANBA_TRY(const std::int64_t maximum, type.smallInteger());
        pin.maximumLength = static_cast<std::size_t>(maximum);
    }
    TANBA_TRY(const auto reference, type.optional(der::context(0)));
    if (reference) {
        TANBA_TRY(pin.reference, referenceIn(reference->content));
    }
    TANBA_TRY(const auto padding, type.optional(der::kOctetString));
    if (padding && padding->content.size() == 1)
        pin.padding = padding->content.front();
    TANBA_CHECK(type.optional(der::kGeneralizedTime));
    TANBA_TRY(const auto path, type.optional(der::kSequence));
    if (path) {
        TANBA_TRY(Place place, readPlace(*path));
        pin.path = std::move(place.path);
    }
    return pin;
}

Result<std::vector<std::int64_t>> readReferences(const DerElement& list) {
    std::vector<std::int64_t> references;
    for (DerReader reader(list); !reader.atEnd() && references.size() < kMaxEntries;) {
        TANBA_TRY(const DerElement integer, reader.expect(der::kInteger));
        references.push_back(numberOf(integer));
    }
    return references;
}

Result<KeyEntry> readKey(const DerElement& element) {
    TANBA_TRY(ObjectParts parts, readParts(element));
    KeyEntry key;
    key.label = parts.label;
    key.authenticationId = parts.authenticationId;
    key.userConsent = parts.userConsent;
    key.isRsa = element.tag == der::kSequence;
    TANBA_TRY(const ByteView id, parts.ofClass.octetString());
    key.id = copyOf(id);
    TANBA_TRY(const std::uint32_t uses, namedBits(parts.ofClass));
    key.mayNotSign = !has(uses, kSign) && !has(uses, kSignRecover) && !has(uses, kNonRepudiation);
    TANBA_CHECK(parts.ofClass.optional(der::kBoolean));
    TANBA_CHECK(parts.ofClass.optional(der::kBitString));
    TANBA_TRY(const auto reference, parts.ofClass.optional(der::kInteger));
    if (reference) {
        TANBA_TRY(key.reference, referenceIn(reference->content));
    }
    TANBA_CHECK(parts.ofClass.optional(der::kGeneralizedTime));
    TANBA_CHECK(parts.ofClass.optional(der::context(0)));
    TANBA_TRY(const auto algorithms, parts.ofClass.optional(der::contextConstructed(1)));
    if (algorithms) {
        TANBA_TRY(key.algorithms, readReferences(*algorithms));
    }
    TANBA_TRY(const auto path, parts.ofType.optional(der::kSequence));
    if (path) {
        TANBA_TRY(Place place, readPlace(*path));
        key.path = std::move(place.path);
    }
    return key;
}

Result<AlgorithmEntry> readAlgorithm(const DerElement& element) {
    DerReader reader(element);
    AlgorithmEntry algorithm;
    TANBA_TRY(const DerElement reference, reader.expect(der::kInteger));
    algorithm.reference = numberOf(reference);
    TANBA_TRY(const DerElement mechanism, reader.expect(der::kInteger));
    const std::int64_t number = numberOf(mechanism);
    if (number >= 0)
        algorithm.mechanism = number;
    else if (!sameBytes(mechanism.content, kMinusOne))
        return fail(FailureCode::DerMalformed, {}, "mechanism");
    // Parameters, of any type and by some cards left out.
    if (!reader.nextIs(der::kBitString))
        TANBA_CHECK(reader.any());
    TANBA_TRY(const std::uint32_t operations, namedBits(reader));
    algorithm.signs = has(operations, kComputeSignature);
    if (reader.nextIs(der::kOid)) {
        TANBA_TRY(const Oid oid, reader.oid());
        algorithm.oid = oid.dotted();
    }
    TANBA_TRY(const auto cardReference, reader.optional(der::kInteger));
    if (cardReference) {
        const std::int64_t named = numberOf(*cardReference);
        if (named < 0 || named > 0xFF)
            return fail(FailureCode::DerMalformed, {}, "card reference of an algorithm");
        algorithm.cardReference = static_cast<std::uint8_t>(named);
    }
    return algorithm;
}

/// What cannot be read is left out: a card whose list is odd still signs by the usual reference.
std::vector<AlgorithmEntry> readAlgorithms(const DerElement& list) {
    std::vector<AlgorithmEntry> algorithms;
    for (DerReader reader(list); !reader.atEnd() && algorithms.size() < kMaxEntries;) {
        const auto element = reader.any();
        if (!element.ok())
            break;
        auto algorithm = readAlgorithm(element.value());
        if (algorithm.ok())
            algorithms.push_back(std::move(algorithm).value());
    }
    return algorithms;
}

Result<CertificateEntry> readCertificate(const DerElement& element) {
    TANBA_TRY(ObjectParts parts, readParts(element));
    CertificateEntry entry;
    TANBA_TRY(const ByteView id, parts.ofClass.octetString());
    entry.id = copyOf(id);
    TANBA_TRY(const DerElement value, parts.ofType.any());
    if (value.tag == der::kSequence) {
        TANBA_TRY(Place place, readPlace(value));
        entry.place = std::move(place);
    } else if (value.tag == der::contextConstructed(0)) {
        entry.value = copyOf(value.content);
    } else {
        return fail(FailureCode::DerMalformed, {}, "certificate at an address outside the card");
    }
    return entry;
}

std::optional<DirectoryKind> kindOf(std::uint8_t tag) {
    for (const DirectoryKind kind :
         {DirectoryKind::PrivateKeys, DirectoryKind::Certificates, DirectoryKind::Authentication}) {
        if (tag == der::contextConstructed(static_cast<int>(kind)))
            return kind;
    }
    return std::nullopt;
}

/// The entries of these kinds, each read by `read`.
template <typename T>
Result<std::vector<T>> readEntries(ByteView content, std::initializer_list<std::uint8_t> tags,
                                   Result<T> (*read)(const DerElement&)) {
    std::vector<T> entries;
    TANBA_CHECK(forEachEntry(content, [&](const DerElement& element) -> Outcome {
        if (std::ranges::find(tags, element.tag) == tags.end())
            return Done{};
        TANBA_TRY(T entry, read(element));
        entries.push_back(std::move(entry));
        return Done{};
    }));
    return entries;
}

} // namespace

Result<std::vector<Directory>> readObjectDirectory(ByteView content) {
    std::vector<Directory> directories;
    TANBA_CHECK(forEachEntry(content, [&](const DerElement& element) -> Outcome {
        const auto kind = kindOf(element.tag);
        if (!kind)
            return Done{};
        DerReader reader(element);
        TANBA_TRY(const DerElement value, reader.any());
        Directory directory;
        directory.kind = *kind;
        if (value.tag == der::kSequence) {
            TANBA_TRY(directory.place, readPlace(value));
        } else if (value.tag == der::contextConstructed(0)) {
            directory.entries = copyOf(value.content);
        } else {
            return Done{};
        }
        directories.push_back(std::move(directory));
        return Done{};
    }));
    return directories;
}

Result<TokenInfo> readTokenInfo(ByteView content) {
    const auto read = [&]() -> Result<TokenInfo> {
        DerReader outer(content);
        TANBA_TRY(DerReader reader, outer.enter(der::kSequence));
        TokenInfo info;
        TANBA_CHECK(reader.smallInteger());
        TANBA_TRY(const auto serial, reader.optional(der::kOctetString));
        if (serial)
            info.serial = toHex(serial->content);
        TANBA_CHECK(reader.optional(der::kUtf8String));
        TANBA_TRY(const auto label, reader.optional(der::context(0)));
        if (label)
            info.label = displayText(asText(label->content));
        TANBA_CHECK(reader.optional(der::kBitString));
        TANBA_CHECK(reader.optional(der::kSequence));
        TANBA_CHECK(reader.optional(der::contextConstructed(1)));
        TANBA_TRY(const auto algorithms, reader.optional(der::contextConstructed(2)));
        if (algorithms)
            info.algorithms = readAlgorithms(*algorithms);
        return info;
    };
    auto info = read();
    if (!info.ok())
        return fail(FailureCode::CardAnswerMalformed, {}, "TokenInfo: " + info.failure().detail);
    return info;
}

Result<std::vector<PinEntry>> readPins(ByteView content) {
    return readEntries<PinEntry>(content, {der::kSequence}, &readPin);
}

Result<std::vector<KeyEntry>> readKeys(ByteView content) {
    return readEntries<KeyEntry>(content, {der::kSequence, der::contextConstructed(0)}, &readKey);
}

Result<std::vector<CertificateEntry>> readCertificates(ByteView content) {
    return readEntries<CertificateEntry>(content, {der::kSequence}, &readCertificate);
}

} // namespace tanba::card::pkcs15
