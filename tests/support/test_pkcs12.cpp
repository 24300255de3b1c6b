#include "core/crypto/openssl/handles.h"
#include "core/crypto/openssl/library_context.h"
#include "tests/support/test_pki.h"

#include <openssl/objects.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace tanba::test {

namespace {

using SafeBags = crypto::Handle<STACK_OF(PKCS12_SAFEBAG), +[](STACK_OF(PKCS12_SAFEBAG) * bags) {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}>;
using Safes =
    crypto::Handle<STACK_OF(PKCS7), +[](STACK_OF(PKCS7) * safes) { sk_PKCS7_pop_free(safes, PKCS7_free); }>;

constexpr int kIterations = 1024;

void must(bool condition, const char* step) {
    if (condition)
        return;
    std::cerr << "test PKCS#12: " << step << ": " << crypto::drainErrors() << std::endl;
    std::abort();
}

void label(PKCS12_SAFEBAG* bag, const Identity& identity) {
    const ByteView id = identity.certificate.subjectKeyId();
    std::string hex;
    for (const std::uint8_t octet : id) {
        constexpr const char* digits = "0123456789abcdef";
        hex += digits[octet >> 4];
        hex += digits[octet & 15];
    }
    Bytes copy(id.begin(), id.end());
    must(PKCS12_add_localkeyid(bag, copy.data(), static_cast<int>(copy.size())) == 1, "localKeyID");
    must(PKCS12_add_friendlyname_utf8(bag, hex.c_str(), static_cast<int>(hex.size())) == 1, "friendlyName");
}

SafeBags single(PKCS12_SAFEBAG* bag) {
    SafeBags bags(sk_PKCS12_SAFEBAG_new_null());
    must(bags && sk_PKCS12_SAFEBAG_push(bags.get(), bag) > 0, "bag");
    return bags;
}

} // namespace

Bytes pkcs12File(const Identity& identity, std::string_view password) {
    OSSL_LIB_CTX* context = crypto::libraryContext();
    const std::string pass(password);
    const int passLength = static_cast<int>(pass.size());

    const auto encoded = identity.key->toPkcs8();
    must(encoded.ok(), "PKCS#8");
    const unsigned char* cursor = encoded.value().view().data();
    crypto::Pkcs8Handle info(
        d2i_PKCS8_PRIV_KEY_INFO(nullptr, &cursor, static_cast<long>(encoded.value().size())));
    must(info != nullptr, "PrivateKeyInfo");
    PKCS12_SAFEBAG* keyBag = PKCS12_SAFEBAG_create_pkcs8_encrypt_ex(
        NID_pbe_WithSHA1And3_Key_TripleDES_CBC, pass.c_str(), passLength, nullptr, 0, kIterations, info.get(),
        context, nullptr);
    must(keyBag != nullptr, "key bag");
    label(keyBag, identity);

    cursor = identity.certificate.der().data();
    X509* decoded = X509_new_ex(context, nullptr);
    must(d2i_X509(&decoded, &cursor, static_cast<long>(identity.certificate.der().size())) != nullptr,
         "certificate");
    const crypto::X509Handle certificate(decoded);
    PKCS12_SAFEBAG* certificateBag = PKCS12_SAFEBAG_create_cert(certificate.get());
    must(certificateBag != nullptr, "certificate bag");
    label(certificateBag, identity);

    const SafeBags keyBags = single(keyBag);
    const SafeBags certificateBags = single(certificateBag);
    const Safes safes(sk_PKCS7_new_null());
    must(sk_PKCS7_push(safes.get(), PKCS12_pack_p7data(keyBags.get())) > 0, "data");
    must(sk_PKCS7_push(safes.get(), PKCS12_pack_p7encdata_ex(NID_pbe_WithSHA1And40BitRC2_CBC, pass.c_str(),
                                                             passLength, nullptr, 0, kIterations,
                                                             certificateBags.get(), context, nullptr)) > 0,
         "encryptedData");
    const crypto::Pkcs12Handle file(PKCS12_init_ex(NID_pkcs7_data, context, nullptr));
    must(file && PKCS12_pack_authsafes(file.get(), safes.get()) == 1, "authSafes");
    must(PKCS12_set_mac(file.get(), pass.c_str(), passLength, nullptr, 20, kIterations, EVP_sha1()) == 1,
         "MAC");

    unsigned char* out = nullptr;
    const int size = i2d_PKCS12(file.get(), &out);
    must(size > 0, "encoding");
    Bytes result(out, out + size);
    OPENSSL_clear_free(out, static_cast<std::size_t>(size));
    return result;
}

} // namespace tanba::test
