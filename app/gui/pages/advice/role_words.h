#pragma once

#include "app/gui/pages/desk.h"

#include <vector>

namespace tanba::gui {

/// What a known key's certificate says about who may sign what.
struct RoleView {
    QString owner; ///< with the organisation
    QString role;
    QString meaning; ///< may be empty

    friend bool operator==(const RoleView&, const RoleView&) = default;
};

/// Of key files and cards; each holder and role once, since a person mostly has two keys that say the same.
std::vector<RoleView> roleViews(const Desk& desk);

} // namespace tanba::gui
