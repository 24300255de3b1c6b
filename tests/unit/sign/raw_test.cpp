#include "core/base/der_writer.h"
#include "core/sign/raw_signer.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

Result<Bytes> rawSignature(const Identity& identity, ByteView content, const WorkControl& control = {}) {
    const auto session = sessionFor(identity);
    MemoryInput input(content);
    return sign::signRaw(*session, input, control);
}

TEST(RawSigner, ValueVerifiesByTheKeysNaturalDigest) {
    const Bytes text = toBytes("raw data of a portal");
    for (const auto* person : {&gostPerson(), &rsaPerson(), &ecPerson()}) {
        const auto value = rawSignature(*person, text);
        ASSERT_TRUE(value.ok());
        const auto& key = person->certificate.publicKey().value();
        const auto digest = crypto::digestOf(crypto::naturalDigest(key.algorithm()), text).value();
        EXPECT_EQ(outcome(key.verifyDigest(digest, value.value())), "ok");
    }
}

TEST(RawSigner, StructuresWhoseSignatureItWouldForgeAreRefused) {
    const Bytes attributes =
        der::setOf({contentTypeAttribute(), messageDigestAttribute(crypto::DigestAlgorithm::Sha256, {})});
    EXPECT_EQ(outcome(rawSignature(rsaPerson(), attributes)), "signing.raw_is_structure");
    const ByteView toBeSigned = rsaPerson().certificate.toBeSigned();
    EXPECT_EQ(outcome(rawSignature(rsaPerson(), toBeSigned)), "signing.raw_is_structure");
}

TEST(RawSigner, LargeDataIsRefused) {
    EXPECT_EQ(outcome(rawSignature(rsaPerson(), Bytes(sign::kMaxRawSize + 1))), "file.too_large");
}

TEST(RawSigner, CanBeCancelled) {
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(outcome(rawSignature(rsaPerson(), toBytes("x"), {&cancel, nullptr})), "cancelled");
}

} // namespace
} // namespace tanba::test
