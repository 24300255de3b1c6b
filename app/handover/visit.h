#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tanba::handover {

/// Where a link points to: http://127.0.0.1:PORT/PATH.
struct LinkPlace {
    std::uint16_t port = 0;
    std::string path; ///< from "/"
};

/// A request's head that is longer is refused; cookies of other programs at 127.0.0.1 come along.
inline constexpr std::size_t kMaxVisitHead = std::size_t{32} * 1024;
/// The answer that leads on (RFC 9110 15.4.4): its Location is the address.
inline constexpr unsigned kLeadsOn = 303;

/// What a request deserves: kLeadsOn, or the status of a refusal. A browser that says why it asks must say
/// that its user wanted to go there, and not that a page did.
/// @param head all of it, up to and with the empty line
unsigned judgeVisit(std::string_view head, const LinkPlace& place);

/// Status line and fields up to "Location: ", or a whole refusal without a body.
std::string answerFront(unsigned status);
/// What follows the address.
std::string answerBack();

} // namespace tanba::handover
