#pragma once

#include "app/cli/console.h"
#include "app/text/certificate_view.h"
#include "core/base/time.h"
#include "core/keys/certificate.h"
#include "core/keys/kz_profile.h"

#include <vector>

namespace tanba::cli {

/// Tells whose a certificate is, what for and until when; the same of key files, cards and tokens.
class CertificateFacts {
  public:
    CertificateFacts(Console& console, Time now)
        : console_(console), now_(now), words_(console.table(), console.language()) {}

    /// Prints the facts, and remarks on numbers that do not fit.
    /// @returns {"owner","certificate","roleNames","purpose","storage","daysLeft","iinCheckDigitRight",
    ///          "binCheckDigitRight"}
    Json tell(const keys::Certificate& certificate);

  private:
    std::string word(text::Ui text, const text::TextValues& values = {}) const {
        return console_.word(text, values);
    }
    std::vector<text::Fact> facts(const keys::Certificate& certificate, const keys::KzProfile& profile) const;
    std::string validity(const keys::Certificate& certificate) const;
    void warnOfNumbers(const keys::Owner& owner);
    Json json(const keys::Certificate& certificate, const keys::KzProfile& profile) const;

    Console& console_;
    Time now_;
    text::CertificateWords words_;
};

} // namespace tanba::cli
