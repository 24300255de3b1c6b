#include "tests/unit/sign/cms_test_support.h"

namespace tanba::test {
namespace {

using sign::Integrity;
using sign::ReasonCode;

const Bytes kText = toBytes("Text that the openssl program signs\r\nwith two lines\n");

/// `openssl cms -sign` with these options over kText; the file it wrote.
Bytes signedByOpenssl(const std::string& options) {
    const auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    exportIdentity(folder, "other", otherRsaPerson());
    exportIdentity(folder, "ec", ecPerson());
    writeFile(folder / "text", kText);
    const auto result = openssl(folder, "cms -sign -binary -in text -out signed " + options);
    EXPECT_EQ(result.exitCode, 0) << result.output;
    return fileContent(folder / "signed");
}

struct OpensslCase {
    std::string name;
    std::string options;
    bool detached = false;
    bool bare = false; ///< without signed attributes
    std::size_t signers = 1;
};

class MadeByOpenssl : public testing::TestWithParam<OpensslCase> {};

TEST_P(MadeByOpenssl, IsIntactAndNothingElseIs) {
    const OpensslCase& each = GetParam();
    const Bytes cms = signedByOpenssl(each.options);
    const auto file = verified(cms, each.detached ? &kText : nullptr);
    EXPECT_EQ(file.format, each.detached ? sign::Format::CmsDetached : sign::Format::CmsAttached);
    ASSERT_EQ(file.signatures.size(), each.signers);
    for (const auto& evidence : file.signatures) {
        EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
        EXPECT_EQ(evidence.claimedTime.has_value(), !each.bare);
    }
    if (!each.detached)
        return;
    const Bytes other = toBytes("Something else");
    for (const auto& evidence : verified(cms, &other).signatures)
        EXPECT_EQ(evidence.integrity, each.bare ? Integrity::SignatureWrong : Integrity::ContentChanged);
    for (const auto& evidence : verified(cms).signatures)
        EXPECT_EQ(evidence.integrity, Integrity::ContentMissing);
}

INSTANTIATE_TEST_SUITE_P(
    Options, MadeByOpenssl,
    testing::Values(OpensslCase{"Attached", "-nodetach -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Detached", "-outform DER -signer rsa.crt -inkey rsa.key", true},
                    OpensslCase{"Pem", "-nodetach -outform PEM -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Stream", "-nodetach -stream -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"StreamPem", "-nodetach -stream -outform PEM -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"NoAttributes",
                                "-nodetach -noattr -outform DER -signer rsa.crt -inkey rsa.key", false, true},
                    OpensslCase{"NoAttributesDetached", "-noattr -outform DER -signer rsa.crt -inkey rsa.key",
                                true, true},
                    OpensslCase{"KeyId", "-nodetach -keyid -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Cades", "-nodetach -cades -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Sha1", "-nodetach -md sha1 -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Sha224", "-nodetach -md sha224 -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Sha384", "-nodetach -md sha384 -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Sha512", "-nodetach -md sha512 -outform DER -signer rsa.crt -inkey rsa.key"},
                    OpensslCase{"Ec", "-nodetach -outform DER -signer ec.crt -inkey ec.key"},
                    OpensslCase{"EcSha512", "-nodetach -md sha512 -outform DER -signer ec.crt -inkey ec.key"},
                    OpensslCase{"EcNoAttributes",
                                "-nodetach -noattr -outform DER -signer ec.crt -inkey ec.key", false, true},
                    OpensslCase{
                        "TwoSigners",
                        "-nodetach -outform DER -signer rsa.crt -inkey rsa.key -signer ec.crt -inkey ec.key",
                        false, false, 2},
                    OpensslCase{"ThreeSigners",
                                "-outform DER -signer rsa.crt -inkey rsa.key -signer ec.crt -inkey ec.key "
                                "-signer other.crt -inkey other.key",
                                true, false, 3},
                    OpensslCase{"OtherCertificates",
                                "-nodetach -outform DER -signer rsa.crt -inkey rsa.key -certfile other.crt"}),
    [](const auto& instance) { return instance.param.name; });

TEST(OpensslFile, WithoutCertificatesNothingIsEstablished) {
    const auto evidence =
        onlySignature(signedByOpenssl("-nodetach -nocerts -outform DER -signer rsa.crt -inkey rsa.key"));
    EXPECT_NE(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(objections(evidence), "integrity.signer_certificate_missing");
}

TEST(OpensslFile, UnknownPaddingIsNotEstablished) {
    const auto evidence = onlySignature(signedByOpenssl(
        "-nodetach -outform DER -signer rsa.crt -inkey rsa.key -keyopt rsa_padding_mode:pss"));
    EXPECT_NE(evidence.integrity, Integrity::Ok);
    EXPECT_EQ(objections(evidence), "integrity.algorithm_unknown");
}

TEST(OpensslFile, AnotherContentTypeIsReadWithItsAttribute) {
    const auto evidence = onlySignature(signedByOpenssl(
        "-nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -outform DER -signer rsa.crt -inkey rsa.key"));
    EXPECT_EQ(evidence.integrity, Integrity::Ok) << objections(evidence);
}

TEST(OpensslFile, OtherKindsOfCmsAreTold) {
    const auto folder = scratchFolder();
    exportIdentity(folder, "rsa", rsaPerson());
    writeFile(folder / "text", kText);
    ASSERT_EQ(openssl(folder, "cms -encrypt -aes256 -in text -outform DER -out enveloped rsa.crt").exitCode,
              0);
    EXPECT_EQ(readOutcome(fileContent(folder / "enveloped")), "cms.not_signed_data");
    ASSERT_EQ(openssl(folder, "cms -digest_create -in text -outform DER -out digested").exitCode, 0);
    EXPECT_EQ(readOutcome(fileContent(folder / "digested")), "cms.not_signed_data");
}

} // namespace
} // namespace tanba::test
