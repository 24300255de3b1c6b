#include "core/trust/online_addresses.h"

#include "core/base/der_reader.h"
#include "core/trust/crl_parser.h"

namespace tanba::trust {

namespace {

const Oid kAuthorityInformationAccess("1.3.6.1.5.5.7.1.1");
const Oid kOcspAccess("1.3.6.1.5.5.7.48.1");
const Oid kDistributionPoints("2.5.29.31");
const Oid kFreshestList("2.5.29.46");
constexpr std::uint8_t kAddressTag = der::context(6); // GeneralName.uniformResourceIdentifier

void take(std::vector<std::string>& addresses, const DerElement& name) {
    if (name.tag == kAddressTag && addresses.size() < kMaxOnlineAddresses)
        addresses.emplace_back(asText(name.content));
}

/// AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod, accessLocation GeneralName }
Result<std::vector<std::string>> responderAddresses(ByteView value) {
    std::vector<std::string> addresses;
    DerReader outer(value);
    TANBA_TRY(DerReader descriptions, outer.enter(der::kSequence));
    while (!descriptions.atEnd()) {
        TANBA_TRY(DerReader description, descriptions.enter(der::kSequence));
        TANBA_TRY(const Oid method, description.oid());
        TANBA_TRY(const DerElement location, description.any());
        if (method == kOcspAccess)
            take(addresses, location);
    }
    return addresses;
}

Result<std::vector<std::string>> listAddresses(ByteView value) {
    TANBA_TRY(const std::vector<Bytes> names, distributionPointNames(value));
    std::vector<std::string> addresses;
    for (const Bytes& name : names) {
        TANBA_TRY(const DerElement element, DerReader(name).any());
        take(addresses, element);
    }
    return addresses;
}

template <typename Read>
std::vector<std::string> addressesIn(const keys::Certificate& certificate, const Oid& type,
                                     const Read& read) {
    const keys::Extension* extension = certificate.extension(type);
    if (extension == nullptr)
        return {};
    auto addresses = read(extension->value);
    return addresses.ok() ? std::move(addresses).value() : std::vector<std::string>();
}

} // namespace

OnlineAddresses onlineAddressesOf(const keys::Certificate& certificate) {
    return {addressesIn(certificate, kAuthorityInformationAccess, responderAddresses),
            addressesIn(certificate, kDistributionPoints, listAddresses),
            addressesIn(certificate, kFreshestList, listAddresses)};
}

} // namespace tanba::trust
