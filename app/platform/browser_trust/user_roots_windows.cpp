#include "app/platform/browser_trust/user_roots_windows.h"

#include "core/base/encoding.h"
#include "core/base/windows_handle.h"
#include "core/base/windows_text.h"

#include <bcrypt.h>

#include <array>
#include <string>

namespace tanba::platform {

namespace {

constexpr wchar_t kStore[] = L"ROOT";
/// As in the stores of NSS (our_authorities.h): the record of what is ours lies in the store itself.
constexpr std::string_view kLabelStart = "Tanba local web authority ";

Failure trustFailed(const char* step, DWORD error) {
    return fail(FailureCode::BrowserTrustFailed, {}, step + describeError(error));
}

struct CloseAlgorithm {
    void operator()(void* algorithm) const { ::BCryptCloseAlgorithmProvider(algorithm, 0); }
};

/// The label that a certificate has when we put it there; empty when Windows cannot hash.
std::string rightLabel(ByteView certificate) {
    constexpr std::size_t kSha256 = 32;
    BCRYPT_ALG_HANDLE opened = nullptr;
    if (::BCryptOpenAlgorithmProvider(&opened, BCRYPT_SHA256_ALGORITHM, nullptr, 0) < 0)
        return {};
    const std::unique_ptr<void, CloseAlgorithm> algorithm(opened);
    std::array<std::uint8_t, kSha256> digest{};
    if (::BCryptHash(opened, nullptr, 0, const_cast<UCHAR*>(certificate.data()),
                     static_cast<ULONG>(certificate.size()), digest.data(),
                     static_cast<ULONG>(digest.size())) < 0)
        return {};
    return std::string(kLabelStart) + toHex(digest);
}

ByteView derOf(const CERT_CONTEXT& context) {
    return {context.pbCertEncoded, context.cbCertEncoded};
}

/// The "friendly name".
std::string labelOf(const CERT_CONTEXT& context) {
    DWORD size = 0;
    if (::CertGetCertificateContextProperty(&context, CERT_FRIENDLY_NAME_PROP_ID, nullptr, &size) == 0)
        return {};
    std::wstring label(size / sizeof(wchar_t), L'\0');
    size = static_cast<DWORD>(label.size() * sizeof(wchar_t));
    if (::CertGetCertificateContextProperty(&context, CERT_FRIENDLY_NAME_PROP_ID, label.data(), &size) == 0)
        return {};
    return toUtf8(label.substr(0, label.find(L'\0')));
}

} // namespace

Result<UserRoots> UserRoots::open(Access access) {
    const DWORD flags = access == Access::Look ? CERT_STORE_READONLY_FLAG | CERT_STORE_OPEN_EXISTING_FLAG : 0;
    // The registry's part alone. The store that has the same name without that is joined with the computer's,
    // and taking away from it could take away there.
    const HCERTSTORE store = ::CertOpenStore(CERT_STORE_PROV_SYSTEM_REGISTRY_W, 0, 0,
                                             CERT_SYSTEM_STORE_CURRENT_USER | flags, kStore);
    if (store == nullptr && (access == Access::Change || ::GetLastError() != ERROR_FILE_NOT_FOUND))
        return trustFailed("open: ", ::GetLastError());
    return UserRoots(store);
}

std::vector<UserRoots::Ours> UserRoots::ours(ByteView present) const {
    std::vector<Ours> found;
    const CERT_CONTEXT* context = nullptr;
    while (store_ && (context = ::CertEnumCertificatesInStore(store_.get(), context)) != nullptr) {
        const bool isPresent = !present.empty() && sameBytes(derOf(*context), present);
        const std::string label = labelOf(*context);
        const bool labelled = label.starts_with(kLabelStart) && label == rightLabel(derOf(*context));
        if (isPresent || labelled)
            found.push_back({Context(::CertDuplicateCertificateContext(context)), isPresent});
    }
    return found;
}

UserRoots::Standing UserRoots::standing(ByteView present) const {
    Standing standing;
    for (const Ours& one : ours(present)) {
        if (one.isPresent)
            standing.present = Standing::Present::There;
        else
            ++standing.older;
    }
    return standing;
}

Outcome UserRoots::add(ByteView certificate) const {
    const Context context(::CertCreateCertificateContext(X509_ASN_ENCODING, certificate.data(),
                                                         static_cast<DWORD>(certificate.size())));
    const std::string label = rightLabel(certificate);
    if (!context || label.empty())
        return trustFailed("certificate: ", ::GetLastError());
    // Before it goes in, so that the person is asked once. The label is ASCII.
    std::wstring name(label.begin(), label.end());
    CRYPT_DATA_BLOB blob{static_cast<DWORD>((name.size() + 1) * sizeof(wchar_t)),
                         reinterpret_cast<BYTE*>(name.data())};
    if (::CertSetCertificateContextProperty(context.get(), CERT_FRIENDLY_NAME_PROP_ID, 0, &blob) == 0)
        return trustFailed("label: ", ::GetLastError());
    if (::CertAddCertificateContextToStore(store_.get(), context.get(), CERT_STORE_ADD_REPLACE_EXISTING,
                                           nullptr) == 0)
        return trustFailed("add: ", ::GetLastError());
    return Done{};
}

Outcome UserRoots::remove(ByteView present, Which which) const {
    for (Ours& one : ours(present)) {
        if (one.isPresent && which == Which::Older)
            continue;
        // Takes the context, whatever comes of it.
        if (::CertDeleteCertificateFromStore(one.context.release()) == 0)
            return trustFailed("remove: ", ::GetLastError());
    }
    return Done{};
}

} // namespace tanba::platform
