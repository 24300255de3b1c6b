#include "core/guidance/key_owner.h"

#include "core/guidance/personal_numbers.h"

#include <algorithm>
#include <array>

namespace tanba::guidance {

namespace {

struct TreatmentRow {
    KeyOwnership ownership;
    KeyTreatment treatment;
};
constexpr auto kYes = Permitted::Yes;
constexpr auto kNo = Permitted::No;
constexpr std::array<TreatmentRow, 5> kTreatments{{
    {KeyOwnership::Mine, {kYes, kYes, Shown::No, Shown::No, Shown::No}},
    {KeyOwnership::SomebodyElses, {kNo, kNo, Shown::Yes, Shown::Yes, Shown::Yes}},
    {KeyOwnership::NobodySaid, {kNo, kNo, Shown::Yes, Shown::No, Shown::No}},
    {KeyOwnership::System, {kYes, kYes, Shown::Yes, Shown::No, Shown::No}},
    {KeyOwnership::NotStated, {kNo, kNo, Shown::Yes, Shown::No, Shown::No}},
}};

} // namespace

Result<Person> Person::fromIin(std::string_view iin) {
    const bool digits = std::ranges::all_of(iin, [](char c) { return c >= '0' && c <= '9'; });
    if (iin.size() != kPersonalNumberLength || !digits)
        return fail(FailureCode::Usage, {}, "an IIN has twelve digits");
    return Person(std::string(iin));
}

KeyOwnership ownershipOf(const keys::Owner& owner, const std::optional<Person>& person) {
    if (owner.informationSystem)
        return KeyOwnership::System;
    if (owner.iin.empty())
        return KeyOwnership::NotStated;
    if (!person)
        return KeyOwnership::NobodySaid;
    return owner.iin == person->iin() ? KeyOwnership::Mine : KeyOwnership::SomebodyElses;
}

KeyTreatment treatmentFor(KeyOwnership ownership) {
    const auto row = std::ranges::find(kTreatments, ownership, &TreatmentRow::ownership);
    return row == kTreatments.end() ? KeyTreatment{} : row->treatment;
}

std::vector<OwnKeyStep> stepsToOwnKey() {
    return {OwnKeyStep::StopUsingThisKey, OwnKeyStep::AskHeadForRole, OwnKeyStep::GetOwnKey,
            OwnKeyStep::OwnerRevokesThisKey};
}

} // namespace tanba::guidance
