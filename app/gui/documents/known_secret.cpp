#include "app/gui/documents/known_secret.h"

namespace tanba::gui {

guidance::SecretMedium mediumOf(const SigningKeyOption& key) {
    return key.onCard() ? guidance::SecretMedium::CardOrToken : guidance::SecretMedium::KeyFile;
}

bool everybodyKnows(const SecretBytes& secret, const SigningKeyOption& key) {
    return !secret.empty() &&
           guidance::publishedSecret(secret, mediumOf(key)) == guidance::SecretKnown::Published;
}

} // namespace tanba::gui
