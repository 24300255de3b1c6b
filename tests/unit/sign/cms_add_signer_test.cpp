#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "tests/unit/sign/changing_input.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

using crypto::DigestAlgorithm;
using sign::CmsContent;
using sign::Integrity;

const Bytes kText = toBytes("Шарт, екі тарап қол қояды");
const Bytes kOther = toBytes("Another contract");

std::string addOutcome(const Identity& identity, ByteView existing, const Bytes* detachedContent = nullptr) {
    const auto session = sessionFor(identity);
    MemoryInput input(existing);
    MemoryInput document(detachedContent != nullptr ? ByteView(*detachedContent) : ByteView());
    MemorySink sink;
    const auto done = sign::addCmsSigner(*session, input, detachedContent != nullptr ? &document : nullptr,
                                         {CmsContent::Attached, goodTime(), std::nullopt}, sink, {});
    if (!done.ok()) {
        EXPECT_TRUE(sink.content.empty());
    }
    return outcome(done);
}

void expectIntact(ByteView cms, const Bytes* document, const std::vector<const Identity*>& signers) {
    const auto file = verified(cms, document);
    ASSERT_EQ(file.signatures.size(), signers.size());
    for (const auto& evidence : file.signatures)
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
    for (const Identity* signer : signers)
        EXPECT_TRUE(std::ranges::any_of(file.signatures, [signer](const auto& evidence) {
            return evidence.signer == signer->certificate;
        }));
}

sign::CmsSignedData read(ByteView cms) {
    MemoryInput input(cms);
    auto result = sign::readCms(input, nullptr, {});
    EXPECT_TRUE(result.ok());
    return std::move(result).value();
}

bool ascending(const std::vector<Bytes>& elements) {
    return std::ranges::is_sorted(elements);
}

TEST(CmsAddSigner, AttachedWithSeveralKindsOfKeys) {
    const Bytes one = signWith(gostPerson(), kText, CmsContent::Attached);
    const Bytes two = addSigner(rsaPerson(), one);
    const Bytes three = addSigner(ecPerson(), two);
    expectIntact(three, nullptr, {&gostPerson(), &rsaPerson(), &ecPerson()});
    const auto cms = read(three);
    EXPECT_EQ(cms.contentStart, kText);
    EXPECT_EQ(cms.version, 1);
    EXPECT_EQ(cms.digestAlgorithms.size(), 2U);
    EXPECT_EQ(cms.certificates.size(), 3U);
    EXPECT_TRUE(ascending(cms.digestAlgorithms));
    EXPECT_TRUE(ascending(cms.certificates));
    std::vector<Bytes> signers;
    for (const auto& signer : cms.signers)
        signers.push_back(signer.encoded);
    EXPECT_TRUE(ascending(signers));
    const Bytes before = read(one).signers.front().encoded;
    EXPECT_NE(std::ranges::find(signers, before), signers.end());
}

TEST(CmsAddSigner, DetachedWithSeveralKindsOfKeys) {
    const Bytes one = signWith(rsaPerson(), kText, CmsContent::Detached);
    const Bytes two = addSigner(gostPerson(), one, &kText);
    expectIntact(two, &kText, {&rsaPerson(), &gostPerson()});
    EXPECT_FALSE(read(two).hasContent);
}

TEST(CmsAddSigner, SecondSignatureOfOneKeyNeedsNothingTwice) {
    const Bytes one = signWith(rsaPerson(), kText, CmsContent::Attached);
    const auto cms = read(addSigner(rsaPerson(), one));
    EXPECT_EQ(cms.signers.size(), 2U);
    EXPECT_EQ(cms.certificates.size(), 1U);
    EXPECT_EQ(cms.digestAlgorithms.size(), 1U);
}

TEST(CmsAddSigner, OpensslAcceptsBothSignatures) {
    const auto folder = scratchFolder();
    writeFile(folder / "text", kText);
    writeFile(folder / "ca.crt", viewOf(toPem("CERTIFICATE", signingAuthority().certificate().der())));
    writeFile(folder / "two.cms", addSigner(ecPerson(), signWith(rsaPerson(), kText, CmsContent::Attached)));
    writeFile(folder / "two.p7s",
              addSigner(otherRsaPerson(), signWith(rsaPerson(), kText, CmsContent::Detached), &kText));
    const std::string common = "cms -verify -binary -inform DER -CAfile ca.crt -purpose any -attime " +
                               std::to_string(goodTime().time_since_epoch().count()) + " -out out ";
    const auto attached = openssl(folder, common + "-in two.cms");
    EXPECT_EQ(attached.exitCode, 0) << attached.output;
    EXPECT_EQ(fileContent(folder / "out"), kText);
    const auto detached = openssl(folder, common + "-in two.p7s -content text");
    EXPECT_EQ(detached.exitCode, 0) << detached.output;
}

/// Unsigned attributes, revocation lists, answers and certificates of other kinds travel along unchanged.
FileRecipe richFile() {
    FileRecipe file;
    file.version = 5;
    file.content = kText;
    file.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.3"),
                             der::sequence({der::oid(Oid("2.16.840.1.101.3.4.2.1"))})};
    file.certificates = {certificateOf(gostPerson()), certificateOf(rsaPerson()),
                         der::element(0xA2, der::octetString(kText))};
    file.revocationInfos = {
        der::sequence({der::octetString(kText)}),
        der::constructed(0xA1, {der::oid(Oid("1.3.6.1.5.5.7.16.2")), der::sequence({der::null()})})};
    SignerRecipe signer{&rsaPerson()};
    signer.unsignedAttributes = {attribute("1.2.840.113549.1.9.16.2.14", {der::sequence({der::null()})}),
                                 attribute("1.2.3", {der::utf8String("kept")})};
    file.signers = {signerInfo(signer, kText)};
    return file;
}

TEST(CmsAddSigner, EverythingInItStays) {
    const FileRecipe before = richFile();
    const auto after = read(addSigner(otherRsaPerson(), signedData(before)));
    EXPECT_EQ(after.version, 5);
    EXPECT_EQ(after.contentStart, kText);
    const auto contains = [](const std::vector<Bytes>& all, const Bytes& one) {
        return std::ranges::find(all, one) != all.end();
    };
    for (const Bytes& each : before.certificates)
        EXPECT_TRUE(contains(after.certificates, each));
    EXPECT_EQ(after.certificates.size(), before.certificates.size() + 1);
    EXPECT_TRUE(contains(after.crls, before.revocationInfos[0]));
    EXPECT_TRUE(contains(after.otherRevocationInfos, before.revocationInfos[1]));
    // SHA-256 is there already, without parameters.
    EXPECT_EQ(after.digestAlgorithms.size(), before.digestAlgorithms.size());
    for (const Bytes& each : before.digestAlgorithms)
        EXPECT_TRUE(contains(after.digestAlgorithms, each));
    EXPECT_TRUE(std::ranges::any_of(
        after.signers, [&before](const auto& signer) { return signer.encoded == before.signers.front(); }));
    expectIntact(addSigner(otherRsaPerson(), signedData(before)), nullptr, {&rsaPerson(), &otherRsaPerson()});
}

TEST(CmsAddSigner, AnyEncodingComesOutAsDer) {
    const Bytes one = signWith(rsaPerson(), kText, CmsContent::Attached);
    for (const std::string& text : {toPem("CMS", one), toPem("PKCS7", one), toBase64(one)}) {
        const Bytes two = addSigner(ecPerson(), viewOf(text));
        EXPECT_EQ(two.front(), der::kSequence);
        DerReader reader{ByteView(two)};
        EXPECT_TRUE(reader.expect(der::kSequence).ok());
        EXPECT_TRUE(reader.atEnd());
        expectIntact(two, nullptr, {&rsaPerson(), &ecPerson()});
    }
}

TEST(CmsAddSigner, StreamedBerComesOutAsDer) {
    const auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    const Bytes large(700'000, 'x');
    writeFile(folder / "text", large);
    ASSERT_EQ(openssl(folder, "cms -sign -binary -nodetach -stream -in text -signer rsa.crt -inkey rsa.key "
                              "-outform DER -out ber.cms")
                  .exitCode,
              0);
    const Bytes ber = fileContent(folder / "ber.cms");
    ASSERT_EQ(ber[1], 0x80) << "openssl was expected to write an indefinite length";
    const Bytes two = addSigner(gostPerson(), ber);
    DerReader reader{ByteView(two)};
    EXPECT_TRUE(reader.expect(der::kSequence).ok());
    EXPECT_TRUE(reader.atEnd());
    expectIntact(two, nullptr, {&rsaPerson(), &gostPerson()});
    EXPECT_EQ(read(two).contentSize, large.size());
}

TEST(CmsAddSigner, RefusalsHaveTheirCodes) {
    const Bytes attached = signWith(rsaPerson(), kText, CmsContent::Attached);
    const Bytes detached = signWith(rsaPerson(), kText, CmsContent::Detached);
    EXPECT_EQ(addOutcome(ecPerson(), attached, &kText), "cms.content_twice");
    EXPECT_EQ(addOutcome(ecPerson(), detached), "cms.content_missing");
    EXPECT_EQ(addOutcome(ecPerson(), detached, &kOther), "cms.content_other");
    EXPECT_EQ(addOutcome(ecPerson(), kText), "cms.malformed");
    EXPECT_EQ(addOutcome(ecPerson(), ByteView(attached).first(attached.size() - 1)), "cms.malformed");
    Bytes wrong = attached;
    wrong.back() ^= 1;
    EXPECT_EQ(addOutcome(ecPerson(), wrong), "signature.wrong");
    FileRecipe empty;
    empty.content = kText;
    EXPECT_EQ(addOutcome(ecPerson(), signedData(empty)), "cms.no_signers");
    SignerRecipe token{&rsaPerson()};
    token.attributes = {contentTypeAttribute(kIdTstInfo),
                        messageDigestAttribute(DigestAlgorithm::Sha256, kText)};
    EXPECT_EQ(addOutcome(ecPerson(), attachedBy(token, kText, kIdTstInfo)), "input.unknown_format");
}

TEST(CmsAddSigner, ContentOfAnAttachedFileThatWasSwappedIsRefused) {
    FileRecipe file;
    file.content = kOther;
    file.certificates = {certificateOf(rsaPerson())};
    file.signers = {signerInfo({&rsaPerson()}, kText)};
    EXPECT_EQ(addOutcome(ecPerson(), signedData(file)), "cms.content_other");
}

TEST(CmsAddSigner, SixtyFourSignersAreTheMost) {
    FileRecipe file;
    file.content = kText;
    file.digestAlgorithms = {algorithm("2.16.840.1.101.3.4.2.1")};
    file.certificates = {certificateOf(rsaPerson())};
    file.signers.assign(63, signerInfo({&rsaPerson()}, kText));
    const Bytes full = addSigner(ecPerson(), signedData(file));
    EXPECT_EQ(read(full).signers.size(), 64U);
    EXPECT_EQ(addOutcome(ecPerson(), full), "cms.too_many_signers");
}

TEST(CmsAddSigner, FileThatChangesBetweenReadingsIsRefused) {
    const Bytes before = signWith(rsaPerson(), kText, CmsContent::Attached);
    Bytes sameSize = kText;
    sameSize.back() ^= 1;
    for (const Bytes& after : {signWith(rsaPerson(), sameSize, CmsContent::Attached),
                               signWith(rsaPerson(), kOther, CmsContent::Attached),
                               signWith(rsaPerson(), Bytes(100'000, 'x'), CmsContent::Attached),
                               Bytes(before.begin(), before.begin() + 50), Bytes{}}) {
        ChangingInput input(before, after);
        const auto session = sessionFor(ecPerson());
        MemorySink sink;
        EXPECT_EQ(outcome(sign::addCmsSigner(*session, input, nullptr,
                                             {CmsContent::Attached, goodTime(), std::nullopt}, sink, {})),
                  "file.changed_meanwhile");
    }
}

TEST(CmsReader, ContentThatChangesBeforeTheSecondDigestIsRefused) {
    // The signer's digest is not announced, so the reader reads twice.
    FileRecipe file;
    file.content = kText;
    file.certificates = {certificateOf(gostPerson())};
    file.signers = {signerInfo({&gostPerson(), DigestAlgorithm::Streebog512}, kText)};
    const Bytes before = signedData(file);
    file.content->back() ^= 1;
    ChangingInput input(before, signedData(file));
    EXPECT_EQ(outcome(sign::readCms(input, nullptr, {})), "file.changed_meanwhile");
}

} // namespace
} // namespace tanba::test
