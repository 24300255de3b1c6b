#include "core/base/encoding.h"
#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "core/crypto/private_key.h"
#include "tests/unit/crypto/key_samples.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/params.h>
#include <openssl/provider.h>

// The provider as OpenSSL's own functions see it.
namespace tanba::crypto {
namespace {

using test::KnownKey;

using ParametersHandle = Handle<OSSL_PARAM, OSSL_PARAM_free>;

KeyHandle publicKey(ByteView info) {
    const unsigned char* position = info.data();
    return KeyHandle(
        d2i_PUBKEY_ex(nullptr, &position, static_cast<long>(info.size()), libraryContext(), nullptr));
}

KeyHandle privateKey(ByteView info) {
    const unsigned char* position = info.data();
    const Pkcs8Handle structure(d2i_PKCS8_PRIV_KEY_INFO(nullptr, &position, static_cast<long>(info.size())));
    return KeyHandle(structure == nullptr ? nullptr
                                          : EVP_PKCS82PKEY_ex(structure.get(), libraryContext(), nullptr));
}

TEST(LibraryContext, HasItsProvidersAndIsMadeOnce) {
    EXPECT_EQ(libraryContext(), libraryContext());
    EXPECT_EQ(OSSL_PROVIDER_available(libraryContext(), "default"), 1);
    EXPECT_EQ(OSSL_PROVIDER_available(libraryContext(), "tanba-gost"), 1);
    EXPECT_EQ(OSSL_PROVIDER_available(libraryContext(), "legacy"), 1);
}

TEST(LibraryContext, TheDefaultContextStaysUntouched) {
    ASSERT_NE(libraryContext(), nullptr);
    EXPECT_EQ(OSSL_PROVIDER_available(nullptr, "tanba-gost"), 0);
    EXPECT_EQ(DigestHandle(EVP_MD_fetch(nullptr, "1.2.398.3.10.1.3.3", nullptr)), nullptr);
    ERR_clear_error();
}

TEST(Provider, DigestsAreFoundByNameAndByOid) {
    for (const char* name : {"1.2.398.3.10.1.3.1", "1.2.398.3.10.1.3.2", "1.2.398.3.10.1.3.3",
                             "KZ-GOST34311-95", "KZ-GOST3411-2015-256", "KZ-GOST3411-2015-512"})
        EXPECT_NE(DigestHandle(EVP_MD_fetch(libraryContext(), name, nullptr)), nullptr) << name;
}

TEST(Provider, DigestContextsCanBeCopied) {
    const DigestHandle digest(EVP_MD_fetch(libraryContext(), "1.2.398.3.10.1.3.3", nullptr));
    ASSERT_NE(digest, nullptr);
    EXPECT_EQ(EVP_MD_get_size(digest.get()), 64);
    EXPECT_EQ(EVP_MD_get_block_size(digest.get()), 64);
    const DigestContextHandle first(EVP_MD_CTX_new());
    const DigestContextHandle second(EVP_MD_CTX_new());
    ASSERT_EQ(EVP_DigestInit_ex2(first.get(), digest.get(), nullptr), 1);
    ASSERT_EQ(EVP_DigestUpdate(first.get(), "test", 4), 1);
    ASSERT_EQ(EVP_MD_CTX_copy_ex(second.get(), first.get()), 1);
    ASSERT_EQ(EVP_DigestUpdate(second.get(), "123", 3), 1);
    Bytes value(64);
    ASSERT_EQ(EVP_DigestFinal_ex(second.get(), value.data(), nullptr), 1);
    EXPECT_EQ(toHex(value), toHex(test::knownGost2015().digest));
}

class ProviderKeys : public testing::TestWithParam<KnownKey> {};

TEST_P(ProviderKeys, AreDecodedAndEncodedAgain) {
    const KeyHandle open = publicKey(GetParam().subjectPublicKeyInfo);
    ASSERT_NE(open, nullptr) << drainErrors();
    unsigned char* der = nullptr;
    int length = i2d_PUBKEY(open.get(), &der);
    ASSERT_GT(length, 0) << drainErrors();
    EXPECT_EQ(toHex(Bytes(der, der + length)), toHex(GetParam().subjectPublicKeyInfo));
    OPENSSL_free(der);

    const KeyHandle secret = privateKey(GetParam().privateKeyInfo);
    ASSERT_NE(secret, nullptr) << drainErrors();
    const Pkcs8Handle structure(EVP_PKEY2PKCS8(secret.get()));
    ASSERT_NE(structure, nullptr) << drainErrors();
    der = nullptr;
    length = i2d_PKCS8_PRIV_KEY_INFO(structure.get(), &der);
    ASSERT_GT(length, 0);
    EXPECT_EQ(toHex(Bytes(der, der + length)), toHex(GetParam().privateKeyInfo));
    OPENSSL_clear_free(der, static_cast<std::size_t>(length));

    EXPECT_EQ(EVP_PKEY_eq(open.get(), secret.get()), 1);
    EXPECT_EQ(EVP_PKEY_get_bits(open.get()), GetParam().algorithm == KeyAlgorithm::Gost2015_512 ? 512 : 256);
    const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(libraryContext(), secret.get(), nullptr));
    EXPECT_EQ(EVP_PKEY_pairwise_check(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_public_check(context.get()), 1);
}

TEST_P(ProviderKeys, APublicKeyHasNoPrivateHalf) {
    const KeyHandle open = publicKey(GetParam().subjectPublicKeyInfo);
    ASSERT_NE(open, nullptr);
    EXPECT_EQ(Pkcs8Handle(EVP_PKEY2PKCS8(open.get())), nullptr);
    unsigned char scalar[64];
    EXPECT_NE(EVP_PKEY_get_octet_string_param(open.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar, sizeof(scalar),
                                              nullptr),
              1);
    const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(libraryContext(), open.get(), nullptr));
    EXPECT_NE(EVP_PKEY_private_check(context.get()), 1);
    ASSERT_EQ(EVP_PKEY_sign_init(context.get()), 1);
    unsigned char signature[128];
    std::size_t size = sizeof(signature);
    EXPECT_NE(
        EVP_PKEY_sign(context.get(), signature, &size, GetParam().digest.data(), GetParam().digest.size()),
        1);
    ERR_clear_error();
}

TEST_P(ProviderKeys, AreExportedAndImported) {
    const KeyHandle secret = privateKey(GetParam().privateKeyInfo);
    OSSL_PARAM* exported = nullptr;
    ASSERT_EQ(EVP_PKEY_todata(secret.get(), EVP_PKEY_KEYPAIR, &exported), 1) << drainErrors();
    const ParametersHandle parameters(exported);
    const KeyContextHandle context(
        EVP_PKEY_CTX_new_from_name(libraryContext(), EVP_PKEY_get0_type_name(secret.get()), nullptr));
    ASSERT_EQ(EVP_PKEY_fromdata_init(context.get()), 1);
    EVP_PKEY* imported = nullptr;
    ASSERT_EQ(EVP_PKEY_fromdata(context.get(), &imported, EVP_PKEY_KEYPAIR, exported), 1) << drainErrors();
    const KeyHandle again(imported);
    EXPECT_EQ(EVP_PKEY_eq(again.get(), secret.get()), 1);
    // A public half that does not belong to the private one.
    static_cast<unsigned char*>(OSSL_PARAM_locate(exported, OSSL_PKEY_PARAM_PRIV_KEY)->data)[0] ^= 1;
    EVP_PKEY* mixed = nullptr;
    EXPECT_NE(EVP_PKEY_fromdata(context.get(), &mixed, EVP_PKEY_KEYPAIR, exported), 1);
    EVP_PKEY_free(mixed);
    ERR_clear_error();
}

TEST_P(ProviderKeys, MessagesAreSignedInPieces) {
    const KeyHandle secret = privateKey(GetParam().privateKeyInfo);
    const DigestContextHandle signer(EVP_MD_CTX_new());
    ASSERT_EQ(EVP_DigestSignInit_ex(signer.get(), nullptr, nullptr, libraryContext(), nullptr, secret.get(),
                                    nullptr),
              1)
        << drainErrors();
    ASSERT_EQ(EVP_DigestSignUpdate(signer.get(), "some ", 5), 1);
    ASSERT_EQ(EVP_DigestSignUpdate(signer.get(), "text", 4), 1);
    std::size_t size = 0;
    ASSERT_EQ(EVP_DigestSignFinal(signer.get(), nullptr, &size), 1);
    Bytes signature(size);
    ASSERT_EQ(EVP_DigestSignFinal(signer.get(), signature.data(), &size), 1) << drainErrors();
    const PublicKey key = PublicKey::fromSubjectPublicKeyInfo(GetParam().subjectPublicKeyInfo).value();
    EXPECT_TRUE(
        key.verify({key.algorithm(), naturalDigest(key.algorithm())}, viewOf("some text"), signature).ok());

    const DigestContextHandle verifier(EVP_MD_CTX_new());
    const KeyHandle open = publicKey(GetParam().subjectPublicKeyInfo);
    ASSERT_EQ(EVP_DigestVerifyInit_ex(verifier.get(), nullptr, nullptr, libraryContext(), nullptr, open.get(),
                                      nullptr),
              1);
    ASSERT_EQ(EVP_DigestVerifyUpdate(verifier.get(), "some text", 9), 1);
    EXPECT_EQ(EVP_DigestVerifyFinal(verifier.get(), signature.data(), signature.size()), 1);
    EXPECT_EQ(EVP_DigestVerifyFinal(verifier.get(), signature.data(), signature.size() - 1), 0);
    ERR_clear_error();
}

TEST_P(ProviderKeys, OnlyTheirOwnDigestIsTaken) {
    const KeyHandle secret = privateKey(GetParam().privateKeyInfo);
    const bool is512 = GetParam().algorithm == KeyAlgorithm::Gost2015_512;
    const struct {
        const char* name;
        bool accepted;
    } digests[] = {
        {"1.2.398.3.10.1.3.3", is512},  {"KZ-GOST3411-2015-512", is512}, {"kz-gost3411-2015-512", is512},
        {"1.2.398.3.10.1.3.1", !is512}, {"KZ-GOST34311-95", !is512},     {"SHA256", false},
        {"1.2.398.3.10.1.3.2", false},
    };
    for (const auto& digest : digests) {
        const DigestContextHandle signer(EVP_MD_CTX_new());
        EXPECT_EQ(EVP_DigestSignInit_ex(signer.get(), nullptr, digest.name, libraryContext(), nullptr,
                                        secret.get(), nullptr) == 1,
                  digest.accepted)
            << digest.name;
    }
    ERR_clear_error();
}

TEST_P(ProviderKeys, BuffersThatAreTooSmallAreNotWritten) {
    const KeyHandle secret = privateKey(GetParam().privateKeyInfo);
    const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(libraryContext(), secret.get(), nullptr));
    ASSERT_EQ(EVP_PKEY_sign_init(context.get()), 1);
    Bytes buffer(128, 0xEE);
    std::size_t size = 10;
    EXPECT_NE(EVP_PKEY_sign(context.get(), buffer.data(), &size, GetParam().digest.data(),
                            GetParam().digest.size()),
              1);
    EXPECT_EQ(buffer, Bytes(128, 0xEE));
    EXPECT_NE(
        EVP_PKEY_get_octet_string_param(secret.get(), OSSL_PKEY_PARAM_PRIV_KEY, buffer.data(), 10, &size), 1);
    EXPECT_EQ(buffer, Bytes(128, 0xEE));
    ERR_clear_error();
}

TEST_P(ProviderKeys, DamagedStructuresAreNotDecoded) {
    const Bytes& info = GetParam().subjectPublicKeyInfo;
    for (std::size_t length = 0; length < info.size(); ++length)
        ASSERT_EQ(publicKey(ByteView(info).first(length)), nullptr) << length;
    for (std::size_t bit = 0; bit < info.size() * 8; bit += 3)
        ASSERT_EQ(publicKey(test::withBitTurned(info, bit)), nullptr) << bit;
    for (std::size_t length = 0; length < GetParam().privateKeyInfo.size(); ++length)
        ASSERT_EQ(privateKey(ByteView(GetParam().privateKeyInfo).first(length)), nullptr) << length;
    ERR_clear_error();
}

INSTANTIATE_TEST_SUITE_P(Keys, ProviderKeys, testing::ValuesIn(test::knownGostKeys()),
                         [](const auto& instance) {
                             return instance.param.algorithm == KeyAlgorithm::Gost2015_512 ? "Gost2015"
                                                                                           : "Gost34310";
                         });

TEST(Provider, KeysOfTheTwoKindsNeverMatch) {
    const KeyHandle current = publicKey(test::knownGost2015().subjectPublicKeyInfo);
    const KeyHandle old = publicKey(test::knownGost34310().subjectPublicKeyInfo);
    EXPECT_NE(EVP_PKEY_eq(current.get(), old.get()), 1);
    ERR_clear_error();
}

TEST(Provider, GeneratesKeys) {
    for (const char* name : {"1.2.398.3.10.1.1.2.2", "1.2.398.3.10.1.1.1.1"}) {
        const KeyHandle key = test::newOpenSslKey(name);
        ASSERT_NE(key, nullptr) << name;
        const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(libraryContext(), key.get(), nullptr));
        EXPECT_EQ(EVP_PKEY_pairwise_check(context.get()), 1);
    }
}

} // namespace
} // namespace tanba::crypto
