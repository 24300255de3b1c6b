#pragma once

#include "app/gui/documents/signing_key_option.h"
#include "core/base/secret_bytes.h"
#include "core/guidance/password_judgement.h"

namespace tanba::gui {

guidance::SecretMedium mediumOf(const SigningKeyOption& key);

/// Everybody knows the password or PIN that was just typed for this key: the person is told once the job in
/// hand is done. Only for what was typed here: what is typed on a reader nobody sees, and it is empty.
bool everybodyKnows(const SecretBytes& secret, const SigningKeyOption& key);

} // namespace tanba::gui
