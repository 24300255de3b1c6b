#pragma once

#include "tests/portal/lies.h"
#include "tests/portal/ordered_problems.h"

#include <chrono>
#include <cstddef>
#include <string>

namespace tanba::reference_portal {

/// What becomes of SMS.
enum class SmsNetwork {
    Delivers,
    LosesThem,   ///< "sent", and never there: abroad without roaming
    GatewayDown, ///< cannot even be sent
};

/// Numbers of the accounts.
enum class PhoneNumbers { AsInAccounts, NoneBound };

enum class FactorsOffered { SmsAndQr, Sms, Qr };

enum class AccountsAtStart { Open, Locked };

/// The portal's configuration. The numbers are this portal's own, nobody else's.
struct Settings {
    std::string id = "reference";
    std::string sender = "1414";
    FactorsOffered factors = FactorsOffered::SmsAndQr;
    std::size_t codeLength = 6;
    unsigned attempts = 3; ///< wrong codes of an account until it is locked
    unsigned resends = 3;  ///< after the first SMS
    std::chrono::seconds codeLifetime{180};
    std::chrono::seconds resendAfter{60};
    std::chrono::seconds lockFor{900};
    std::chrono::seconds challengeLifetime{300};
    std::chrono::seconds loginLifetime{900};
    std::chrono::seconds qrLifetime{120};
    std::chrono::seconds pollAfter{2};
    std::chrono::seconds ticketLifetime{120};

    SmsNetwork network = SmsNetwork::Delivers;
    PhoneNumbers numbers = PhoneNumbers::AsInAccounts;
    AccountsAtStart accounts = AccountsAtStart::Open;
    std::chrono::seconds smsDelay{0};
    Lies lies;
    OrderedProblems ordered;

    bool offersSms() const { return factors != FactorsOffered::Qr; }
    bool offersQr() const { return factors != FactorsOffered::Sms; }
};

} // namespace tanba::reference_portal
