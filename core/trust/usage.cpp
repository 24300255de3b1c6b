#include "core/trust/usage.h"

#include "core/keys/kz_profile.h"

#include <algorithm>

namespace tanba::trust {

namespace {

const Oid kTimeStamping("1.3.6.1.5.5.7.3.8");
const Oid kOcspSigning("1.3.6.1.5.5.7.3.9");

bool keyUsagePermits(const keys::Certificate& certificate, keys::KeyUsageBit bit) {
    return certificate.keyUsage(bit).value_or(true);
}

} // namespace

std::optional<sign::Reason> usageFault(const keys::Certificate& certificate, sign::ContentClass content) {
    const keys::Purpose purpose = keys::purposeOf(certificate);
    if (keys::permitsSigning(purpose))
        return std::nullopt;
    if (!keys::permitsLogin(purpose))
        return sign::Reason{sign::ReasonCode::WrongUsage, std::string(keys::purposeName(purpose))};
    if (content == sign::ContentClass::Login)
        return std::nullopt;
    return sign::Reason{sign::ReasonCode::LoginKeyOnDocument, {}};
}

bool isTimestampAuthority(const keys::Certificate& certificate) {
    const std::vector<Oid>& purposes = certificate.extendedKeyUsage();
    return certificate.extendedKeyUsageCritical() && purposes.size() == 1 &&
           purposes.front() == kTimeStamping &&
           (keyUsagePermits(certificate, keys::KeyUsageBit::DigitalSignature) ||
            keyUsagePermits(certificate, keys::KeyUsageBit::NonRepudiation));
}

bool isOcspResponder(const keys::Certificate& certificate) {
    return std::ranges::find(certificate.extendedKeyUsage(), kOcspSigning) !=
               certificate.extendedKeyUsage().end() &&
           keyUsagePermits(certificate, keys::KeyUsageBit::DigitalSignature);
}

bool maySignLists(const keys::Certificate& certificate) {
    return keyUsagePermits(certificate, keys::KeyUsageBit::CrlSign);
}

} // namespace tanba::trust
