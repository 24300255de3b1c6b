#include "app/service/server/tls_settings_parts.h"

namespace tanba::service {

namespace {

struct KeyDeleter {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct CertificateDeleter {
    void operator()(X509* certificate) const { X509_free(certificate); }
};

} // namespace

TlsSettings::TlsSettings(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
TlsSettings::~TlsSettings() = default;

Result<std::shared_ptr<TlsSettings>> TlsSettings::make(const keys::WebLeaf& leaf) {
    auto parts = std::make_unique<Parts>();
    SSL_CTX* const context = parts->context.native_handle();
    const ByteView der = leaf.certificate.der();
    const std::uint8_t* certificateBytes = der.data();
    const std::unique_ptr<X509, CertificateDeleter> certificate(
        d2i_X509(nullptr, &certificateBytes, static_cast<long>(der.size())));
    const std::uint8_t* keyBytes = leaf.privateKey.view().data();
    const std::unique_ptr<EVP_PKEY, KeyDeleter> key(
        d2i_AutoPrivateKey(nullptr, &keyBytes, static_cast<long>(leaf.privateKey.size())));
    const bool taken = certificate && key && SSL_CTX_use_certificate(context, certificate.get()) == 1 &&
                       SSL_CTX_use_PrivateKey(context, key.get()) == 1 &&
                       SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                       SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                       SSL_CTX_set_num_tickets(context, 0) == 1;
    if (!taken)
        return fail(FailureCode::ServiceIdentityUnusable, {}, "TLS");
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    return std::make_shared<TlsSettings>(std::move(parts));
}

} // namespace tanba::service
