#pragma once

#include "tests/portal/logins.h"
#include "tests/portal/sms_codes.h"
#include "tests/portal/token_desk.h"

#include <string_view>

namespace tanba::reference_portal {

/// The ways of a login out of its second stage.
class Completion {
  public:
    Completion(SmsCodes& codes, TokenDesk& tokens) : codes_(codes), tokens_(tokens) {}

    /// The second factor was right. @param method of RFC 8176: "sms", "mca"
    std::optional<Problem> complete(Login& login, std::string_view method);
    /// The client gives up: the code and the ticket are worth nothing any more.
    void cancel(Login& login);
    /// Why the second stage cannot go on for this login; nothing when it can. An account that was locked by
    /// another login locks this one too.
    std::optional<Problem> mayNotGoOn(Login& login);

  private:
    SmsCodes& codes_;
    TokenDesk& tokens_;
};

} // namespace tanba::reference_portal
