#include "core/base/encoding.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

using sign::Integrity;

const Bytes kText = toBytes("I owe 100 tenge");

/// What somebody who trusts the program believes of a file: for each intact signature, who signed what.
struct Belief {
    Bytes content;
    Bytes signer; ///< certificate, or only its key where the signature names no certificate
    friend bool operator==(const Belief&, const Belief&) = default;
};

enum class SignerBinding { Certificate, Key };

std::vector<Belief> beliefs(ByteView cms, const Bytes* document, SignerBinding binding) {
    MemoryInput input(cms);
    MemoryInput detached(document != nullptr ? ByteView(*document) : ByteView());
    const auto file = sign::verifyCms(input, document != nullptr ? &detached : nullptr, {});
    std::vector<Belief> all;
    if (!file.ok())
        return all;
    for (const auto& evidence : file.value().signatures) {
        if (evidence.integrity != Integrity::Ok)
            continue;
        MemorySink content;
        MemoryInput again(cms);
        EXPECT_TRUE(sign::readCms(again, &content, {}).ok());
        const keys::Certificate& signer = *evidence.signer;
        const ByteView who =
            binding == SignerBinding::Certificate ? signer.der() : signer.subjectPublicKeyInfo();
        all.push_back({document != nullptr ? *document : content.content, Bytes(who.begin(), who.end())});
    }
    return all;
}

/// Flips bits of every octet. Whatever is still believed afterwards was believed before.
/// @param bits how many of each octet's bits are flipped, one after the other.
void expectNoForgery(const Bytes& cms, const Bytes* document, SignerBinding binding, int bits) {
    const auto truth = beliefs(cms, document, binding);
    ASSERT_FALSE(truth.empty());
    std::size_t survived = 0;
    for (std::size_t at = 0; at < cms.size(); ++at) {
        for (int turn = 0; turn < bits; ++turn) {
            const int bit =
                bits == 8 ? turn : static_cast<int>((at + static_cast<std::size_t>(turn) * 3) % 8);
            Bytes flipped = cms;
            flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ (1U << bit));
            const auto believed = beliefs(flipped, document, binding);
            survived += believed == truth;
            for (const Belief& belief : believed)
                ASSERT_NE(std::ranges::find(truth, belief), truth.end()) << "octet " << at << " bit " << bit;
        }
    }
    // Only encodings that mean the same and the authority's part of the certificate may change unnoticed.
    const std::size_t flips = cms.size() * static_cast<std::size_t>(bits);
    if (binding == SignerBinding::Certificate) {
        EXPECT_LT(survived, flips / 20) << survived << " of " << flips;
    }
}

TEST(CmsFlips, OwnRsaAttached) {
    expectNoForgery(signWith(rsaPerson(), kText, sign::CmsContent::Attached), nullptr,
                    SignerBinding::Certificate, 8);
}

TEST(CmsFlips, OwnEcDetached) {
    expectNoForgery(signWith(ecPerson(), kText, sign::CmsContent::Detached), &kText,
                    SignerBinding::Certificate, 4);
}

TEST(CmsFlips, OwnGostAttached) {
    expectNoForgery(signWith(gostPerson(), kText, sign::CmsContent::Attached), nullptr,
                    SignerBinding::Certificate, 2);
}

TEST(CmsFlips, OwnTwoSigners) {
    const Bytes one = signWith(rsaPerson(), kText, sign::CmsContent::Attached);
    expectNoForgery(addSigner(ecPerson(), one), nullptr, SignerBinding::Certificate, 1);
}

TEST(CmsFlips, OwnPem) {
    const Bytes cms = signWith(rsaPerson(), kText, sign::CmsContent::Attached);
    expectNoForgery(toBytes(toPem("CMS", cms)), nullptr, SignerBinding::Certificate, 1);
}

TEST(CmsFlips, OpensslRsa) {
    const auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    writeFile(folder / "text", kText);
    const std::string common =
        "cms -sign -binary -in text -nodetach -signer rsa.crt -inkey rsa.key -outform DER ";
    ASSERT_EQ(openssl(folder, common + "-out plain").exitCode, 0);
    ASSERT_EQ(openssl(folder, common + "-stream -out streamed").exitCode, 0);
    ASSERT_EQ(openssl(folder, common + "-noattr -out bare").exitCode, 0);
    expectNoForgery(fileContent(folder / "plain"), nullptr, SignerBinding::Key, 4);
    expectNoForgery(fileContent(folder / "streamed"), nullptr, SignerBinding::Key, 1);
    expectNoForgery(fileContent(folder / "bare"), nullptr, SignerBinding::Key, 1);
}

TEST(CmsFlips, FixtureGost) {
    TANBA_NEEDS_FIXTURES();
    expectNoForgery(fixture("cms/mitwork_gost512_tsp.der"), nullptr, SignerBinding::Key, 1);
    const Bytes document = toBytes("test123");
    expectNoForgery(fixture("cms/ncanode_signed_detached_cms.der"), &document, SignerBinding::Key, 1);
}

TEST(CmsFlips, ContentTypeOfTheFile) {
    // The only place where content is named and not hashed.
    const Bytes cms = signWith(rsaPerson(), kText, sign::CmsContent::Attached);
    const Bytes idData = fromHex("06092a864886f70d010701").value();
    const auto found = std::search(cms.begin(), cms.end(), idData.begin(), idData.end());
    ASSERT_NE(found, cms.end());
    const auto start = static_cast<std::size_t>(found - cms.begin());
    for (std::size_t at = start; at < start + idData.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            Bytes flipped = cms;
            flipped[at] = static_cast<std::uint8_t>(flipped[at] ^ (1U << bit));
            EXPECT_TRUE(beliefs(flipped, nullptr, SignerBinding::Key).empty()) << at - start << " " << bit;
        }
}

TEST(CmsFlips, TruncationAnywhereIsAFailure) {
    for (const Bytes& cms : {signWith(gostPerson(), kText, sign::CmsContent::Attached),
                             signWith(rsaPerson(), kText, sign::CmsContent::Detached)})
        for (std::size_t size = 0; size < cms.size(); ++size)
            ASSERT_EQ(readOutcome(ByteView(cms).first(size)), "cms.malformed") << size;
}

/// Every octet once replaced by each of some awkward values, and doubled, and left out: nothing may crash,
/// and what is still believed was believed before.
TEST(CmsFlips, OctetsReplacedDoubledAndRemoved) {
    const Bytes cms = signWith(rsaPerson(), kText, sign::CmsContent::Attached);
    const auto truth = beliefs(cms, nullptr, SignerBinding::Certificate);
    for (std::size_t at = 0; at < cms.size(); ++at) {
        std::vector<Bytes> variants;
        for (const std::uint8_t value : Bytes{0x00, 0x7F, 0x80, 0x84, 0xFF}) {
            variants.push_back(cms);
            variants.back()[at] = value;
        }
        const auto place = static_cast<std::ptrdiff_t>(at);
        variants.push_back(cms);
        variants.back().insert(variants.back().begin() + place, cms[at]);
        variants.push_back(cms);
        variants.back().erase(variants.back().begin() + place);
        for (const Bytes& variant : variants)
            for (const Belief& belief : beliefs(variant, nullptr, SignerBinding::Certificate))
                ASSERT_NE(std::ranges::find(truth, belief), truth.end()) << at;
    }
}

} // namespace
} // namespace tanba::test
