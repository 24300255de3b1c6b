#include "app/gui/pages/portals/portal_words.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::SecondFactorKind;
using portal::FactorType;

struct FactorRow {
    SecondFactorKind kind;
    Phrase words;
};
constexpr std::array<FactorRow, 4> kFactors = {{{SecondFactorKind::Unknown, Phrase::PortalsFactorUnknown},
                                                {SecondFactorKind::NoneSeen, Phrase::PortalsFactorNone},
                                                {SecondFactorKind::SmsOrQr, Phrase::PortalsFactorSms},
                                                {SecondFactorKind::Password, Phrase::PortalsFactorPassword}}};

} // namespace

QString titleWords(const AddedPortal& portal, const Words& words) {
    return portal.kind == AddedPortal::Kind::Demonstration ? nameWords(portal.names, words)
                                                           : fromUtf8(displayText(portal.host));
}

QString factorWords(const guidance::Portal& portal, guidance::Date today, const Words& words) {
    const auto row = std::ranges::find(kFactors, guidance::secondFactorOn(portal, today), &FactorRow::kind);
    return words.say(row->words, {{"sender", portal.secondFactor.sender}});
}

QString factorWords(const std::vector<FactorType>& factors, const Words& words) {
    const bool sms = std::ranges::find(factors, FactorType::Sms) != factors.end();
    const bool qr = std::ranges::find(factors, FactorType::Qr) != factors.end();
    // No sender: that word belongs to the portals that come with the program.
    return words.say(sms && qr ? Phrase::PortalsFactorSms
                     : sms     ? Phrase::PortalsFactorSmsOnly
                     : qr      ? Phrase::PortalsFactorQrOnly
                               : Phrase::PortalsFactorSignature,
                     {{"sender", ""}});
}

bool hasSmsStage(const guidance::Portal& portal, guidance::Date today) {
    return guidance::secondFactorOn(portal, today) == SecondFactorKind::SmsOrQr;
}

const std::vector<std::string>& loginOrigins(const guidance::Portal& portal) {
    const guidance::Portal* whole = portal.origins.empty() ? guidance::portalById(portal.partOf) : nullptr;
    return whole != nullptr ? whole->origins : portal.origins;
}

} // namespace tanba::gui
