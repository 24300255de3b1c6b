#include "app/gui/documents/known_secret.h"

#include "core/guidance/password_judgement.h"

namespace tanba::gui {

bool everybodyKnows(const SecretBytes& secret, const SigningKeyOption& key) {
    const auto medium = key.onCard() ? guidance::SecretMedium::CardOrToken : guidance::SecretMedium::KeyFile;
    return !secret.empty() && guidance::publishedSecret(secret, medium) == guidance::SecretKnown::Published;
}

} // namespace tanba::gui
