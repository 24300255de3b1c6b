#pragma once

namespace tanba::gui {

/// The pages about safety.
enum class AdvicePlace {
    Overview,
    Lost,       ///< a key is lost, or somebody else uses it
    UnknownSms, ///< the same, begun with an SMS about a service that nobody ordered
    MyKeys,
    Hygiene,
    HandOver,
    Yearly,
    OwnKey,
    Roles,
    Fines,
};

} // namespace tanba::gui
