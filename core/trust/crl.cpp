#include "core/trust/crl.h"

#include "core/trust/crl_fields.h"
#include "core/trust/crl_parser.h"
#include "core/trust/pem_source.h"

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

constexpr std::size_t kStart = 64;
constexpr std::string_view kPemLabel = "X509 CRL";
const Oid kDistributionPoints("2.5.29.31");

struct Algorithm {
    Oid type;
    /// NULL counts as absent: the authority's lists of 2026 have it outside and not inside.
    ByteView parameters;
};

Result<Algorithm> readAlgorithm(ByteView encoded) {
    static constexpr std::array<std::uint8_t, 2> kNullElement{der::kNull, 0};
    DerReader outer(encoded);
    TANBA_TRY(DerReader content, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    Algorithm algorithm;
    TANBA_TRY(algorithm.type, content.oid());
    if (!sameBytes(content.rest(), kNullElement))
        algorithm.parameters = content.rest();
    return algorithm;
}

/// One algorithm inside and outside of what is signed (RFC 5280 5.1.1.2), but for a missing NULL.
bool sameAlgorithm(ByteView inner, ByteView outer) {
    const auto left = readAlgorithm(inner);
    const auto right = readAlgorithm(outer);
    return left.ok() && right.ok() && left.value().type == right.value().type &&
           sameBytes(left.value().parameters, right.value().parameters);
}

// What is wrong inside the list; a file that cannot be read or a cancelled run keeps its own code.
constexpr std::array<FailureCode, 4> kMalformedInside{
    FailureCode::DerMalformed,
    FailureCode::DerTooDeep,
    FailureCode::TimeMalformed,
    FailureCode::CertificateMalformed,
};

Failure asCrlFailure(Failure failure) {
    if (std::ranges::find(kMalformedInside, failure.code) != kMalformedInside.end())
        failure.code = FailureCode::CrlMalformed;
    return failure;
}

} // namespace

Crl::Crl(std::shared_ptr<const Fields> fields) : fields_(std::move(fields)) {}

Result<Crl> Crl::read(InputFile& input, const WorkControl& control) {
    // Base64 makes four characters of three octets; line ends come on top.
    if (input.size() > kMaxCrlSize * 3 / 2)
        return fail(FailureCode::CrlTooLarge);
    std::array<std::uint8_t, kStart> start{};
    TANBA_CHECK(input.rewind());
    TANBA_TRY(const std::size_t count, input.read(start));
    TANBA_CHECK(input.rewind());

    PemSource pem(input, kPemLabel);
    const bool isPem = looksLikePem(ByteView(start).first(count));
    if (!isPem && input.size() > kMaxCrlSize)
        return fail(FailureCode::CrlTooLarge);
    DerStream stream(isPem ? static_cast<ByteSource&>(pem) : input, input.size(), control);
    const auto fields = std::make_shared<Fields>();
    const Outcome parsed = parseCrl(stream, isPem ? kMaxCrlSize : input.size(), *fields);
    if (!parsed.ok())
        return asCrlFailure(parsed.failure());
    return Crl(fields);
}

const keys::Name& Crl::issuer() const {
    return fields_->issuer;
}
Time Crl::thisUpdate() const {
    return fields_->thisUpdate;
}
std::optional<Time> Crl::nextUpdate() const {
    return fields_->nextUpdate;
}
ByteView Crl::authorityKeyId() const {
    return fields_->authorityKeyId;
}
ByteView Crl::number() const {
    return fields_->number;
}
bool Crl::delta() const {
    return fields_->delta;
}
bool Crl::partial() const {
    return fields_->partial;
}
std::size_t Crl::size() const {
    return fields_->revoked.size();
}
std::optional<RevokedEntry> Crl::find(ByteView serial) const {
    return fields_->revoked.find(serial);
}

bool Crl::covers(const keys::Certificate* certificate) const {
    if (fields_->distributionPoints.empty())
        return true;
    const keys::Extension* extension =
        certificate == nullptr ? nullptr : certificate->extension(kDistributionPoints);
    if (extension == nullptr)
        return false;
    const auto names = distributionPointNames(extension->value);
    return names.ok() &&
           std::ranges::find_first_of(names.value(), fields_->distributionPoints) != names.value().end();
}

Outcome Crl::verifySignedBy(const crypto::PublicKey& issuerKey) const {
    if (!fields_->scheme)
        return fail(FailureCode::AlgorithmUnsupported, "crl");
    if (!sameAlgorithm(fields_->innerAlgorithm, fields_->outerAlgorithm))
        return fail(FailureCode::SignatureWrong, "crl", "inner and outer algorithm differ");
    if (fields_->scheme->key != issuerKey.algorithm())
        return fail(FailureCode::SignatureWrong, "crl", "algorithm of another kind of key");
    return issuerKey.verifyDigest(fields_->digest, fields_->signature);
}

} // namespace tanba::trust
