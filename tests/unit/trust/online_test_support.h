#pragma once

#include "core/trust/network_evidence.h"
#include "core/trust/verify_document.h"
#include "tests/support/memory_file_store.h"
#include "tests/support/online_extensions.h"
#include "tests/support/scripted_http.h"
#include "tests/unit/trust/trust_test_support.h"

namespace tanba::test {

inline constexpr const char* kResponder = "http://ocsp.test.kz/";
inline constexpr const char* kList = "http://crl.test.kz/list.crl";
inline constexpr const char* kMirror = "http://crl1.test.kz/list.crl";
inline constexpr const char* kDelta = "http://crl.test.kz/delta.crl";
inline constexpr const char* kListFolder = "/data/lists";

/// A root, a responder and a person whose certificate names a responder, two mirrors of a list and a delta; a
/// scripted network in which nothing is served yet, and a disk for the lists.
struct OnlineWorld {
    OnlineWorld();

    Authority root = Authority::makeRoot(crypto::KeyAlgorithm::Ec, "ROOT");
    Authority other = Authority::makeRoot(crypto::KeyAlgorithm::Ec, "OTHER");
    Identity responder = root.issue(crypto::KeyAlgorithm::Ec, CertificateProfile::ocspResponder());
    Identity person;
    std::shared_ptr<ScriptedHttp> network = std::make_shared<ScriptedHttp>();
    MemoryFileStore disk;
    FixedClock clock{goodTime()};
    TimeWitness* witness = nullptr; ///< must outlive the runs

    /// A person of the root's with these places in the certificate.
    Identity personNaming(const OnlinePlaces& places, Authority* issuer = nullptr);
    Bytes answer(OcspStatus status, const Bytes& nonce = {}, Time producedAt = goodTime());
    Bytes list(const std::vector<RevokedSerial>& revoked = {});
    /// One run's way to the network.
    std::shared_ptr<trust::NetworkEvidence> evidence();
    trust::OnlineSubject subject() const;

    /// The report of one signature by `signer`, judged with a run of its own.
    trust::SignatureReport check(const Identity& signer, const trust::TrustStore& store,
                                 std::vector<trust::Crl> lists = {}, const CancelToken* cancel = nullptr);
    trust::SignatureReport check() { return check(person, nationalStore(root.certificate())); }
};

/// No host, with the code.
ScriptedHttp::Serve failing(FailureCode code);
ScriptedHttp::Serve status(int status);

/// The content of the nonce extension of an OCSPRequest, found by its OID.
Bytes nonceOf(ByteView request);

} // namespace tanba::test
