#include "core/trust/crl_parser.h"

namespace tanba::trust {

namespace {

const Oid kAuthorityKeyId("2.5.29.35");
const Oid kCrlNumber("2.5.29.20");
const Oid kDeltaIndicator("2.5.29.27");
const Oid kIssuingDistributionPoint("2.5.29.28");

/// The elements of DistributionPointName.fullName [0] (RFC 5280 4.2.1.13); nothing for the name relative to
/// the issuer, which no list here uses.
Result<std::vector<Bytes>> fullNames(const DerElement& distributionPoint) {
    std::vector<Bytes> names;
    DerReader choice(distributionPoint);
    TANBA_TRY(const DerElement name, choice.any());
    TANBA_CHECK(choice.end());
    if (name.tag != der::contextConstructed(0))
        return names;
    DerReader generalNames(name);
    while (!generalNames.atEnd()) {
        TANBA_TRY(const DerElement generalName, generalNames.any());
        names.emplace_back(generalName.encoded.begin(), generalName.encoded.end());
    }
    return names;
}

Outcome readIssuingDistributionPoint(ByteView value, Crl::Fields& fields) {
    DerReader outer(value);
    TANBA_TRY(DerReader sequence, outer.enter(der::kSequence));
    TANBA_CHECK(outer.end());
    TANBA_TRY(const std::optional<DerElement> point, sequence.optional(der::contextConstructed(0)));
    if (point) {
        TANBA_TRY(fields.distributionPoints, fullNames(*point));
        if (fields.distributionPoints.empty())
            fields.partial = true;
    }
    // onlyContainsUserCerts, onlyContainsCACerts, onlySomeReasons, indirectCRL, onlyContainsAttributeCerts
    if (!sequence.atEnd())
        fields.partial = true;
    while (!sequence.atEnd()) {
        TANBA_CHECK(sequence.any());
    }
    return Done{};
}

Outcome readKnown(const Oid& type, bool critical, ByteView value, Crl::Fields& fields) {
    DerReader reader(value);
    if (type == kIssuingDistributionPoint)
        return readIssuingDistributionPoint(value, fields);
    if (type == kDeltaIndicator) {
        fields.delta = true;
    } else if (type == kCrlNumber) {
        TANBA_TRY(const ByteView number, reader.integer());
        fields.number.assign(number.begin(), number.end());
    } else if (type == kAuthorityKeyId) {
        TANBA_TRY(DerReader sequence, reader.enter(der::kSequence));
        TANBA_TRY(const std::optional<DerElement> identifier, sequence.optional(der::context(0)));
        if (identifier)
            fields.authorityKeyId.assign(identifier->content.begin(), identifier->content.end());
    } else if (critical) {
        fields.partial = true;
    }
    return Done{};
}

} // namespace

Outcome parseCrlExtensions(DerReader extensions, Crl::Fields& fields) {
    while (!extensions.atEnd()) {
        TANBA_TRY(DerReader extension, extensions.enter(der::kSequence));
        TANBA_TRY(const Oid type, extension.oid());
        bool critical = false;
        if (extension.nextIs(der::kBoolean)) {
            TANBA_TRY(critical, extension.boolean());
        }
        TANBA_TRY(const ByteView value, extension.octetString());
        TANBA_CHECK(extension.end());
        TANBA_CHECK(readKnown(type, critical, value, fields));
    }
    return Done{};
}

Result<std::vector<Bytes>> distributionPointNames(ByteView extensionValue) {
    std::vector<Bytes> names;
    DerReader outer(extensionValue);
    TANBA_TRY(DerReader points, outer.enter(der::kSequence));
    while (!points.atEnd()) {
        TANBA_TRY(DerReader point, points.enter(der::kSequence));
        TANBA_TRY(const std::optional<DerElement> name, point.optional(der::contextConstructed(0)));
        if (!name)
            continue;
        TANBA_TRY(std::vector<Bytes> more, fullNames(*name));
        for (Bytes& one : more)
            names.push_back(std::move(one));
    }
    return names;
}

} // namespace tanba::trust
