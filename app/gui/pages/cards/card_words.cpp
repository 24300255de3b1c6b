#include "app/gui/pages/cards/card_words.h"

#include "app/gui/cards/card_names.h"
#include "app/text/dates.h"
#include "app/text/token_words.h"
#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct ChoiceRow {
    ChoiceNote note;
    Phrase line;
};
constexpr std::array<ChoiceRow, 6> kChoices = {{
    {ChoiceNote::OneForBoth, Phrase::PurposeBothNote},
    {ChoiceNote::OneForEach, Phrase::ChoiceEach},
    {ChoiceNote::SigningOnly, Phrase::PurposeSigningNote},
    {ChoiceNote::LoginOnly, Phrase::PurposeLoginNote},
    {ChoiceNote::Neither, Phrase::PurposeNoneNote},
    {ChoiceNote::Unknown, Phrase::CardNoOwner},
}};

text::TokenWords tokenWords(const Words& words) {
    return {text::TextTable::builtIn(), words.language()};
}

/// Kinds are written for the middle of a sentence.
QString kindAtStart(keys::TokenKind kind, const Words& words) {
    const QString what = fromUtf8(tokenWords(words).kind(kind));
    return what.isEmpty() ? what : what.front().toUpper() + what.mid(1);
}

QString joined(const QStringList& parts) {
    QStringList present = parts;
    present.removeAll(QString());
    return present.join(QStringLiteral(" · "));
}

QString dateOf(Time moment, const Words& words) {
    return fromUtf8(text::dateInWords(moment, text::localOffset(moment), words.language()));
}

/// What a chosen key is for, with its validity.
text::Fact useFact(Phrase use, const keys::Certificate& certificate, const Words& words) {
    const text::CertificateWords own(text::TextTable::builtIn(), words.language());
    return {toUtf8(words.say(use)), own.validity(certificate.notBefore(), certificate.notAfter())};
}

} // namespace

StateView stateView(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words) {
    if (!entry.there())
        return {CardKind::Plain, words.say(Phrase::StatusAway), {}};
    if (entry.pinBlocked())
        return {CardKind::Bad, words.say(Phrase::StatusPinBlocked), {}};
    if (entry.keys.empty())
        return {CardKind::Plain, words.say(Phrase::CardNoKeysShort), {}};
    const KeyState state = stateOf(entry, holder, now);
    if (state == KeyState::Locked)
        return {CardKind::Attention, words.say(Phrase::StatusNoCertificate), {}};
    return stateView(state, leadingCertificate(holder, now), now, words);
}

QString labelOf(const CardEntry& entry, const Words& words) {
    const std::string label = cardLabel(entry, words.language());
    return entry.simulated() ? words.say(text::Ui::TokenLabelSimulated, {{"name", label}}) : fromUtf8(label);
}

QString titleOf(const CardEntry& entry, const CardHolder& holder, const Words& words) {
    return holder.name.empty() ? labelOf(entry, words) : fromUtf8(holder.name);
}

QString detailOf(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words) {
    if (entry.keys.empty())
        return words.say(Phrase::CardNoKeysShort);
    const keys::Certificate* certificate = leadingCertificate(holder, now);
    if (certificate == nullptr)
        return words.say(Phrase::CardNoOwner);
    const QString until =
        words.say(Phrase::CardUntil, {{"date", toUtf8(dateOf(certificate->notAfter(), words))}});
    return joined({fromUtf8(displayText(keys::kzProfile(*certificate).owner.organisation)), until});
}

QString proofOf(const CardEntry& entry, const Words& words) {
    const bool unproved = entry.proof == keys::TokenProof::EmulatorOnly && !entry.simulated();
    return unproved ? words.say(text::Ui::TokenProofEmulatorOnly) : QString();
}

QString seatOf(const CardEntry& entry) {
    return entry.there() ? fromUtf8(displayText(entry.place)) : QString();
}

QString whereOf(const CardEntry& entry, const Words& words) {
    const QString what = entry.simulated() ? kindAtStart(entry.kind, words) : labelOf(entry, words);
    return joined({what, seatOf(entry)});
}

QString placeOf(const CardEntry& entry, const Words& words) {
    return joined({whereOf(entry, words), proofOf(entry, words)});
}

QString choiceLine(const CardHolder& holder, Time now, const Words& words) {
    const ChoiceNote note = choiceNote(holder, now);
    if (note == ChoiceNote::OneForBoth && holder.keys.size() > 1)
        return words.say(Phrase::ChoiceSeveral);
    return words.say(std::ranges::find(kChoices, note, &ChoiceRow::note)->line);
}

Icon iconOf(const CardEntry& entry) {
    return entry.way == CardWay::Module ? Icon::Drive : Icon::ChipCard;
}

std::vector<text::Fact> cardFacts(const CardHolder& holder, Time now, const Words& words) {
    const text::CertificateWords own(text::TextTable::builtIn(), words.language());
    const keys::Certificate* leading = leadingCertificate(holder, now);
    if (leading == nullptr)
        return {};
    std::vector<text::Fact> facts = own.owner(keys::kzProfile(*leading), text::Ui::Owner);
    const CardKeyInfo* signing = chosenKey(holder.keys, KeyUse::Signing, now);
    const CardKeyInfo* login = chosenKey(holder.keys, KeyUse::Login, now);
    if (signing != nullptr && signing == login) {
        facts.push_back(useFact(Phrase::UseBoth, *signing->certificate, words));
        return facts;
    }
    if (signing != nullptr)
        facts.push_back(useFact(Phrase::UseSigning, *signing->certificate, words));
    if (login != nullptr)
        facts.push_back(useFact(Phrase::UseLogin, *login->certificate, words));
    return facts;
}

std::vector<text::Fact> pinFacts(const CardEntry& entry, const Words& words) {
    const text::TokenWords own = tokenWords(words);
    std::vector<text::Fact> facts{{toUtf8(words.say(text::Ui::TokenPin)), own.pinState(entry.pin)}};
    const std::string rules = own.pinRules(entry.pin);
    if (!rules.empty())
        facts.push_back({toUtf8(words.say(Phrase::PinRulesLabel)), rules});
    return facts;
}

} // namespace tanba::gui
