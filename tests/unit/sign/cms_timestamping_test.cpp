#include "core/sign/cms_timestamping.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/trust/timestamp.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/sign/changing_input.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

namespace tanba::test {
namespace {

using crypto::DigestAlgorithm;
using sign::CmsContent;
using sign::Integrity;
using testing::ElementsAre;
using testing::IsEmpty;

const Bytes kText = toBytes("Уақыты белгілі шарт");
constexpr const char* kStampType = "1.2.840.113549.1.9.16.2.14";

const Identity& stamper() {
    static const Identity made =
        signingAuthority().issue(crypto::KeyAlgorithm::Ec, CertificateProfile::timestamping());
    return made;
}

sign::CmsSignedData readWhole(ByteView cms, Bytes* content = nullptr) {
    MemoryInput input(cms);
    MemorySink sink;
    auto result = sign::readCms(input, &sink, {});
    EXPECT_EQ(outcome(result), "ok");
    if (content != nullptr)
        *content = sink.content;
    return std::move(result).value();
}

Bytes signerOf(const sign::CmsSignedData& cms, const Identity& identity) {
    for (const sign::SignerInfo& signer : cms.signers)
        if (sign::identifies(signer, identity.certificate))
            return signer.encoded;
    return {};
}

const sign::SignerInfo& onlySigner(const sign::CmsSignedData& cms) {
    EXPECT_EQ(cms.signers.size(), 1U);
    return cms.signers.front();
}

/// Everything of a SignerInfo in front of the unsigned attributes: by its own lengths, not by our reader.
Bytes signedPart(const Bytes& signerInfo) {
    DerReader outer{ByteView(signerInfo)};
    DerReader inside = outer.enter(der::kSequence).value();
    Bytes part;
    while (!inside.atEnd() && !inside.nextIs(0xA1))
        append(part, inside.any().value().encoded);
    return part;
}

bool isStamped(const sign::SignerInfo& signer) {
    const auto token = trust::TimestampToken::read(signer.timestampToken);
    return token.ok() && token.value().stamps(signer.signature) &&
           token.value().signature.integrity == Integrity::Ok;
}

Bytes stamped(ByteView cms, sign::TimestampSource& source, const sign::StampingOptions& options = {}) {
    auto result = sign::addTimestamps(cms, source, options);
    EXPECT_EQ(outcome(result), "ok") << result.failure().detail;
    return result.ok() ? std::move(result).value() : Bytes();
}

std::string stampOutcome(ByteView cms, const sign::StampingOptions& options = {}) {
    DirectStamps source(stamper());
    MemoryInput input(cms);
    MemorySink out;
    const auto done = sign::addTimestamps(input, source, options, out, {});
    if (!done.ok()) {
        EXPECT_THAT(out.content, IsEmpty());
    }
    return outcome(done);
}

/// A signature of our own, stamped while it is made.
Bytes signStamped(const Identity& identity, CmsContent form, sign::TimestampSource& source) {
    sign::CmsOptions options;
    options.content = form;
    options.signingTime = goodTime();
    options.timestamps = &source;
    MemoryInput input{ByteView(kText)};
    MemorySink out;
    const auto done = sign::signCms(*sessionFor(identity), input, options, out, {});
    EXPECT_EQ(outcome(done), "ok");
    return out.content;
}

struct Imprint {
    const Identity& (*signer)();
    DigestAlgorithm asked;
};
class ImprintOfEachKey : public testing::TestWithParam<Imprint> {};
TEST_P(ImprintOfEachKey, IsItsOwnDigest) {
    for (const CmsContent form : {CmsContent::Attached, CmsContent::Detached}) {
        DirectStamps source(stamper());
        const Bytes cms = signStamped(GetParam().signer(), form, source);
        EXPECT_THAT(source.asked, ElementsAre(GetParam().asked));
        const auto read = readWhole(cms);
        EXPECT_TRUE(isStamped(onlySigner(read)));
        EXPECT_EQ(onlySigner(read).timestampToken, source.lastToken);
        const auto evidence = onlySignature(cms, form == CmsContent::Detached ? &kText : nullptr);
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
    }
}
INSTANTIATE_TEST_SUITE_P(CmsTimestamping, ImprintOfEachKey,
                         testing::Values(Imprint{gostPerson, DigestAlgorithm::Streebog512},
                                         Imprint{rsaPerson, DigestAlgorithm::Sha256},
                                         Imprint{ecPerson, DigestAlgorithm::Sha256}));

TEST(CmsTimestamping, TheImprintFollowsTheSignersDigestAndNeverAnOldOne) {
    const auto asked = [](DigestAlgorithm digest) {
        SignerRecipe signer{&rsaPerson(), digest};
        DirectStamps source(stamper());
        stamped(attachedBy(signer, kText), source);
        return source.asked.empty() ? DigestAlgorithm::Streebog256 : source.asked.front();
    };
    EXPECT_EQ(asked(DigestAlgorithm::Sha512), DigestAlgorithm::Sha512);
    EXPECT_EQ(asked(DigestAlgorithm::Sha384), DigestAlgorithm::Sha384);
    EXPECT_EQ(asked(DigestAlgorithm::Sha1), DigestAlgorithm::Sha256);
    EXPECT_EQ(asked(DigestAlgorithm::Sha224), DigestAlgorithm::Sha256);
}

TEST(CmsTimestamping, EverySignerGetsOneAndNothingElseChanges) {
    const Bytes before = addSigner(rsaPerson(), signWith(gostPerson(), kText, CmsContent::Attached));
    DirectStamps source(stamper());
    const Bytes after = stamped(before, source);
    EXPECT_EQ(source.asked.size(), 2U);
    Bytes content;
    const auto was = readWhole(before);
    const auto is = readWhole(after, &content);
    EXPECT_EQ(content, kText);
    EXPECT_EQ(is.version, was.version);
    EXPECT_EQ(is.certificates, was.certificates);
    EXPECT_EQ(is.digestAlgorithms, was.digestAlgorithms);
    for (const Identity* identity : {&gostPerson(), &rsaPerson()})
        EXPECT_EQ(signedPart(signerOf(is, *identity)), signedPart(signerOf(was, *identity)));
    for (const sign::SignerInfo& signer : is.signers)
        EXPECT_TRUE(isStamped(signer));
    for (const auto& evidence : verified(after).signatures)
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
    // DER from one end to the other.
    DerReader reader{ByteView(after)};
    EXPECT_TRUE(reader.expect(der::kSequence).ok());
    EXPECT_TRUE(reader.atEnd());
}

TEST(CmsTimestamping, ADetachedFileIsStampedWithoutItsDocument) {
    const Bytes before = signWith(gostPerson(), kText, CmsContent::Detached);
    DirectStamps source(stamper());
    const Bytes after = stamped(before, source);
    EXPECT_FALSE(readWhole(after).hasContent);
    EXPECT_TRUE(isStamped(onlySigner(readWhole(after))));
    EXPECT_EQ(onlySignature(after, &kText).integrity, Integrity::Ok);
}

TEST(CmsTimestamping, OtherUnsignedAttributesAndEverythingBesideStay) {
    const Bytes kept = attribute("1.2.3", {der::utf8String("kept")});
    const Bytes later = attribute("2.5.29.99", {der::utf8String("kept too")});
    FileRecipe file;
    file.version = 5;
    file.content = kText;
    file.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1")};
    file.certificates = {certificateOf(rsaPerson()), der::element(0xA2, der::octetString(kText))};
    file.revocationInfos = {
        der::sequence({der::octetString(kText)}),
        der::constructed(0xA1, {der::oid(Oid("1.3.6.1.5.5.7.16.2")), der::sequence({der::null()})})};
    SignerRecipe signer{&rsaPerson()};
    signer.unsignedAttributes = {kept, later};
    file.signers = {signerInfo(signer, kText)};
    DirectStamps source(stamper());
    const auto after = readWhole(stamped(signedData(file), source));
    const auto& attributes = onlySigner(after).unsignedAttributes;
    ASSERT_EQ(attributes.size(), 3U);
    EXPECT_TRUE(std::ranges::is_sorted(attributes));
    for (const Bytes& each : {kept, later})
        EXPECT_NE(std::ranges::find(attributes, each), attributes.end());
    EXPECT_EQ(after.version, 5);
    EXPECT_EQ(after.certificates.size(), 2U);
    EXPECT_THAT(after.crls, ElementsAre(file.revocationInfos[0]));
    EXPECT_THAT(after.otherRevocationInfos, ElementsAre(file.revocationInfos[1]));
    EXPECT_EQ(signedPart(onlySigner(after).encoded), signedPart(file.signers.front()));
}

std::size_t stampsOf(const sign::SignerInfo& signer) {
    const Bytes type = der::oid(Oid(kStampType));
    return static_cast<std::size_t>(
        std::ranges::count_if(signer.unsignedAttributes, [&type](const Bytes& attribute) {
            DerReader reader{ByteView(attribute)};
            return sameBytes(reader.enter(der::kSequence).value().any().value().encoded, type);
        }));
}

TEST(CmsTimestamping, ASignerWithAStampGetsNoneUnlessAsked) {
    DirectStamps source(stamper());
    const Bytes once = stamped(signWith(rsaPerson(), kText, CmsContent::Attached), source);
    EXPECT_EQ(stamped(once, source), once);
    EXPECT_EQ(source.asked.size(), 1U);
    const Bytes twice = stamped(once, source, {sign::IfStamped::StampAgain, nullptr});
    EXPECT_EQ(source.asked.size(), 2U);
    EXPECT_EQ(stampsOf(onlySigner(readWhole(once))), 1U);
    EXPECT_EQ(stampsOf(onlySigner(readWhole(twice))), 2U);
    EXPECT_EQ(onlySignature(twice).integrity, Integrity::Ok);
}

TEST(CmsTimestamping, OnlyTheNamedSignerIsStamped) {
    const Bytes before = addSigner(rsaPerson(), signWith(gostPerson(), kText, CmsContent::Attached));
    DirectStamps source(stamper());
    const auto after = readWhole(stamped(before, source, {sign::IfStamped::Leave, &rsaPerson().certificate}));
    for (const sign::SignerInfo& signer : after.signers)
        EXPECT_EQ(isStamped(signer), sign::identifies(signer, rsaPerson().certificate));
    EXPECT_EQ(signerOf(after, gostPerson()), signerOf(readWhole(before), gostPerson()));
    EXPECT_EQ(stampOutcome(before, {sign::IfStamped::Leave, &ecPerson().certificate}), "cms.no_signers");
}

TEST(CmsTimestamping, AFurtherSignerBringsItsOwnStamp) {
    const Bytes before = signWith(gostPerson(), kText, CmsContent::Attached);
    DirectStamps source(stamper());
    sign::CmsOptions options;
    options.signingTime = goodTime();
    options.timestamps = &source;
    MemoryInput input{ByteView(before)};
    MemorySink out;
    ASSERT_EQ(outcome(sign::addCmsSigner(*sessionFor(ecPerson()), input, nullptr, options, out, {})), "ok");
    EXPECT_EQ(source.asked.size(), 1U);
    const auto after = readWhole(out.content);
    EXPECT_EQ(signerOf(after, gostPerson()), signerOf(readWhole(before), gostPerson()));
    for (const sign::SignerInfo& signer : after.signers)
        EXPECT_EQ(isStamped(signer), sign::identifies(signer, ecPerson().certificate));
}

TEST(CmsTimestamping, AnyEncodingAndStreamedBerComeOutAsDer) {
    const Bytes one = signWith(rsaPerson(), kText, CmsContent::Attached);
    for (const std::string& text : {toPem("CMS", one), toPem("PKCS7", one), toBase64(one)}) {
        DirectStamps source(stamper());
        EXPECT_TRUE(isStamped(onlySigner(readWhole(stamped(viewOf(text), source)))));
    }
    const auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    const Bytes large(700'000, 'x');
    writeFile(folder / "text", large);
    ASSERT_EQ(openssl(folder, "cms -sign -binary -nodetach -stream -in text -signer rsa.crt -inkey rsa.key "
                              "-outform DER -out ber.cms")
                  .exitCode,
              0);
    DirectStamps source(stamper());
    Bytes content;
    const Bytes der = stamped(fileContent(folder / "ber.cms"), source);
    EXPECT_TRUE(isStamped(onlySigner(readWhole(der, &content))));
    EXPECT_EQ(content, large);
    EXPECT_NE(der[1], 0x80);
}

TEST(CmsTimestamping, OpensslStillAcceptsTheSignature) {
    const auto folder = scratchFolder();
    writeFile(folder / "text", kText);
    writeFile(folder / "ca.crt", viewOf(toPem("CERTIFICATE", signingAuthority().certificate().der())));
    DirectStamps source(stamper());
    writeFile(folder / "a.cms", stamped(signWith(rsaPerson(), kText, CmsContent::Attached), source));
    writeFile(folder / "d.p7s", signStamped(rsaPerson(), CmsContent::Detached, source));
    const std::string common = "cms -verify -binary -inform DER -CAfile ca.crt -purpose any -attime " +
                               std::to_string(goodTime().time_since_epoch().count()) + " -out out ";
    for (const std::string& which : {std::string("-in a.cms"), std::string("-in d.p7s -content text")}) {
        const auto judged = openssl(folder, common + which);
        EXPECT_EQ(judged.exitCode, 0) << judged.output;
    }
}

TEST(CmsTimestamping, WhatIsNotIntactIsNotStamped) {
    const Bytes good = signWith(rsaPerson(), kText, CmsContent::Attached);
    Bytes wrong = good;
    wrong.back() ^= 1;
    EXPECT_EQ(stampOutcome(wrong), "signature.wrong");
    FileRecipe swapped;
    swapped.content = toBytes("Another contract");
    swapped.certificates = {certificateOf(rsaPerson())};
    swapped.signers = {signerInfo({&rsaPerson()}, kText)};
    EXPECT_EQ(stampOutcome(signedData(swapped)), "cms.content_other");
    swapped.content = kText;
    swapped.certificates.clear();
    EXPECT_EQ(stampOutcome(signedData(swapped)), "signature.wrong") << "nobody can check it";
    FileRecipe empty;
    empty.content = kText;
    EXPECT_EQ(stampOutcome(signedData(empty)), "cms.no_signers");
    EXPECT_EQ(stampOutcome(kText), "cms.malformed");
    EXPECT_EQ(stampOutcome({}), "cms.malformed");
    EXPECT_EQ(stampOutcome(ByteView(good).first(good.size() - 1)), "cms.malformed");
}

TEST(CmsTimestamping, ASignerThatIsFullIsLeftAlone) {
    SignerRecipe signer{&rsaPerson()};
    for (int number = 0; number < 64; ++number)
        signer.unsignedAttributes.push_back(attribute("1.2.3." + std::to_string(number), {der::integer(1)}));
    EXPECT_EQ(stampOutcome(attachedBy(signer, kText)), "cms.too_large");
    signer.unsignedAttributes.pop_back();
    EXPECT_EQ(stampOutcome(attachedBy(signer, kText)), "ok");
}

TEST(CmsTimestamping, NothingIsWrittenWhenAStampFails) {
    const Bytes two = addSigner(ecPerson(), signWith(rsaPerson(), kText, CmsContent::Attached));
    for (const int failing : {1, 2}) {
        DirectStamps source(stamper());
        source.failsAt = failing;
        MemoryInput input{ByteView(two)};
        MemorySink out;
        EXPECT_EQ(outcome(sign::addTimestamps(input, source, {}, out, {})), "network.unavailable");
        EXPECT_THAT(out.content, IsEmpty());
    }
    for (const CmsContent form : {CmsContent::Attached, CmsContent::Detached}) {
        DirectStamps source(stamper());
        source.failsAt = 1;
        sign::CmsOptions options;
        options.content = form;
        options.signingTime = goodTime();
        options.timestamps = &source;
        MemoryInput input{ByteView(kText)};
        MemorySink out;
        EXPECT_EQ(outcome(sign::signCms(*sessionFor(rsaPerson()), input, options, out, {})),
                  "network.unavailable");
        EXPECT_THAT(out.content, IsEmpty());
    }
}

TEST(CmsTimestamping, CancelReachesTheAuthority) {
    DirectStamps source(stamper());
    CancelToken cancel;
    cancel.cancel();
    EXPECT_EQ(
        outcome(sign::addTimestamps(signWith(rsaPerson(), kText, CmsContent::Detached), source, {}, &cancel)),
        "cancelled");
}

/// Gives a large content piece by piece, and counts how often it was read from its start.
class CountedInput : public InputFile {
  public:
    explicit CountedInput(Bytes content) : content_(std::move(content)), memory_(content_) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override {
        largest = std::max(largest, buffer.size());
        return memory_.read(buffer);
    }
    std::uint64_t size() const override { return content_.size(); }
    Outcome rewind() override {
        ++rewinds;
        return memory_.rewind();
    }
    int rewinds = 0;
    std::size_t largest = 0;

  private:
    Bytes content_;
    MemoryInput memory_;
};

/// Keeps no more than it must to see that nothing is gathered before it is handed on.
class PieceSink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        largest = std::max(largest, bytes.size());
        total += bytes.size();
        return Done{};
    }
    std::size_t largest = 0;
    std::size_t total = 0;
};

TEST(CmsTimestamping, LargeContentPassesInPieces) {
    const Bytes large(8 * 1024 * 1024, 'y');
    CountedInput input(signWith(rsaPerson(), large, CmsContent::Attached));
    DirectStamps source(stamper());
    PieceSink out;
    ASSERT_EQ(outcome(sign::addTimestamps(input, source, {}, out, {})), "ok");
    EXPECT_EQ(input.rewinds, 2);
    EXPECT_LE(input.largest, std::size_t{1024} * 1024);
    EXPECT_LE(out.largest, std::size_t{1024} * 1024);
    EXPECT_GT(out.total, large.size());
}

TEST(CmsTimestamping, AFileThatChangesBetweenReadingsIsRefused) {
    const Bytes before = signWith(rsaPerson(), kText, CmsContent::Attached);
    Bytes sameSize = kText;
    sameSize.back() ^= 1;
    for (const Bytes& after : {signWith(rsaPerson(), sameSize, CmsContent::Attached),
                               signWith(rsaPerson(), Bytes(100'000, 'x'), CmsContent::Attached), Bytes{}}) {
        ChangingInput input(before, after);
        DirectStamps source(stamper());
        MemorySink sink;
        EXPECT_EQ(outcome(sign::addTimestamps(input, source, {}, sink, {})), "file.changed_meanwhile");
    }
}

TEST(CmsTimestampingFixtures, TheNationalLibrarysStampStaysAsItIs) {
    TANBA_NEEDS_FIXTURES();
    const Bytes file = fixture("cms/mitwork_gost512_tsp.der");
    DirectStamps source(stamper());
    EXPECT_EQ(stamped(file, source), file);
    EXPECT_THAT(source.asked, IsEmpty());
}

} // namespace
} // namespace tanba::test
