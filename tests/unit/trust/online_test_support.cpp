#include "tests/unit/trust/online_test_support.h"

#include "core/base/der_writer.h"
#include "core/trust/ocsp_parser.h"

#include <algorithm>

namespace tanba::test {

namespace {

constexpr const char* kHosts = R"({"hosts":[{"host":"ocsp.test.kz","for":["status"]},
    {"host":"crl.test.kz","for":["lists"]},{"host":"crl1.test.kz","for":["lists"]}]})";

} // namespace

OnlineWorld::OnlineWorld() : person(personNaming({kResponder, {kList, kMirror}, kDelta})) {
    disk.putFolder(kListFolder);
}

Identity OnlineWorld::personNaming(const OnlinePlaces& places, Authority* issuer) {
    CertificateProfile profile;
    profile.moreExtensions = onlineExtensions(places);
    return (issuer != nullptr ? *issuer : root).issue(crypto::KeyAlgorithm::Ec, profile);
}

Bytes OnlineWorld::answer(OcspStatus status, const Bytes& nonce, Time producedAt) {
    return root.ocspResponse(person.certificate, status, producedAt, &responder, at("2026-06-01T00:00:00Z"),
                             nonce);
}

Bytes OnlineWorld::list(const std::vector<RevokedSerial>& revoked) {
    return root.crl(revoked, at("2026-06-20T00:00:00Z"), at("2026-06-21T00:00:00Z"));
}

std::shared_ptr<trust::NetworkEvidence> OnlineWorld::evidence() {
    trust::NetworkEvidence::Settings settings;
    auto hosts = trust::OnlineHosts::fromJson(kHosts);
    EXPECT_TRUE(hosts.ok());
    settings.hosts = std::move(hosts).value();
    settings.witness = witness;
    return std::make_shared<trust::NetworkEvidence>(network, clock, trust::KeptLists(disk, kListFolder),
                                                    settings);
}

trust::OnlineSubject OnlineWorld::subject() const {
    const keys::Certificate& issuer = root.certificate();
    return {person.certificate, issuer.subject(), issuer.publicKey().value()};
}

trust::SignatureReport OnlineWorld::check(const Identity& signer, const trust::TrustStore& store,
                                          std::vector<trust::Crl> lists, const CancelToken* cancel) {
    trust::Verifier::Settings settings;
    settings.trust = store;
    settings.crls = std::move(lists);
    settings.now = goodTime();
    settings.online = evidence();
    const trust::Verifier verifier(std::move(settings));
    const Bytes file = cmsBy(signer, "document");
    MemoryInput input(file);
    const auto report = verifier.verify("a.cms", input, nullptr, {cancel, nullptr});
    EXPECT_EQ(outcome(report), "ok");
    if (!report.ok() || report.value().signatures.empty())
        return {};
    EXPECT_EQ(report.value().policy, "tanba-online-1");
    return report.value().signatures.front();
}

ScriptedHttp::Serve failing(FailureCode code) {
    return [code](const HttpRequest&) -> Result<HttpAnswer> { return fail(code, "host", "scripted"); };
}

ScriptedHttp::Serve status(int status) {
    return [status](const HttpRequest&) -> Result<HttpAnswer> { return HttpAnswer{status, "text/html", {}}; };
}

Bytes nonceOf(ByteView request) {
    const Bytes type = der::oid(trust::kOcspNonce);
    const auto found = std::search(request.begin(), request.end(), type.begin(), type.end());
    if (found == request.end()) {
        ADD_FAILURE() << "no nonce";
        return {};
    }
    DerReader reader(ByteView(found + static_cast<std::ptrdiff_t>(type.size()), request.end()));
    const auto value = reader.octetString();
    EXPECT_TRUE(value.ok());
    return value.ok() ? Bytes(value.value().begin(), value.value().end()) : Bytes();
}

} // namespace tanba::test
