#include "tests/unit/crypto/key_samples.h"

#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/crypto/openssl/library_context.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <utility>

namespace tanba::crypto {

void PrintTo(KeyAlgorithm algorithm, std::ostream* out) {
    *out << keyAlgorithmName(algorithm);
}

void PrintTo(DigestAlgorithm algorithm, std::ostream* out) {
    *out << digestRow(algorithm).name;
}

} // namespace tanba::crypto

namespace tanba::test {

Bytes hex(std::string_view text) {
    return fromHex(text).value();
}

void PrintTo(const KeyShape& shape, std::ostream* out) {
    // Only letters, digits and underscores are allowed in the name of a test.
    std::string name(crypto::keyAlgorithmName(shape.algorithm));
    std::ranges::replace(name, '-', '_');
    *out << name << '_' << shape.bits;
}

// The keys and signatures were computed by a program in pure Python that shares nothing with this one.
const KnownKey& knownGost2015() {
    static const KnownKey key = {
        .algorithm = crypto::KeyAlgorithm::Gost2015_512,
        .subjectPublicKeyInfo =
            hex("3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a01030303818400"
                "04818030f4e608a8acc955dfb8749852e4a4bf07db518d9411f704267778b6ead03966e176d82051a19e2113"
                "bc153c800d82f588048de26eb1adcb2a442731d519a5f9a3b5e3cb1edc642661b24b8e00b0046eefeaf4b359"
                "ff70b0e75d525af486bbca51fef4e5ffa52dad2c5c294c49f2397036092257442790ac0e0d288cb8a10b9d"),
        .privateKeyInfo =
            hex("306c020100302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a0103030442"
                "044065d40d7a38947af18df99305d741fc5d2e8166cb9b2abb0bc476f7a80ae833319913e9b0c3f5305d86f5"
                "745c3d6a1cf6b5fc3f2199e636dc92f54ab53638e2bf"),
        .message = toBytes("test123"),
        .digest =
            hex("f0afdd66f832bb219c87cf0136baf552a0fb66306f4f2a173626f11e14a7ef2552d4b2087fd8e94f6044fe55"
                "95dc681e02f92b34bf93fbd1590910e376b12990"),
        .signature =
            hex("c8ef23e38f81f2831cba75fc0141967ad20e17c773735ba43db2a775ab18e5a149f012f5897dd0c6cad7a1d6"
                "2068f83d1973d3392d7cb62023367f3675928d043a32a4226c681e50e0935ee9283d334e2e0379ff41750785"
                "1754bac0829bbe2eb2b1017fa515774ddffbaac6182c10f6fd37fbed528f0a2f80b14d891902f3e8"),
    };
    return key;
}

const KnownKey& knownGost34310() {
    static const KnownKey key = {
        .algorithm = crypto::KeyAlgorithm::Gost34310,
        .subjectPublicKeyInfo =
            hex("306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a0103010100034300"
                "0440e45c4f44e9202351093a982863d0244d191aceb82df73a12ffb4419b8936ab2ab2184fd5a1464ba46812"
                "454f39a254d538775a0ea98612e06cd655073ab11003"),
        .privateKeyInfo =
            hex("304e020100302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a0103010100"
                "042202205aec7abe4bb60474ef3fcb8e759fe03db610fbd1bfc68dd94dcb85e174b64807"),
        .message = toBytes("test123"),
        .digest = hex("05d5550ddde718725f0f157cd483980670bd9a019c0c7656a5fb4e81c80ea8bb"),
        .signature =
            hex("5a06d358fc90feb16cacc348e47b9a688ebb4caf14fe80ce6875cbef903c09886d3c40059405e2b1b6ce9a37"
                "95e9f5d5ce5a9bf685fc2d01b11a9862d134734a"),
    };
    return key;
}

std::vector<KnownKey> knownGostKeys() {
    return {knownGost2015(), knownGost34310()};
}

std::vector<KeyShape> keyShapes() {
    using crypto::KeyAlgorithm;
    return {{KeyAlgorithm::Rsa, 2048}, {KeyAlgorithm::Ec, 256},         {KeyAlgorithm::Ec, 384},
            {KeyAlgorithm::Ec, 521},   {KeyAlgorithm::Gost2015_512, 0}, {KeyAlgorithm::Gost34310, 0}};
}

const crypto::PrivateKey& sampleKey(KeyShape shape) {
    static std::map<std::pair<crypto::KeyAlgorithm, int>, crypto::PrivateKey> keys;
    const std::pair name(shape.algorithm, shape.bits);
    if (!keys.contains(name))
        keys.emplace(name, crypto::PrivateKey::generate(shape.algorithm, shape.bits).value());
    return keys.at(name);
}

crypto::KeyHandle newOpenSslKey(const char* algorithm) {
    const crypto::KeyContextHandle context(
        EVP_PKEY_CTX_new_from_name(crypto::libraryContext(), algorithm, nullptr));
    EVP_PKEY* key = nullptr;
    EXPECT_EQ(EVP_PKEY_keygen_init(context.get()), 1);
    EXPECT_EQ(EVP_PKEY_keygen(context.get(), &key), 1) << crypto::drainErrors();
    return crypto::KeyHandle(key);
}

crypto::Digest digestOf(crypto::DigestAlgorithm algorithm, std::string_view text) {
    return crypto::digestOf(algorithm, viewOf(text)).value();
}

Bytes withBitTurned(ByteView original, std::size_t bit) {
    Bytes changed(original.begin(), original.end());
    changed.at(bit / 8) ^= static_cast<std::uint8_t>(1U << (bit % 8));
    return changed;
}

Bytes rsaPublicKeyInfo(ByteView modulus, ByteView exponent) {
    const Bytes numbers =
        der::sequence({der::integerFromBigEndian(modulus), der::integerFromBigEndian(exponent)});
    return der::sequence(
        {der::sequence({der::oid(Oid("1.2.840.113549.1.1.1")), der::null()}), der::bitString(numbers)});
}

} // namespace tanba::test
