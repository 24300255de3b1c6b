// `openssl ts` plays the authority that answers us, and judges the token that we put into a signature.
#include "core/base/encoding.h"
#include "core/sign/cms_timestamping.h"
#include "core/trust/timestamp_client.h"
#include "tests/support/scripted_http.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/sign/cms_test_support.h"

namespace tanba::trust {
namespace {

using crypto::DigestAlgorithm;
using test::outcome;

constexpr const char* kAddress = "http://tsa.test.kz/";
const Bytes kText = toBytes("text that is stamped");

// `openssl ts` stamps with the time of now.
constexpr std::string_view kConfiguration = R"([tsa]
default_tsa = ours
[ours]
serial = serial
crypto_device = builtin
signer_cert = tsa.crt
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.398.3.3.2.6.2
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
)";

/// A TSA of openssl's in a folder of its own, behind a scripted network.
class OpensslTsa {
  public:
    OpensslTsa() {
        test::CertificateProfile profile = test::CertificateProfile::timestamping();
        profile.notBefore = test::at("2020-01-01T00:00:00Z");
        profile.notAfter = test::at("2049-01-01T00:00:00Z");
        test::exportIdentity(folder, "tsa", root.issue(crypto::KeyAlgorithm::Rsa, profile));
        test::writeFile(folder / "root.crt", viewOf(toPem("CERTIFICATE", root.certificate().der())));
        test::writeFile(folder / "tsa.cnf", viewOf(kConfiguration));
        test::writeFile(folder / "serial", viewOf("01\n"));
        network->serve(kAddress, [this](const HttpRequest& request) -> Result<HttpAnswer> {
            test::writeFile(folder / "query", request.body);
            run("ts -reply -config tsa.cnf -queryfile query -out reply");
            return HttpAnswer{200, "application/timestamp-reply", test::fileContent(folder / "reply")};
        });
    }

    void run(const std::string& arguments) const {
        const auto result = test::openssl(folder, arguments);
        EXPECT_EQ(result.exitCode, 0) << arguments << "\n" << result.output;
    }

    test::Authority root = test::Authority::makeRoot(crypto::KeyAlgorithm::Rsa, "TSA ROOT");
    std::filesystem::path folder = test::scratchFolder();
    std::shared_ptr<test::ScriptedHttp> network = std::make_shared<test::ScriptedHttp>();
};

class StampedByOpenssl : public testing::TestWithParam<DigestAlgorithm> {};
TEST_P(StampedByOpenssl, IsAcceptedByBothSides) {
    const OpensslTsa tsa;
    NetworkTimestamps source(tsa.network,
                             {TimestampAuthority::ofUser(kAddress).value(), OnlineHosts::builtIn().value()});
    test::SignerRecipe signer{&test::rsaPerson(), GetParam()};
    const auto stamped = sign::addTimestamps(test::attachedBy(signer, kText), source);
    ASSERT_EQ(outcome(stamped), "ok") << stamped.failure().detail;

    MemoryInput input{ByteView(stamped.value())};
    const auto cms = sign::readCms(input, nullptr, {});
    ASSERT_EQ(outcome(cms), "ok");
    ASSERT_EQ(cms.value().signers.size(), 1U);
    test::writeFile(tsa.folder / "token", cms.value().signers.front().timestampToken);
    test::writeFile(tsa.folder / "value", cms.value().signers.front().signature);
    tsa.run("ts -verify -in token -token_in -data value -CAfile root.crt");
    tsa.run("ts -verify -in token -token_in -queryfile query -CAfile root.crt");
    test::writeFile(tsa.folder / "other", kText);
    EXPECT_NE(
        test::openssl(tsa.folder, "ts -verify -in token -token_in -data other -CAfile root.crt").exitCode, 0)
        << "the judge must be able to refuse";
}
INSTANTIATE_TEST_SUITE_P(TimestampOpenssl, StampedByOpenssl,
                         testing::Values(DigestAlgorithm::Sha256, DigestAlgorithm::Sha512));

TEST(TimestampOpenssl, ItsRefusalIsTold) {
    const OpensslTsa tsa;
    NetworkTimestamps source(tsa.network,
                             {TimestampAuthority::ofUser(kAddress).value(), OnlineHosts::builtIn().value()});
    const auto refused = source.stamp(kText, DigestAlgorithm::Sha384, nullptr);
    EXPECT_EQ(outcome(refused), "timestamp.refused");
    EXPECT_EQ(refused.failure().subject, "tsa.test.kz, rejection, badAlg");
    EXPECT_NE(refused.failure().detail, "");
}

} // namespace
} // namespace tanba::trust
