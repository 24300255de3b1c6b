#include "core/keys/pkcs12_structure.h"

#include "core/base/der_reader.h"
#include "core/keys/ber.h"
#include "core/keys/pkcs12_cipher.h"

#include <algorithm>
#include <array>

namespace tanba::keys {

namespace {

constexpr std::string_view kPbmac1 = "1.2.840.113549.1.5.14";
constexpr std::int64_t kPfxVersion = 3;

struct OtherFormat {
    std::string_view beginning;
    const char* name;
};

/// What people take for a PKCS#12 file; for support only.
constexpr std::array<OtherFormat, 5> kOtherFormats{{
    {"\xFE\xED\xFE\xED", "a Java key store (JKS)"},
    {"\xCE\xCE\xCE\xCE", "a Java key store (JCEKS)"},
    {"-----BEGIN", "a PEM file"},
    {"PK\x03\x04", "a ZIP archive"},
    {"%PDF", "a PDF document"},
}};

Failure notPkcs12(ByteView file) {
    const auto row = std::ranges::find_if(kOtherFormats, [file](const OtherFormat& format) {
        return asText(file).starts_with(format.beginning);
    });
    return fail(FailureCode::Pkcs12NotPkcs12, {}, row == kOtherFormats.end() ? "no PFX" : row->name);
}

/// SEQUENCE { INTEGER 3, SEQUENCE ...: nothing but a PFX begins like this. A file that does, and then breaks,
/// is a damaged key file; any other is none.
bool beginsLikePfx(ByteView file) {
    if (file.size() < 2 || file[0] != der::kSequence)
        return false;
    const std::size_t lengthOctets = file[1] <= 0x80 ? 0 : file[1] & 0x7FU;
    constexpr std::array<std::uint8_t, 4> kVersionAndSequence{der::kInteger, 1, kPfxVersion, der::kSequence};
    return file.size() >= 2 + lengthOctets + kVersionAndSequence.size() &&
           sameBytes(file.subspan(2 + lengthOctets, kVersionAndSequence.size()), kVersionAndSequence);
}

/// ContentInfo (RFC 5652 3): its type, and a reader over the content in [0].
struct ContentInfo {
    Oid type;
    DerReader content;
};

Result<ContentInfo> readContentInfo(DerReader& reader) {
    TANBA_TRY(DerReader info, reader.enter(der::kSequence));
    TANBA_TRY(Oid type, info.oid());
    TANBA_TRY(const DerReader content, info.enter(der::contextConstructed(0)));
    TANBA_CHECK(info.end());
    return ContentInfo{std::move(type), content};
}

/// encryptedContent [0] IMPLICIT OCTET STRING: in one piece, or, as Java writes it, in several.
Result<Bytes> readEncryptedContent(DerReader& info) {
    Bytes content;
    if (info.nextIs(der::context(0))) {
        TANBA_TRY(const DerElement whole, info.any());
        content.assign(whole.content.begin(), whole.content.end());
        return content;
    }
    TANBA_TRY(DerReader pieces, info.enter(der::contextConstructed(0)));
    while (!pieces.atEnd()) {
        TANBA_TRY(const ByteView piece, pieces.octetString());
        append(content, piece);
    }
    return content;
}

/// EncryptedData (RFC 5652 8).
Result<EncryptedPart> readEncryptedData(DerReader content) {
    TANBA_TRY(DerReader data, content.enter(der::kSequence));
    TANBA_CHECK(content.end());
    TANBA_CHECK(data.smallInteger());
    TANBA_TRY(DerReader info, data.enter(der::kSequence));
    TANBA_CHECK(info.oid());
    TANBA_TRY(const DerElement algorithm, info.expect(der::kSequence));
    EncryptedPart part;
    TANBA_TRY(part.scheme, readEncryptionScheme(algorithm.encoded));
    TANBA_TRY(part.ciphertext, readEncryptedContent(info));
    TANBA_CHECK(info.end());
    return part;
}

Result<Safe> readSafe(DerReader& reader, WorkBudget& budget) {
    TANBA_CHECK(budget.countSafe());
    TANBA_TRY(ContentInfo info, readContentInfo(reader));
    Safe safe;
    if (info.type.dotted() == pkcs12oid::kEncryptedData) {
        TANBA_TRY(safe.encryption, readEncryptedData(info.content));
        TANBA_CHECK(budget.spendIterations(safe.encryption->scheme.cost()));
        return safe;
    }
    if (info.type.dotted() != pkcs12oid::kData)
        return fail(FailureCode::Pkcs12UnsupportedScheme, info.type.dotted());
    TANBA_TRY(const ByteView octets, info.content.octetString());
    TANBA_CHECK(info.content.end());
    TANBA_TRY(safe.contents, derFromBer(octets, BytesBehind::Refuse));
    TANBA_TRY(safe.bags, readSafeContents(safe.contents.view(), budget));
    return safe;
}

Result<Mac> readMac(const DerElement& element, WorkBudget& budget) {
    DerReader data(element);
    TANBA_TRY(DerReader digestInfo, data.enter(der::kSequence));
    TANBA_TRY(DerReader algorithm, digestInfo.enter(der::kSequence));
    TANBA_TRY(const Oid digestOid, algorithm.oid());
    const auto digest = crypto::digestByOid(digestOid);
    if (digestOid.dotted() == kPbmac1 || !digest || !macDigestSupported(*digest))
        return fail(FailureCode::Pkcs12UnsupportedScheme, digestOid.dotted());
    Mac mac;
    mac.scheme.digest = *digest;
    TANBA_TRY(const ByteView value, digestInfo.octetString());
    TANBA_CHECK(digestInfo.end());
    mac.value.assign(value.begin(), value.end());
    TANBA_TRY(mac.scheme.salt, readSalt(data));
    // iterations DEFAULT 1
    if (!data.atEnd()) {
        TANBA_TRY(mac.scheme.iterations, readCount(data));
    }
    TANBA_CHECK(data.end());
    TANBA_CHECK(budget.spendIterations(mac.scheme.iterations));
    return mac;
}

Outcome readAuthenticatedSafe(WorkBudget& budget, Pfx& pfx) {
    TANBA_TRY(const SecretBytes der, derFromBer(pfx.authenticated, BytesBehind::Refuse));
    DerReader outer(der.view());
    TANBA_TRY(DerReader safes, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    while (!safes.atEnd()) {
        TANBA_TRY(Safe safe, readSafe(safes, budget));
        pfx.safes.push_back(std::move(safe));
    }
    return Done{};
}

Result<Pfx> read(ByteView file, WorkBudget& budget) {
    Pfx pfx;
    TANBA_TRY(pfx.der, derFromBer(file, BytesBehind::Ignore));
    DerReader outer(pfx.der.view());
    TANBA_TRY(DerReader reader, outer.enter(der::kSequence));
    TANBA_CHECK(reader.smallInteger());
    TANBA_TRY(ContentInfo info, readContentInfo(reader));
    if (info.type.dotted() != pkcs12oid::kData)
        return fail(FailureCode::Pkcs12UnsupportedScheme, info.type.dotted());
    TANBA_TRY(pfx.authenticated, info.content.octetString());
    TANBA_CHECK(info.content.end());
    TANBA_TRY(const std::optional<DerElement> mac, reader.optional(der::kSequence));
    TANBA_CHECK(reader.end());
    if (mac) {
        TANBA_TRY(pfx.mac, readMac(*mac, budget));
    }
    TANBA_CHECK(readAuthenticatedSafe(budget, pfx));
    return pfx;
}

} // namespace

Result<Pfx> readPfx(ByteView file, WorkBudget& budget) {
    if (file.empty())
        return fail(FailureCode::InputEmpty);
    if (file.size() > kMaxPkcs12Size || !beginsLikePfx(file))
        return notPkcs12(file);
    auto pfx = read(file, budget);
    if (pfx.ok())
        return pfx;
    const Failure& failure = pfx.failure();
    const bool ofStructure =
        failure.code != FailureCode::Pkcs12WorkFactor && failure.code != FailureCode::Pkcs12UnsupportedScheme;
    return ofStructure ? fail(FailureCode::Pkcs12Damaged, {}, failure.detail) : failure;
}

} // namespace tanba::keys
