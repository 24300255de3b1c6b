#include "tests/unit/service_policy/policy_world.h"

#include "core/base/clock.h"
#include "core/crypto/digest.h"

namespace tanba::service {

namespace {

test::Authority& authority() {
    static test::Authority made = test::Authority::makeRoot(crypto::KeyAlgorithm::Ec, "СЫНАҚ ОРТАЛЫҚ");
    return made;
}

test::Identity issued(const std::vector<std::string>& usages) {
    test::CertificateProfile profile;
    profile.extendedKeyUsage = usages;
    const Time now = SystemClock().now();
    profile.notBefore = now - std::chrono::days(1);
    profile.notAfter = now + std::chrono::days(1);
    return authority().issue(crypto::KeyAlgorithm::Ec, profile);
}

} // namespace

std::string policyText(const std::string& rules, const std::string& log) {
    return "{\"log\":\"" + log + "\",\"rules\":[" + rules + "]}";
}

ConsentPolicy portalPolicy() {
    return {{{kPortal, {ConsentFormat::CmsAttached, ConsentFormat::CmsDetached}, PolicyRule::Identity::Keep}},
            "/tmp/log"};
}

ConsentItem document(const std::string& content) {
    ConsentItem item;
    item.content = std::make_shared<const Bytes>(toBytes(content));
    item.digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, *item.content).value().bytes;
    item.size = content.size();
    return item;
}

ConsentQuestion portalQuestion() {
    ConsentQuestion question;
    question.id = 7;
    question.caller = {1, Caller::Kind::Browser, "Firefox", kPortal};
    question.items = {document("a document")};
    return question;
}

test::Identity informationSystem() {
    return issued({"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6"});
}

test::Identity person() {
    return issued({"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"});
}

} // namespace tanba::service
