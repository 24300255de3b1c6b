#include "app/cli/sign_key.h"

#include "app/cli/argument_rules.h"
#include "app/cli/token_view.h"
#include "core/keys/kz_profile.h"
#include "core/keys/pkcs12_token.h"

#include <algorithm>

namespace tanba::cli {

namespace {

using Keys = std::vector<std::unique_ptr<keys::SigningKey>>;

bool permits(const keys::SigningKey& key, const SignArguments& arguments) {
    const auto certificate = key.certificate();
    if (!certificate)
        return false;
    const keys::Purpose purpose = keys::purposeOf(*certificate);
    return arguments.loginOrigin ? keys::permitsLogin(purpose) : keys::permitsSigning(purpose);
}

std::string idsOf(const std::vector<keys::SigningKey*>& keys) {
    std::string ids;
    for (const keys::SigningKey* key : keys)
        ids += (ids.empty() ? "" : ", ") + key->id();
    return ids;
}

/// The key with the id, or the only one that is meant for what is to be signed.
Result<keys::SigningKey*> chooseKey(const Keys& keys, const keys::Token& token,
                                    const SignArguments& arguments) {
    if (keys.empty())
        return fail(FailureCode::CardNoKeys, token.label());
    std::vector<keys::SigningKey*> fitting;
    for (const auto& key : keys)
        if (arguments.keyId.empty() ? permits(*key, arguments) : key->id() == arguments.keyId)
            fitting.push_back(key.get());
    if (fitting.size() > 1)
        return usage("key_id_needed", idsOf(fitting));
    if (fitting.size() == 1)
        return fitting.front();
    if (!arguments.keyId.empty())
        return fail(FailureCode::KeyIdNotFound, arguments.keyId);
    const bool anyCertificate =
        std::ranges::any_of(keys, [](const auto& key) { return key->certificate().has_value(); });
    return fail(anyCertificate ? FailureCode::CertificateWrongPurpose : FailureCode::CardNoCertificate);
}

} // namespace

SignKey::SignKey(const SignArguments& arguments, const Services& services)
    : arguments_(arguments), services_(services),
      secrets_(services.console, arguments.passwordFile, services.cancel,
               arguments.token.empty() ? SecretKind::Password : SecretKind::Pin),
      sources_(services, arguments.sources) {}

Outcome SignKey::open() {
    return arguments_.token.empty() ? openFile() : openToken();
}

Outcome SignKey::openFile() {
    token_ = keys::pkcs12Token(services_.files, arguments_.keyFile, arguments_.keyId);
    auto opened = token_->keys().front()->open(secrets_, &services_.cancel);
    if (!opened.ok()) {
        Failure failure = opened.failure();
        if (failure.subject.empty())
            failure.subject = arguments_.keyFile;
        return failure;
    }
    session_ = std::move(opened).value();
    return Done{};
}

Outcome SignKey::openToken() {
    TANBA_TRY(TokenAtHand found, sources_.find(arguments_.token));
    tellNotices(*found.token, services_.console);
    const Keys keys = found.token->keys();
    TANBA_TRY(keys::SigningKey* const key, chooseKey(keys, *found.token, arguments_));
    tokenJson_ = tokenJson(found);
    TANBA_TRY(session_, key->open(secrets_, &services_.cancel));
    token_ = std::move(found.token);
    return Done{};
}

} // namespace tanba::cli
