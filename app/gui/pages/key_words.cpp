#include "app/gui/pages/key_words.h"

#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <QDir>
#include <QRegularExpression>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct StateRow {
    KeyState state;
    CardKind kind;
    Phrase words;
    std::optional<Icon> icon; ///< where the kind's says less
};
constexpr std::array<StateRow, 6> kStates = {{
    {KeyState::Missing, CardKind::Plain, Phrase::StatusMissing, {}},
    {KeyState::Locked, CardKind::Plain, Phrase::StatusLocked, Icon::Lock},
    {KeyState::NotYetValid, CardKind::Attention, Phrase::StatusNotYet, Icon::Clock},
    {KeyState::Good, CardKind::Good, Phrase::StatusGood, {}},
    {KeyState::Soon, CardKind::Attention, Phrase::StatusDays, Icon::Clock},
    {KeyState::Expired, CardKind::Bad, Phrase::StatusExpired, {}},
}};

struct PurposeRow {
    keys::Purpose purpose;
    Phrase note;
};
constexpr std::array<PurposeRow, 4> kPurposes = {{
    {keys::Purpose::None, Phrase::PurposeNoneNote},
    {keys::Purpose::Login, Phrase::PurposeLoginNote},
    {keys::Purpose::Signing, Phrase::PurposeSigningNote},
    {keys::Purpose::Both, Phrase::PurposeBothNote},
}};

/// What several keys do together.
struct UseRow {
    bool signing;
    bool login;
    Phrase line;
};
constexpr std::array<UseRow, 4> kUses = {{
    {true, true, Phrase::UseBoth},
    {true, false, Phrase::UseSigning},
    {false, true, Phrase::UseLogin},
    {false, false, Phrase::UseNone},
}};

text::CertificateWords certificateWords(const Words& words) {
    return {text::TextTable::builtIn(), words.language()};
}

} // namespace

StateView stateView(const KeyEntry& entry, Time now, const Words& words) {
    return stateView(stateOf(entry, now), leadingCertificate(entry, now), now, words);
}

StateView stateView(KeyState state, const keys::Certificate* certificate, Time now, const Words& words) {
    const auto row = std::ranges::find(kStates, state, &StateRow::state);
    if (state != KeyState::Soon)
        return {row->kind, words.say(row->words), row->icon};
    const int days = expiryOf(*certificate, now).daysLeft;
    if (days == 0)
        return {row->kind, words.say(Phrase::StatusToday), row->icon};
    return {row->kind, words.say(row->words, {{"days", std::to_string(days)}}), row->icon};
}

QString titleOf(const KeyEntry& entry) {
    if (entry.certificates.empty())
        return fileNameOf(entry.path);
    const keys::Certificate& certificate = entry.certificates.front();
    const std::string name = keys::kzProfile(certificate).owner.displayName();
    return fromUtf8(displayText(name.empty() ? certificate.subject().display() : name));
}

QString fileNameOf(const std::filesystem::path& path) {
    static const QRegularExpression hexRun(
        QStringLiteral("([0-9A-Fa-f]{6})[0-9A-Fa-f]{28,}([0-9A-Fa-f]{4})"));
    QString name = fromUtf8(displayText(path.filename().string()));
    return name.replace(hexRun, QStringLiteral("\\1…\\2"));
}

QString placeOf(const std::filesystem::path& path) {
    const QString folder = fromUtf8(displayText(path.parent_path().string()));
    const QString home = QDir::homePath();
    if (folder == home || folder.startsWith(home + QLatin1Char('/')))
        return QLatin1Char('~') + folder.mid(home.size());
    return folder;
}

QString useLine(const std::vector<keys::Certificate>& certificates, const Words& words) {
    bool signing = false;
    bool login = false;
    QStringList parts;
    for (const keys::Certificate& certificate : certificates) {
        const keys::KzProfile profile = keys::kzProfile(certificate);
        signing = signing || keys::permitsSigning(profile.purpose);
        login = login || keys::permitsLogin(profile.purpose);
        for (const std::string& role : certificateWords(words).roles(profile))
            if (!parts.contains(fromUtf8(role)))
                parts.append(fromUtf8(role));
    }
    const auto use = std::ranges::find_if(
        kUses, [&](const UseRow& row) { return row.signing == signing && row.login == login; });
    parts.prepend(words.say(use->line));
    return parts.join(QStringLiteral(" · "));
}

QString purposeNote(keys::Purpose purpose, const Words& words) {
    return words.say(std::ranges::find(kPurposes, purpose, &PurposeRow::purpose)->note);
}

std::vector<text::Fact> mainFacts(const keys::Certificate& certificate, const Words& words) {
    const text::CertificateWords own = certificateWords(words);
    const keys::KzProfile profile = keys::kzProfile(certificate);
    std::vector<text::Fact> facts = own.owner(profile, text::Ui::Owner);
    facts.push_back({toUtf8(words.say(text::Ui::Purpose)), own.purpose(profile.purpose)});
    facts.push_back({toUtf8(words.say(text::Ui::Validity)),
                     own.validity(certificate.notBefore(), certificate.notAfter())});
    return facts;
}

std::vector<text::Fact> moreFacts(const keys::Certificate& certificate, const Words& words) {
    const text::CertificateWords own = certificateWords(words);
    std::vector<text::Fact> facts;
    const auto add = [&facts, &words](text::Ui label, const std::string& value) {
        if (!value.empty())
            facts.push_back({toUtf8(words.say(label)), displayText(value)});
    };
    const auto& key = certificate.publicKey();
    if (key.ok())
        add(text::Ui::Algorithm, own.algorithm(key.value().algorithm(), key.value().bits()));
    add(text::Ui::KeyStorage, own.storage(certificate.keyStorage()));
    add(text::Ui::CertificateSerial, certificate.serialHex());
    add(text::Ui::Issuer, certificate.issuer().display());
    add(text::Ui::CertificateFingerprint, text::groupedHex(certificate.fingerprint()));
    return facts;
}

} // namespace tanba::gui
