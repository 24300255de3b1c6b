#include "core/trust/ocsp_request.h"

#include "core/base/der_writer.h"
#include "tests/unit/trust/online_test_support.h"

#include <openssl/ocsp.h>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;

template <auto free>
struct Free {
    template <typename T>
    void operator()(T* handle) const {
        free(handle);
    }
};
using Request = std::unique_ptr<OCSP_REQUEST, Free<OCSP_REQUEST_free>>;
using X509Handle = std::unique_ptr<X509, Free<X509_free>>;
using CertId = std::unique_ptr<OCSP_CERTID, Free<OCSP_CERTID_free>>;

X509Handle parsed(const keys::Certificate& certificate) {
    const unsigned char* at = certificate.der().data();
    return X509Handle(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size())));
}

/// OpenSSL judges what we write.
TEST(OcspRequest, OpensslReadsTheSameCertificateInIt) {
    for (const KeyAlgorithm algorithm : {KeyAlgorithm::Ec, KeyAlgorithm::Rsa, KeyAlgorithm::Gost2015_512}) {
        auto root = test::Authority::makeRoot(algorithm, "ROOT");
        const test::Identity person = root.issue(KeyAlgorithm::Ec);
        const keys::Certificate& issuer = root.certificate();
        const Bytes nonce(kOcspNonceSize, 0x5A);
        const auto written = writeOcspRequest(issuer.subject().der(), issuer.subjectPublicKeyInfo(),
                                              person.certificate.serial(), nonce);
        ASSERT_TRUE(written.ok());
        const unsigned char* at = written.value().data();
        const Request request(d2i_OCSP_REQUEST(nullptr, &at, static_cast<long>(written.value().size())));
        ASSERT_TRUE(request);
        EXPECT_EQ(at, written.value().data() + written.value().size());
        ASSERT_EQ(OCSP_request_onereq_count(request.get()), 1);
        const CertId expected(
            OCSP_cert_to_id(EVP_sha256(), parsed(person.certificate).get(), parsed(issuer).get()));
        EXPECT_EQ(
            OCSP_id_cmp(OCSP_onereq_get0_id(OCSP_request_onereq_get0(request.get(), 0)), expected.get()), 0);
        EXPECT_GE(OCSP_REQUEST_get_ext_by_NID(request.get(), NID_id_pkix_OCSP_Nonce, -1), 0);
        EXPECT_EQ(test::nonceOf(written.value()), der::octetString(nonce));
    }
}

TEST(OcspRequest, AKeyThatIsNoneIsAFailure) {
    EXPECT_FALSE(writeOcspRequest(Bytes{0x30, 0}, Bytes{1, 2, 3}, Bytes{1}, Bytes(16)).ok());
}

} // namespace
} // namespace tanba::trust
