#include "core/keys/web_authority.h"

#include "core/base/clock.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/keys/certificate_writer.h"
#include "core/keys/certificate_writer_fields.h"
#include "tests/support/outcome.h"
#include "tests/unit/keys/openssl_command.h"

#include <gtest/gtest.h>

#include <set>

namespace tanba::keys {
namespace {

using test::outcome;

constexpr std::string_view kNameConstraints = "2.5.29.30";
constexpr std::string_view kSubjectAltName = "2.5.29.17";

std::string pemOf(const Certificate& certificate) {
    return toPem("CERTIFICATE", certificate.der());
}

std::string secondsOf(Time time) {
    return std::to_string(time.time_since_epoch().count());
}

TEST(WebAuthority, LeavesFollowEachOtherWithoutAGapAndStayShort) {
    const Time now = SystemClock().now();
    const auto made = makeWebAuthority(now);
    ASSERT_TRUE(made.ok()) << made.failure().detail;
    const auto& leaves = made.value().leaves;
    ASSERT_EQ(leaves.size(), kWebLeaves);
    EXPECT_LT(leaves.front().certificate.notBefore(), now);
    EXPECT_GT(leaves.front().certificate.notAfter(), now);
    std::set<Bytes> keys;
    for (std::size_t index = 0; index < leaves.size(); ++index) {
        const Certificate& leaf = leaves[index].certificate;
        EXPECT_LE(leaf.notAfter() - leaf.notBefore(), std::chrono::days(398));
        if (index > 0) {
            EXPECT_LE(leaf.notBefore(), leaves[index - 1].certificate.notAfter());
        }
        const auto key = crypto::PrivateKey::fromPkcs8(leaves[index].privateKey.view());
        ASSERT_TRUE(key.ok());
        EXPECT_EQ(key.value().publicKey().bits(), 256);
        EXPECT_TRUE(sameBytes(key.value().publicKey().subjectPublicKeyInfo(), leaf.subjectPublicKeyInfo()));
        keys.insert(Bytes(leaf.subjectPublicKeyInfo().begin(), leaf.subjectPublicKeyInfo().end()));
    }
    EXPECT_EQ(keys.size(), kWebLeaves);
    EXPECT_EQ(made.value().certificate.notAfter(), leaves.back().certificate.notAfter());
}

TEST(WebAuthority, EachOneHasAKeyAndANameOfItsOwn) {
    const Time now = SystemClock().now();
    const auto first = makeWebAuthority(now);
    const auto second = makeWebAuthority(now);
    EXPECT_FALSE(sameBytes(first.value().certificate.subjectPublicKeyInfo(),
                           second.value().certificate.subjectPublicKeyInfo()));
    EXPECT_FALSE(first.value().certificate.subject() == second.value().certificate.subject());
}

TEST(WebAuthority, OpenSslAcceptsItsLeavesForThisComputer) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const auto made = makeWebAuthority(SystemClock().now());
    openssl.write("ca.pem", toBytes(pemOf(made.value().certificate)));
    for (const WebLeaf& leaf : made.value().leaves) {
        openssl.write("leaf.pem", toBytes(pemOf(leaf.certificate)));
        const std::string verify = "verify -x509_strict -purpose sslserver -CAfile ca.pem -attime " +
                                   secondsOf(leaf.certificate.notBefore() + std::chrono::hours(1));
        EXPECT_TRUE(openssl.run(verify + " -verify_hostname localhost leaf.pem"));
        EXPECT_TRUE(openssl.run(verify + " -verify_ip 127.0.0.1 leaf.pem"));
        EXPECT_FALSE(openssl.run(verify + " -verify_hostname egov.kz leaf.pem"));
        EXPECT_FALSE(openssl.run(verify + " -verify_ip ::1 leaf.pem"));
        EXPECT_FALSE(openssl.run("verify -purpose smimesign -CAfile ca.pem leaf.pem"));
    }
}

TEST(WebAuthority, SaysWhatItIsFor) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const auto made = makeWebAuthority(SystemClock().now());
    openssl.write("ca.pem", toBytes(pemOf(made.value().certificate)));
    const auto text = openssl.run("x509 -in ca.pem -noout -text");
    ASSERT_TRUE(text);
    for (const char* expected :
         {"X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
          "X509v3 Name Constraints: critical", "TLS Web Server Authentication",
          "Permitted:\n                  DNS:localhost\n                  IP:127.0.0.1/255.255.255.255",
          "DirName:CN = \"Tanba, this computer only (", "Excluded:\n                  IP:0:0:0:0:0:0:0:0"})
        EXPECT_NE(text->find(expected), std::string::npos) << expected << "\nin\n" << *text;
}

/// An authority with another key, held to what the real one is held to: what somebody could do who had got
/// hold of a key that does not exist any more.
class Twin {
  public:
    explicit Twin(const Certificate& real)
        : key_(crypto::PrivateKey::generate(crypto::KeyAlgorithm::Ec, 256).value()), real_(real),
          certificate_(make()) {}

    const Certificate& certificate() const { return certificate_; }

    Certificate leaf(const Bytes& generalNames, const std::string& commonName = {}) const {
        CertificateDraft draft = draftFrom();
        if (!commonName.empty()) {
            Owner owner;
            owner.commonName = commonName;
            draft.subject = holderName(owner);
        }
        draft.extensions = {
            keyUsageElement({KeyUsageBit::DigitalSignature}),
            extensionElement(Oid(kSubjectAltName), commonName.empty(), der::sequence({generalNames}))};
        return writeCertificate(draft, key_.publicKey(), key_).value();
    }

  private:
    CertificateDraft draftFrom() const {
        CertificateDraft draft;
        draft.issuer = Bytes(real_.subject().der().begin(), real_.subject().der().end());
        draft.subject = der::sequence({});
        draft.notBefore = SystemClock().now() - std::chrono::hours(1);
        draft.notAfter = draft.notBefore + std::chrono::days(1);
        return draft;
    }

    Certificate make() const {
        CertificateDraft draft = draftFrom();
        draft.subject = draft.issuer;
        for (const Extension& extension : real_.extensions())
            draft.extensions.push_back(extensionElement(extension.type, extension.critical, extension.value));
        return writeCertificate(draft, key_.publicKey(), key_).value();
    }

    crypto::PrivateKey key_;
    Certificate real_;
    Certificate certificate_;
};

Bytes name(int kind, ByteView value) {
    return der::element(der::context(kind), value);
}

TEST(WebAuthority, OpenSslRefusesEverythingElseUnderItsConstraints) {
    const OpenSslCommand openssl;
    TANBA_NEEDS_OPENSSL(openssl);
    const auto real = makeWebAuthority(SystemClock().now());
    ASSERT_NE(real.value().certificate.extension(Oid(kNameConstraints)), nullptr);
    const Twin twin(real.value().certificate);
    openssl.write("ca.pem", toBytes(pemOf(twin.certificate())));
    const auto accepted = [&](const Certificate& leaf) {
        openssl.write("leaf.pem", toBytes(pemOf(leaf)));
        return openssl.run("verify -CAfile ca.pem leaf.pem").has_value();
    };
    const Bytes localhost = name(2, viewOf("localhost"));
    const Bytes thisAddress = name(7, Bytes{127, 0, 0, 1});
    const Bytes v6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    // The judge must be able to say yes.
    EXPECT_TRUE(accepted(twin.leaf(localhost)));
    EXPECT_TRUE(accepted(twin.leaf(thisAddress)));
    EXPECT_FALSE(accepted(twin.leaf(name(2, viewOf("egov.kz")))));
    EXPECT_FALSE(accepted(twin.leaf(name(2, viewOf("localhost.egov.kz")))));
    EXPECT_FALSE(accepted(twin.leaf(name(7, Bytes{127, 0, 0, 2}))));
    EXPECT_FALSE(accepted(twin.leaf(name(7, Bytes{10, 0, 0, 1}))));
    EXPECT_FALSE(accepted(twin.leaf(name(7, v6))));
    EXPECT_FALSE(accepted(twin.leaf(name(1, viewOf("somebody@egov.kz")))));
    EXPECT_FALSE(accepted(twin.leaf(name(6, viewOf("https://egov.kz/")))));
    EXPECT_FALSE(accepted(twin.leaf(localhost, "СЫНАҚОВ СЫНАҚ")));
}

} // namespace
} // namespace tanba::keys
