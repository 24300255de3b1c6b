#pragma once

#include "app/service/consent/consent.h"
#include "core/base/time.h"

#include <optional>
#include <string>

namespace tanba::gui {

/// One thing that happened with a site's request, as it is told to the person afterwards. No contents.
struct ConsentEvent {
    enum class Kind {
        Signed,
        SignedLogin,
        Identity,      ///< the site was told whose key it is
        File,          ///< the site was given a file's token
        Cancelled,     ///< by the person
        Withdrawn,     ///< the page went away
        Failed,        ///< agreed to, and could not be signed
        Refused,       ///< by the rules, without a question
        MissingModule, ///< the site wanted what this program does not have
    };
    Kind kind = Kind::Signed;
    Time when{};
    service::Caller caller;
    std::optional<Failure> failure; ///< for Failed and Refused
    std::string module;             ///< for MissingModule
};

} // namespace tanba::gui
