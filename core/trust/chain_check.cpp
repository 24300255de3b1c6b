#include "core/trust/chain_check.h"

#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "core/keys/demo_certificate.h"

#include <openssl/objects.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>

namespace tanba::trust {

namespace {

void freeCertificates(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

using StoreHandle = crypto::Handle<X509_STORE, X509_STORE_free>;
using StoreContextHandle = crypto::Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using CertificatesHandle = crypto::Handle<STACK_OF(X509), freeCertificates>;

// Our paths are found before they are checked; OpenSSL needs no more than their greatest length.
constexpr int kMaxDepth = 16;

struct FaultRow {
    int error;
    std::string_view word;
};
constexpr std::array<FaultRow, 20> kFaults{{
    {X509_V_ERR_CERT_SIGNATURE_FAILURE, "signature"},
    {X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE, "signature"},
    {X509_V_ERR_UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY, "issuer_key"},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, "issuer"},
    {X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "issuer"},
    {X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, "issuer"},
    {X509_V_ERR_SUBJECT_ISSUER_MISMATCH, "issuer"},
    {X509_V_ERR_AKID_SKID_MISMATCH, "issuer"},
    {X509_V_ERR_AKID_ISSUER_SERIAL_MISMATCH, "issuer"},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "issuer"},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "issuer"},
    {X509_V_ERR_INVALID_CA, "not_an_authority"},
    {X509_V_ERR_KEYUSAGE_NO_CERTSIGN, "not_an_authority"},
    {X509_V_ERR_PATH_LENGTH_EXCEEDED, "path_length"},
    {X509_V_ERR_CERT_CHAIN_TOO_LONG, "path_length"},
    {X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION, "critical_extension"},
    {X509_V_ERR_PERMITTED_VIOLATION, "name_constraints"},
    {X509_V_ERR_EXCLUDED_VIOLATION, "name_constraints"},
    {X509_V_ERR_SUBTREE_MINMAX, "name_constraints"},
    {X509_V_ERR_NO_EXPLICIT_POLICY, "policy"},
}};

std::string wordFor(int error) {
    const auto row = std::ranges::find(kFaults, error, &FaultRow::error);
    return row != kFaults.end() ? std::string(row->word) : "x509_" + std::to_string(error);
}

struct FoundFault {
    int error;
    int depth;
};

/// OpenSSL does not know the mark of a demonstration, which the verdict tells in its own words.
bool onlyDemonstrationUnhandled(const X509* certificate) {
    if (certificate == nullptr)
        return false;
    for (int index = 0; index < X509_get_ext_count(certificate); ++index) {
        auto* extension = X509_get_ext(certificate, index);
        if (X509_EXTENSION_get_critical(extension) == 0 || X509_supported_extension(extension) == 1)
            continue;
        const ASN1_OBJECT* type = X509_EXTENSION_get_object(extension);
        const ByteView content(OBJ_get0_data(type), OBJ_length(type));
        if (!sameBytes(content, keys::demonstrationOid().derContent()))
            return false;
    }
    return true;
}

/// Notes every fault and lets OpenSSL go on, so that one does not hide another.
int noteFault(int accepted, X509_STORE_CTX* context) {
    const bool mark = X509_STORE_CTX_get_error(context) == X509_V_ERR_UNHANDLED_CRITICAL_EXTENSION &&
                      onlyDemonstrationUnhandled(X509_STORE_CTX_get_current_cert(context));
    if (accepted == 0 && !mark) {
        auto* faults = static_cast<std::vector<FoundFault>*>(X509_STORE_CTX_get_app_data(context));
        faults->push_back({X509_STORE_CTX_get_error(context), X509_STORE_CTX_get_error_depth(context)});
    }
    return 1;
}

/// Decoded in the private context: only there the Kazakh keys are known.
crypto::X509Handle decode(ByteView der) {
    X509* certificate = X509_new_ex(crypto::libraryContext(), nullptr);
    const unsigned char* position = der.data();
    // On failure d2i frees the certificate and leaves null.
    if (d2i_X509(&certificate, &position, static_cast<long>(der.size())) == nullptr)
        certificate = nullptr;
    return crypto::X509Handle(certificate);
}

CertificatesHandle decodeIssuers(std::span<const keys::Certificate> chain) {
    CertificatesHandle issuers(sk_X509_new_null());
    for (const keys::Certificate& certificate : chain.subspan(1)) {
        crypto::X509Handle decoded = decode(certificate.der());
        if (!issuers || !decoded || sk_X509_push(issuers.get(), decoded.get()) <= 0)
            return nullptr;
        static_cast<void>(decoded.release());
    }
    return issuers;
}

void setRules(X509_STORE_CTX* context) {
    X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context);
    // No purpose: legitimate Kazakh keys fail OpenSSL's. Level 0: the strength of algorithms is a table of
    // dates.
    X509_VERIFY_PARAM_set_auth_level(rules, 0);
    X509_VERIFY_PARAM_set_depth(rules, kMaxDepth);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME |
                                           X509_V_FLAG_POLICY_CHECK);
}

/// OpenSSL builds a chain of its own from what it is given. Where it left out a certificate of ours, by
/// another reading of a name for one, nobody has vouched for that one's key, which would answer for
/// revocations.
bool isChainOf(X509_STORE_CTX* context, X509* subject, STACK_OF(X509) * issuers, X509* anchor) {
    std::vector<X509*> expected{subject};
    for (int index = 0; index < sk_X509_num(issuers); ++index)
        expected.push_back(sk_X509_value(issuers, index));
    if (X509_cmp(expected.back(), anchor) != 0)
        expected.push_back(anchor);
    STACK_OF(X509)* built = X509_STORE_CTX_get0_chain(context);
    if (sk_X509_num(built) != static_cast<int>(expected.size()))
        return false;
    for (std::size_t index = 0; index < expected.size(); ++index)
        if (X509_cmp(sk_X509_value(built, static_cast<int>(index)), expected[index]) != 0)
            return false;
    return true;
}

std::string nameAt(std::span<const keys::Certificate> chain, int depth) {
    const auto place = static_cast<std::size_t>(depth);
    return depth >= 0 && place < chain.size() ? chain[place].subject().display() : std::string();
}

} // namespace

std::vector<std::string> faultsOfChain(std::span<const keys::Certificate> chain, ByteView anchorDer) {
    const crypto::X509Handle anchor = decode(anchorDer);
    const crypto::X509Handle subject = decode(chain.front().der());
    const CertificatesHandle issuers = decodeIssuers(chain);
    const StoreHandle store(X509_STORE_new());
    const StoreContextHandle context(X509_STORE_CTX_new_ex(crypto::libraryContext(), nullptr));
    if (!anchor || !subject || !issuers || !store || !context ||
        X509_STORE_add_cert(store.get(), anchor.get()) != 1 ||
        X509_STORE_CTX_init(context.get(), store.get(), subject.get(), issuers.get()) != 1) {
        crypto::drainErrors();
        return {"encoding"};
    }
    std::vector<FoundFault> found;
    setRules(context.get());
    X509_STORE_CTX_set_app_data(context.get(), &found);
    X509_STORE_CTX_set_verify_cb(context.get(), noteFault);
    const int outcome = X509_verify_cert(context.get());
    crypto::drainErrors();
    if (outcome <= 0 && found.empty())
        found.push_back({X509_STORE_CTX_get_error(context.get()), 0});
    if (found.empty() && !isChainOf(context.get(), subject.get(), issuers.get(), anchor.get()))
        found.push_back({X509_V_ERR_SUBJECT_ISSUER_MISMATCH, 0});

    std::vector<std::string> faults;
    for (const FoundFault& fault : found) {
        const std::string name = nameAt(chain, fault.depth);
        const std::string text = name.empty() ? wordFor(fault.error) : wordFor(fault.error) + ": " + name;
        if (std::ranges::find(faults, text) == faults.end())
            faults.push_back(text);
    }
    return faults;
}

} // namespace tanba::trust
