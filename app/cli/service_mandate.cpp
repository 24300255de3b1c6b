#include "app/cli/service_mandate.h"

#include "app/cli/secret_input.h"
#include "core/keys/pkcs12_token.h"

namespace tanba::cli {

namespace {

constexpr std::size_t kMaxPolicyFile = std::size_t{64} * 1024;

Result<service::ConsentPolicy> policyIn(const std::string& file, FileStore& files) {
    TANBA_TRY(const Bytes content, readFile(files, file, kMaxPolicyFile));
    auto policy = service::readPolicy(asText(content));
    if (!policy.ok())
        return fail(policy.failure().code, file, policy.failure().detail);
    return policy;
}

Result<std::unique_ptr<keys::KeySession>> openKey(const ServiceArguments& arguments,
                                                  const Services& services) {
    SecretInput secrets(services.console, arguments.passwordFile, services.cancel);
    const std::unique_ptr<keys::Token> token = keys::pkcs12Token(services.files, arguments.keyFile, {});
    TANBA_TRY(std::unique_ptr<keys::KeySession> session,
              token->keys().front()->open(secrets, &services.cancel));
    TANBA_TRY(const trust::TrustStore trust, trust::builtInTrust());
    TANBA_CHECK(service::permitsKey(session->certificate(), trust));
    return session;
}

} // namespace

Result<std::unique_ptr<service::PolicyDesk::Mandate>> serviceMandate(const ServiceArguments& arguments,
                                                                     const Services& services) {
    if (arguments.policyFile.empty())
        return std::unique_ptr<service::PolicyDesk::Mandate>();
    auto mandate = std::make_unique<service::PolicyDesk::Mandate>();
    TANBA_TRY(mandate->policy, policyIn(arguments.policyFile, services.files));
    TANBA_TRY(mandate->key, openKey(arguments, services));
    TANBA_TRY(std::unique_ptr<GrowingFile> log,
              services.growing.openGrowing(mandate->policy.log, IfHeld::Refuse));
    mandate->log = std::make_unique<service::PolicyLog>(std::move(log), services.clock);
    return mandate;
}

} // namespace tanba::cli
