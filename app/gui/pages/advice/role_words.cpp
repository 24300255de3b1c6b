#include "app/gui/pages/advice/role_words.h"

#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

#include <QStringList>
#include <algorithm>
#include <array>
#include <optional>

namespace tanba::gui {

namespace {

struct MeaningRow {
    std::string_view oid;
    Phrase words;
};
constexpr std::array<MeaningRow, 8> kMeanings = {{
    {"1.2.398.3.3.4.1.1", Phrase::RoleNatural},
    {"1.2.398.3.3.4.1.1.1", Phrase::RoleSystem},
    {"1.2.398.3.3.4.1.2.1", Phrase::RoleHead},
    {"1.2.398.3.3.4.1.2.2", Phrase::RoleHead},
    {"1.2.398.3.3.4.1.2.3", Phrase::RoleFinance},
    {"1.2.398.3.3.4.1.2.4", Phrase::RolePersonnel},
    {"1.2.398.3.3.4.1.2.5", Phrase::RoleEmployee},
    {"1.2.398.3.3.4.1.2.6", Phrase::RoleSystem},
}};

/// Roles proper; a natural person has none and is told by the subject's own row.
std::vector<keys::Role> tellingRoles(const keys::KzProfile& profile) {
    for (const std::string_view kind : {"role", "subject"}) {
        std::vector<keys::Role> roles;
        std::ranges::copy_if(profile.roles, std::back_inserter(roles),
                             [kind](const keys::Role& role) { return role.roleClass == kind; });
        if (!roles.empty())
            return roles;
    }
    return {};
}

QString nameOf(const keys::Role& role, text::Language language) {
    return fromUtf8(language == text::Language::Kk   ? role.kk
                    : language == text::Language::Ru ? role.ru
                                                     : role.en);
}

RoleView viewOfCertificate(const keys::Certificate& certificate, const Words& words) {
    const keys::KzProfile profile = keys::kzProfile(certificate);
    const std::string name = profile.owner.displayName();
    QStringList owner{fromUtf8(displayText(name.empty() ? certificate.subject().display() : name))};
    if (!profile.owner.organisation.empty())
        owner << fromUtf8(displayText(profile.owner.organisation));
    QStringList roles;
    QStringList meanings;
    for (const keys::Role& role : tellingRoles(profile)) {
        roles << nameOf(role, words.language());
        const auto row = std::ranges::find(kMeanings, role.oid.dotted(), &MeaningRow::oid);
        if (row != kMeanings.end())
            meanings << words.say(row->words);
    }
    meanings.removeDuplicates();
    return {owner.join(QStringLiteral(" · ")),
            roles.isEmpty() ? words.say(Phrase::RolesNot) : roles.join(QStringLiteral(", ")),
            meanings.join(QLatin1Char(' '))};
}

} // namespace

std::vector<RoleView> roleViews(const Desk& desk) {
    std::vector<RoleView> views;
    const auto add = [&](const keys::Certificate& certificate) {
        const RoleView view = viewOfCertificate(certificate, desk.words);
        if (std::ranges::find(views, view) == views.end())
            views.push_back(view);
    };
    for (const KeyEntry& entry : desk.shelf.entries())
        std::ranges::for_each(entry.certificates, add);
    for (const CardEntry& card : desk.cards.entries())
        for (const CardKeyInfo& key : card.keys)
            if (key.certificate && !card.simulated())
                add(*key.certificate);
    return views;
}

} // namespace tanba::gui
