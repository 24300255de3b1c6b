#include "tests/bench/rivals.h"

#include <botan/auto_rng.h>
#include <botan/ec_group.h>
#include <botan/gost_3410.h>
#include <botan/hash.h>
#include <botan/pubkey.h>

#include <cstdlib>
#include <memory>

namespace tanba::bench {

namespace {

struct BotanKey {
    explicit BotanKey(ByteView digestToSign)
        : digest(digestToSign.begin(), digestToSign.end()), key(random, Botan::EC_Group("gost_512A")),
          signer(key, random, "Raw"), verifier(key, "Raw") {
        sign();
    }

    void sign() { signature = signer.sign_message(digest, random); }
    void verify() {
        if (!verifier.verify_message(digest, signature))
            std::abort();
    }

    Bytes digest;
    Botan::AutoSeeded_RNG random;
    Botan::GOST_3410_PrivateKey key;
    Botan::PK_Signer signer;
    Botan::PK_Verifier verifier;
    std::vector<std::uint8_t> signature;
};

} // namespace

Rival botan(ByteView digest) {
    const auto key = std::make_shared<BotanKey>(digest);
    const std::shared_ptr<Botan::HashFunction> streebog =
        Botan::HashFunction::create_or_throw("Streebog-512");
    const auto hash = [streebog](ByteView content) {
        streebog->update(content.data(), content.size());
        static_cast<void>(streebog->final());
    };
    return {"Botan 2", [key] { key->sign(); }, [key] { key->verify(); }, hash};
}

} // namespace tanba::bench
