#pragma once

#include <chrono>
#include <string>

namespace tanba::handover {

enum class LinkState {
    Waiting, ///< nobody came yet
    Given,   ///< a program of this user was led to the address
    Over,    ///< its time passed, or it cannot work any more
};

/// A link for a browser of this user that leads to an address with secrets in it, once. The link itself holds
/// none: it may stand on a command line, on a clipboard and in a warning of Qt.
class BrowserLink {
  public:
    /// Whoever has the link afterwards is led nowhere.
    virtual ~BrowserLink() = default;
    virtual const std::string& text() const = 0;
    /// From any thread.
    virtual LinkState state() const = 0;
};

/// How long an address with a ticket in it is kept at most, whatever a portal says about its ticket.
inline constexpr std::chrono::seconds kLongestKept{120};

} // namespace tanba::handover
