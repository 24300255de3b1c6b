#pragma once

#include "tests/portal/accounts.h"
#include "tests/portal/exchange.h"
#include "tests/portal/outbox.h"

namespace tanba::reference_portal {

/// What the page that plays a phone is told. It plays the phone of any account: there is nothing real to
/// protect here, and no number leaves in full.
class PhoneDesk {
  public:
    PhoneDesk(const Accounts& accounts, const Outbox& outbox) : accounts_(accounts), outbox_(outbox) {}

    HttpReply accounts() const;
    /// SMS of ?account=ID, the latest first.
    Answer messages(const Request& request) const;

  private:
    const Accounts& accounts_;
    const Outbox& outbox_;
};

} // namespace tanba::reference_portal
