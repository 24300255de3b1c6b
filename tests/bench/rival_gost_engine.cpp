// gost-engine offers signatures only through the ENGINE interface, which OpenSSL 3 calls deprecated. For a
// comparison there is no other way in; nothing of this is in the program.
#define OPENSSL_SUPPRESS_DEPRECATED

#include "core/crypto/openssl/handles.h"
#include "tests/bench/rivals.h"

#include <openssl/engine.h>
#include <openssl/obj_mac.h>

#include <cstdlib>

namespace tanba::bench {

namespace {

using crypto::DigestContextHandle;
using crypto::KeyContextHandle;
using crypto::KeyHandle;

void require(bool good) {
    if (!good)
        std::abort();
}

struct EngineKey {
    EngineKey(ENGINE* engine, ByteView digestToSign) : digest(digestToSign.begin(), digestToSign.end()) {
        const KeyContextHandle maker(EVP_PKEY_CTX_new_id(NID_id_GostR3410_2012_512, engine));
        EVP_PKEY* made = nullptr;
        require(maker != nullptr && EVP_PKEY_keygen_init(maker.get()) == 1 &&
                EVP_PKEY_CTX_ctrl_str(maker.get(), "paramset", "A") == 1 &&
                EVP_PKEY_keygen(maker.get(), &made) == 1);
        key.reset(made);
        signer.reset(EVP_PKEY_CTX_new(key.get(), engine));
        verifier.reset(EVP_PKEY_CTX_new(key.get(), engine));
        require(EVP_PKEY_sign_init(signer.get()) == 1 && EVP_PKEY_verify_init(verifier.get()) == 1);
        sign();
        verify();
    }

    void sign() {
        std::size_t size = signature.size();
        require(EVP_PKEY_sign(signer.get(), signature.data(), &size, digest.data(), digest.size()) == 1);
    }
    void verify() {
        require(EVP_PKEY_verify(verifier.get(), signature.data(), signature.size(), digest.data(),
                                digest.size()) == 1);
    }

    Bytes digest;
    Bytes signature = Bytes(128);
    KeyHandle key;
    KeyContextHandle signer;
    KeyContextHandle verifier;
};

} // namespace

std::optional<Rival> gostEngine(ByteView digest) {
    ENGINE_load_builtin_engines();
    ENGINE* const engine = ENGINE_by_id("gost");
    if (engine == nullptr || ENGINE_init(engine) != 1 || ENGINE_set_default(engine, ENGINE_METHOD_ALL) != 1)
        return std::nullopt;
    const auto key = std::make_shared<EngineKey>(engine, digest);
    const EVP_MD* const streebog = EVP_get_digestbynid(NID_id_GostR3411_2012_512);
    const auto hash = [engine, streebog](ByteView content) {
        const DigestContextHandle context(EVP_MD_CTX_new());
        std::uint8_t value[64];
        require(EVP_DigestInit_ex(context.get(), streebog, engine) == 1 &&
                EVP_DigestUpdate(context.get(), content.data(), content.size()) == 1 &&
                EVP_DigestFinal_ex(context.get(), value, nullptr) == 1);
    };
    return Rival{"gost-engine", [key] { key->sign(); }, [key] { key->verify(); }, hash};
}

} // namespace tanba::bench
