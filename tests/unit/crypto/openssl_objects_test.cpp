#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "core/crypto/private_key.h"
#include "tests/support/fixtures.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>
#include <string>
#include <vector>

// X509 objects in the private context, with GOST keys and signatures: core/trust builds paths with them.
namespace tanba::crypto {
namespace {

using StoreHandle = Handle<X509_STORE, X509_STORE_free>;
using StoreContextHandle = Handle<X509_STORE_CTX, X509_STORE_CTX_free>;
using ExtensionHandle = Handle<X509_EXTENSION, X509_EXTENSION_free>;

constexpr std::time_t kTime = 1781956800; // 2026-06-20T12:00:00Z

X509Handle decode(ByteView der) {
    X509* certificate = X509_new_ex(libraryContext(), nullptr);
    const unsigned char* position = der.data();
    return X509Handle(d2i_X509(&certificate, &position, static_cast<long>(der.size())));
}

X509Handle fixtureCertificate(const std::string& name) {
    return decode(test::fixture("ca/" + name + ".der"));
}

/// X509_V_OK or why not. The last of `chain` is trusted, the first is judged, all others help.
int verifyChain(const std::vector<X509*>& chain, std::time_t time = kTime) {
    const StoreHandle store(X509_STORE_new());
    const Handle<STACK_OF(X509), [](STACK_OF(X509) * stack) { sk_X509_free(stack); }> others(
        sk_X509_new_null());
    X509_STORE_add_cert(store.get(), chain.back());
    for (X509* certificate : chain)
        sk_X509_push(others.get(), certificate);
    const StoreContextHandle context(X509_STORE_CTX_new_ex(libraryContext(), nullptr));
    EXPECT_EQ(X509_STORE_CTX_init(context.get(), store.get(), chain.front(), others.get()), 1);
    X509_VERIFY_PARAM_set_time(X509_STORE_CTX_get0_param(context.get()), time);
    const int verified = X509_verify_cert(context.get());
    const int error = X509_STORE_CTX_get_error(context.get());
    EXPECT_EQ(verified == 1, error == X509_V_OK);
    ERR_clear_error();
    return error;
}

X509Handle issue(const char* subject, EVP_PKEY* key, const char* issuer, EVP_PKEY* issuerKey,
                 const char* basicConstraints) {
    X509Handle certificate(X509_new_ex(libraryContext(), nullptr));
    X509* const raw = certificate.get();
    X509_set_version(raw, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(raw), 7);
    ASN1_TIME_set(X509_getm_notBefore(raw), kTime - 1000);
    ASN1_TIME_set(X509_getm_notAfter(raw), kTime + 1000);
    const auto setName = [](X509_NAME* name, const char* text) {
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text),
                                   -1, -1, 0);
    };
    setName(X509_get_subject_name(raw), subject);
    setName(X509_get_issuer_name(raw), issuer);
    EXPECT_EQ(X509_set_pubkey(raw, key), 1) << drainErrors();
    const ExtensionHandle extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_basic_constraints, basicConstraints));
    X509_add_ext(raw, extension.get(), -1);
    EXPECT_GT(X509_sign(raw, issuerKey, nullptr), 0) << drainErrors();
    return certificate;
}

class SelfMadeChain : public testing::TestWithParam<const char*> {};

TEST_P(SelfMadeChain, IsAccepted) {
    const KeyHandle rootKey = test::newOpenSslKey(GetParam());
    const KeyHandle middleKey = test::newOpenSslKey(GetParam());
    const KeyHandle leafKey = test::newOpenSslKey(GetParam());
    const X509Handle root = issue("Root", rootKey.get(), "Root", rootKey.get(), "critical,CA:TRUE");
    const X509Handle middle = issue("Middle", middleKey.get(), "Root", rootKey.get(), "critical,CA:TRUE");
    const X509Handle leaf = issue("Leaf", leafKey.get(), "Middle", middleKey.get(), "CA:FALSE");
    EXPECT_EQ(X509_verify(leaf.get(), middleKey.get()), 1);
    EXPECT_NE(X509_verify(leaf.get(), rootKey.get()), 1);
    EXPECT_EQ(X509_check_private_key(leaf.get(), leafKey.get()), 1);
    EXPECT_NE(X509_check_private_key(leaf.get(), rootKey.get()), 1);
    EXPECT_EQ(verifyChain({leaf.get(), middle.get(), root.get()}), X509_V_OK);
    EXPECT_EQ(verifyChain({leaf.get(), middle.get(), root.get()}, kTime + 2000), X509_V_ERR_CERT_HAS_EXPIRED);
}

TEST_P(SelfMadeChain, WithAForeignLinkIsRefused) {
    const KeyHandle rootKey = test::newOpenSslKey(GetParam());
    const KeyHandle otherKey = test::newOpenSslKey(GetParam());
    const KeyHandle leafKey = test::newOpenSslKey(GetParam());
    const X509Handle root = issue("Root", rootKey.get(), "Root", rootKey.get(), "critical,CA:TRUE");
    const X509Handle forged = issue("Leaf", leafKey.get(), "Root", otherKey.get(), "CA:FALSE");
    EXPECT_EQ(verifyChain({forged.get(), root.get()}), X509_V_ERR_CERT_SIGNATURE_FAILURE);
}

TEST_P(SelfMadeChain, WithAChangedBitIsRefused) {
    const KeyHandle rootKey = test::newOpenSslKey(GetParam());
    const KeyHandle leafKey = test::newOpenSslKey(GetParam());
    const X509Handle root = issue("Root", rootKey.get(), "Root", rootKey.get(), "critical,CA:TRUE");
    const X509Handle leaf = issue("Leaf", leafKey.get(), "Root", rootKey.get(), "CA:FALSE");
    unsigned char* encoded = nullptr;
    const int length = i2d_X509(leaf.get(), &encoded);
    ASSERT_GT(length, 0);
    const Bytes der(encoded, encoded + length);
    OPENSSL_free(encoded);
    ASSERT_EQ(verifyChain({decode(der).get(), root.get()}), X509_V_OK);
    for (std::size_t bit = 0; bit < der.size() * 8; bit += 29) {
        const X509Handle changed = decode(test::withBitTurned(der, bit));
        if (changed != nullptr) {
            EXPECT_NE(verifyChain({changed.get(), root.get()}), X509_V_OK) << "bit " << bit;
        }
    }
    ERR_clear_error();
}

INSTANTIATE_TEST_SUITE_P(Keys, SelfMadeChain, testing::Values("1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.1.1"),
                         [](const auto& instance) { return instance.index == 0 ? "Gost2015" : "Gost34310"; });

TEST(AuthorityChains, AreAcceptedInThePrivateContext) {
    TANBA_NEEDS_FIXTURES();
    const struct {
        const char* certificate;
        const char* root;
    } chains[] = {
        {"test_nca_gost2022", "test_root_gost_2022"}, {"prod_nca_gost_2022", "prod_root_gost_2022"},
        {"prod_ucgo_gost", "prod_root_gost_2020"},    {"prod_btsd_gost", "prod_root_gost_2020"},
        {"prod_nca_rsa_2022", "prod_root_rsa_2020"},
    };
    for (const auto& chain : chains) {
        const X509Handle certificate = fixtureCertificate(chain.certificate);
        const X509Handle root = fixtureCertificate(chain.root);
        ASSERT_NE(certificate, nullptr) << chain.certificate;
        ASSERT_NE(root, nullptr) << chain.root;
        EXPECT_EQ(verifyChain({certificate.get(), root.get()}), X509_V_OK)
            << chain.certificate << ": "
            << X509_verify_cert_error_string(verifyChain({certificate.get(), root.get()}));
    }
}

TEST(AuthorityChains, AnotherRootIsRefused) {
    TANBA_NEEDS_FIXTURES();
    const X509Handle certificate = fixtureCertificate("test_nca_gost2022");
    const X509Handle root = fixtureCertificate("prod_root_gost_2022");
    EXPECT_NE(verifyChain({certificate.get(), root.get()}), X509_V_OK);
}

} // namespace
} // namespace tanba::crypto
