#include "app/gui/documents/key_opening.h"

#include "core/base/thrown_failure.h"
#include "core/keys/pkcs12_token.h"

#include <algorithm>

namespace tanba::gui {

Result<std::unique_ptr<keys::KeySession>> openChosenKey(keys::Token& token, const SigningKeyOption& option,
                                                        keys::PinSource& pins, const CancelToken* cancel) {
    // A key file knows the id of its key only after the password.
    const std::vector<std::unique_ptr<keys::SigningKey>> keys = token.keys();
    const auto key = std::ranges::find_if(
        keys, [&option](const auto& each) { return !option.onCard() || each->id() == option.keyId; });
    if (key == keys.end())
        return fail(FailureCode::KeyIdNotFound, option.keyId);
    TANBA_TRY(std::unique_ptr<keys::KeySession> session, (*key)->open(pins, cancel));
    // The consent was for the key that was shown.
    if (!option.certificate || !(session->certificate() == *option.certificate))
        return fail(FailureCode::FileChangedMeanwhile, token.label());
    return session;
}

Result<std::unique_ptr<keys::KeySession>> openWantedKey(keys::Token& token, const SigningKeyOption& option,
                                                        keys::PinSource& pins, CancelGate& gate,
                                                        const CancelToken* cancel) {
    TANBA_TRY(std::unique_ptr<keys::KeySession> session, openChosenKey(token, option, pins, cancel));
    if (!gate.begin())
        return fail(FailureCode::Cancelled);
    return session;
}

Result<std::optional<CardEntry>> withTokenOf(const SigningKeyOption& option, OpenCard* card, FileStore& files,
                                             const std::function<void(keys::Token&)>& work) {
    if (option.onCard() && card == nullptr)
        return fail(FailureCode::CardAbsent);
    try {
        if (option.onCard()) {
            card->with(work);
            return std::optional(card->describe());
        }
        const std::unique_ptr<keys::Token> token = keys::pkcs12Token(files, option.file, option.keyId);
        work(*token);
        return std::optional<CardEntry>();
    } catch (...) {
        return thrownFailure();
    }
}

} // namespace tanba::gui
