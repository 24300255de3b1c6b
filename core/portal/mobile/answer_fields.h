#pragma once

#include "core/portal/mobile/invitation.h"
#include "core/portal/mobile/strict_json.h"

namespace tanba::portal::mobile {

/// An answer that is not what it should be, at this member.
Failure wrongAt(std::string_view member);

/// A member that is a text, or empty when it is absent; mobile.answer_wrong for anything else and beyond
/// kMaxText.
Result<std::string> textOf(const Json& object, std::string_view member);

/// nameKz, nameRu, nameEn.
Result<Names> namesOf(const Json& object);

} // namespace tanba::portal::mobile
