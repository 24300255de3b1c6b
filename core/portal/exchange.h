#pragma once

#include "core/base/http_transport.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/portal/description.h"
#include "core/portal/problem.h"

#include <chrono>
#include <optional>
#include <string>

namespace tanba::portal {

/// One question to a portal, with the answer that the profile has for it.
struct Question {
    HttpRequest::Method method = HttpRequest::Method::Get;
    std::string address;
    std::string contentType; ///< of the body
    Bytes body;              ///< wiped when it was sent: it may hold a code or a signed challenge
    int wantedStatus = 200;
    std::size_t maxAnswer = 0;
    std::chrono::seconds within{15};
};

struct Reply {
    Bytes body;
    /// The portal's clock minus ours, by the Date field.
    std::optional<std::chrono::seconds> skew;
};

/// Sends the question and takes only JSON of the wanted status for its answer.
/// @param problem what a problem document said, when there was one
/// @returns failures of the transport; of a problem document (failureOf); portal.answer_wrong for another
/// status
/// ("HTTP 500") or media type.
Result<Reply> exchange(HttpTransport& http, Question question, Time now, const WorkControl& control,
                       std::optional<Problem>* problem = nullptr);

/// Asks an origin for its description and judges that. As readDescription(); an answer that is none is
/// portal.not_a_portal.
Result<PortalDescription> fetchDescription(HttpTransport& http, const std::string& origin, Time now,
                                           const WorkControl& control);

} // namespace tanba::portal
