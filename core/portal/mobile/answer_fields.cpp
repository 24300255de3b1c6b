#include "core/portal/mobile/answer_fields.h"

namespace tanba::portal::mobile {

Failure wrongAt(std::string_view member) {
    return fail(FailureCode::MobileAnswerWrong, std::string(member));
}

Result<std::string> textOf(const Json& object, std::string_view member) {
    const Json* const found = memberOf(object, member);
    if (found == nullptr)
        return std::string();
    if (!found->is_string() || found->get_ref<const std::string&>().size() > kMaxText)
        return wrongAt(member);
    return found->get<std::string>();
}

Result<Names> namesOf(const Json& object) {
    Names names;
    TANBA_TRY(names.kk, textOf(object, "nameKz"));
    TANBA_TRY(names.ru, textOf(object, "nameRu"));
    TANBA_TRY(names.en, textOf(object, "nameEn"));
    return names;
}

} // namespace tanba::portal::mobile
