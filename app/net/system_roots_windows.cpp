#include "app/net/system_roots.h"
#include "core/base/encoding.h"

#include <windows.h>
// behind Windows' own header, which it needs
#include <wincrypt.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace tanba::net {

namespace {

struct CloseStore {
    void operator()(void* store) const { ::CertCloseStore(store, 0); }
};

/// Whether Windows takes it for web sites: it may be kept for other uses, or for none. Both what the
/// certificate says and what the store says of it count.
bool isForWebSites(const CERT_CONTEXT* certificate) {
    DWORD size = 0;
    if (::CertGetEnhancedKeyUsage(certificate, 0, nullptr, &size) == 0)
        return false;
    std::vector<std::max_align_t> memory(size / sizeof(std::max_align_t) + 1);
    auto* const usage = reinterpret_cast<CERT_ENHKEY_USAGE*>(memory.data());
    if (::CertGetEnhancedKeyUsage(certificate, 0, usage, &size) == 0)
        return false;
    // None at all: for everything with this error beside it, for nothing without.
    if (usage->cUsageIdentifier == 0)
        return ::GetLastError() == static_cast<DWORD>(CRYPT_E_NOT_FOUND);
    return std::any_of(usage->rgpszUsageIdentifier, usage->rgpszUsageIdentifier + usage->cUsageIdentifier,
                       [](const char* one) { return one == std::string_view(szOID_PKIX_KP_SERVER_AUTH); });
}

} // namespace

std::optional<std::string> systemRootsAsPem() {
    std::string roots;
    const std::unique_ptr<void, CloseStore> store(::CertOpenSystemStoreW(0, L"ROOT"));
    const CERT_CONTEXT* certificate = nullptr;
    while (store && (certificate = ::CertEnumCertificatesInStore(store.get(), certificate)) != nullptr)
        if (isForWebSites(certificate))
            roots += toPem("CERTIFICATE", {certificate->pbCertEncoded, certificate->cbCertEncoded});
    return roots;
}

} // namespace tanba::net
