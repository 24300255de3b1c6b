#include "app/gui/pages/portals/enter_checks.h"

#include "app/gui/consent/portals.h"
#include "core/base/utf8.h"

#include <algorithm>

namespace tanba::gui {

namespace {

using guidance::KeyOwnership;
using State = PortalSwitch::State;

template <typename Names>
std::string joined(const Names& names) {
    std::string all;
    for (const std::string& name : names)
        all += (all.empty() ? "" : ", ") + displayText(name);
    return all;
}

} // namespace

CheckLine keyLine(const std::optional<ConsentKey>& key, const Desk& desk, const EnterWays& ways) {
    const Words& words = desk.words;
    if (!key)
        return {CardKind::Attention,
                words.say(Phrase::EnterKeyNone) + QStringLiteral(". ") + words.say(Phrase::EnterKeyNoneText),
                {{words.say(Phrase::KeysSearch), ways.searchKeys}}};
    if (!key->option.certificate)
        return {CardKind::Info, words.say(Phrase::EnterKeyLocked), {}};
    return {CardKind::Good, words.say(Phrase::EnterKeyGood), {}};
}

CheckLine ownerLine(const std::optional<ConsentKey>& key, const Desk& desk) {
    const Words& words = desk.words;
    if (!key || !key->option.certificate || key->option.demonstration)
        return {};
    switch (key->option.ownership) {
    case KeyOwnership::Mine:
        return {CardKind::Good, words.say(Phrase::EnterOwnerMine), {}};
    case KeyOwnership::SomebodyElses:
        return {CardKind::Attention, words.say(Phrase::EnterOwnerOther), {}};
    case KeyOwnership::NobodySaid:
        return {CardKind::Info, words.say(Phrase::EnterOwnerAsk), {}};
    case KeyOwnership::System:
    case KeyOwnership::NotStated:
        break;
    }
    return {};
}

CheckLine serviceLine(const Desk& desk) {
    const Words& words = desk.words;
    PortalSwitch& service = desk.portals.service;
    if (service.state() == State::On)
        return {CardKind::Good, words.say(Phrase::EnterServiceOn), {}};
    if (service.state() == State::Starting)
        return {CardKind::Plain, words.say(Phrase::PortalStateStarting), {}};
    if (service.failure()) {
        const text::Sentence why = words.sentence(*service.failure());
        return {CardKind::Attention,
                fromUtf8(why.what + " " + why.next),
                {{words.say(Phrase::PortalRetry), [&service] { service.tryAgain(); }}}};
    }
    return {CardKind::Attention,
            words.say(Phrase::EnterServiceOff),
            {{words.say(Phrase::PortalAttOn), [&service] { service.setOn(true); }}}};
}

CheckLine browserLine(const Desk& desk) {
    const Words& words = desk.words;
    PortalSwitch& service = desk.portals.service;
    if (service.state() != State::On)
        return {CardKind::Plain, words.say(Phrase::EnterBrowserLater), {}};
    if (service.trustBusy() || !service.trust())
        return {CardKind::Plain, words.say(Phrase::PortalTrustLooking), {}};
    if (!service.trust()->ok()) {
        const text::Sentence why = words.sentence(service.trust()->failure());
        return {CardKind::Attention,
                fromUtf8(why.what + " " + why.next),
                {{words.say(Phrase::PortalRetry), [&service] { service.lookAtTrust(); }}}};
    }
    if (service.trust()->value().empty())
        return {CardKind::Attention, words.say(Phrase::PortalTrustNone), {}};
    const std::vector<std::string> lacking = service.distrusting();
    if (!lacking.empty())
        return {CardKind::Attention,
                words.say(Phrase::PortalAttTrustText, {{"browsers", joined(lacking)}}),
                {{words.say(Phrase::PortalTrustInstall), [&service] { service.installTrust(); }}}};
    // They were open when they were told, and notice it at their next start.
    if (!service.alerts().empty())
        return {CardKind::Attention,
                words.say(Phrase::PortalTrustRestart, {{"browsers", joined(service.alerts())}}),
                {}};
    const bool trusted = std::ranges::any_of(service.trust()->value(), [](const platform::StoreTrust& store) {
        return store.state == platform::TrustState::Trusted;
    });
    return trusted ? CheckLine{CardKind::Good, words.say(Phrase::EnterBrowserGood), {}}
                   : CheckLine{CardKind::Attention, words.say(Phrase::EnterBrowserUnknown), {}};
}

CheckLine numberLine(const guidance::Portal& portal, const Desk& desk, const EnterWays& ways) {
    const Words& words = desk.words;
    EntryAnswers& answers = desk.portals.answers;
    if (answers.number() == EntryAnswers::Number::Bound)
        return {CardKind::Good,
                words.say(Phrase::EnterNumberGood),
                {{words.say(Phrase::EnterChange),
                  [&answers] { answers.sayNumber(EntryAnswers::Number::NotSaid); }}}};
    CheckLine line{CardKind::Info,
                   words.say(Phrase::EnterNumberAsk),
                   {{words.say(Phrase::EnterNumberYes),
                     [&answers] { answers.sayNumber(EntryAnswers::Number::Bound); }}}};
    if (const std::string& address = portal.links.numberBindingRules; !address.empty())
        line.actions.push_back(
            {words.say(Phrase::PortalsBinding), [open = ways.open, address] { open(address); }});
    return line;
}

CheckLine stayLine(const Desk& desk, const EnterWays& ways) {
    const Words& words = desk.words;
    const bool abroad = desk.portals.answers.stay() == guidance::Stay::Abroad;
    return {abroad ? CardKind::Attention : CardKind::Good,
            words.say(abroad ? Phrase::EnterStayAbroad : Phrase::EnterStayHome),
            {{words.say(Phrase::EnterChange), ways.askStay}}};
}

} // namespace tanba::gui
