#include "app/gui/pages/page_help.h"

#include "app/gui/widgets/button.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::gui {

namespace {

constexpr std::array<PageHelp, 43> kPages = {{
    {"HomePage", ""},
    {"SettingsPage", ""},
    {"KeyListPage", "keep-your-key"},
    {"KeyPage", "keep-your-key"},
    {"PasswordPage", "password"},
    {"ForgotPage", "password"},
    {"ExpiryPage", "expiry-and-renewal"},
    {"ReadersPage", "readers-and-cards"},
    {"CardPage", "readers-and-cards"},
    {"AdoptPage", "readers-and-cards"},
    {"SurveyPage", "readers-and-cards"},
    {"PinPage", "password"},
    {"OverviewPage", "keep-your-key"},
    {"HygienePage", "keep-your-key"},
    {"YearlyPage", "keep-your-key"},
    {"LostPage", "lost-or-misused"},
    {"MyKeysPage", "expiry-and-renewal"},
    {"HandOverPage", "not-my-key"},
    {"OwnKeyPage", "not-my-key"},
    {"RolesPage", "roles"},
    {"FinesPage", "fines"},
    {"ChoosePage", "formats"},
    {"ConsentPage", "formats"},
    {"RunPage", "formats"},
    {"JournalPage", "formats"},
    {"PreviewPage", "formats"},
    {"KeyChoicePage", "roles"},
    {"CheckPage", "formats"},
    {"CheckResultPage", "formats"},
    {"PortalsPage", "two-stages"},
    {"PortalPage", "two-stages"},
    {"EnterPage", "two-stages"},
    {"UnderwayPage", "two-stages"},
    {"AbroadPage", "abroad"},
    {"AddPortalPage", "add-a-portal"},
    {"SmsStep", "sms-does-not-come"},
    {"LoginStep", "two-stages"},
    // Signing for sites.
    {"LinkPage", "formats"},
    {"OfferPage", "formats"},
    {"AskPage", "keep-your-key"},
    {"AskKeysPage", "roles"},
    {"PinAgainPage", "password"},
    {"RefusalPage", "lost-or-misused"},
}};

/// Without its namespaces.
std::string_view classOf(const QMetaObject& type) {
    const std::string_view name = type.className();
    const std::size_t colons = name.rfind("::");
    return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

} // namespace

const PageHelp* helpAbout(const Page& page) {
    for (const QMetaObject* type = page.metaObject(); type != nullptr; type = type->superClass()) {
        const auto* row = std::ranges::find(kPages, classOf(*type), &PageHelp::page);
        if (row != kPages.end())
            return row;
    }
    return nullptr;
}

void showHelpLink(Page& page, Words& words, std::function<void(const std::string& article)> open) {
    const PageHelp* about = helpAbout(page);
    if (about == nullptr)
        return;
    Button& link = page.helpLink();
    words.keep(&link, [&link, &words] {
        link.setText(words.say(Phrase::NavHelp));
        link.setAccessibleName(words.say(Phrase::PageHelp)); // the side bar has a "Help" of its own
    });
    QObject::connect(&link, &QAbstractButton::clicked, &link,
                     [open = std::move(open), article = std::string(about->article)] { open(article); });
    link.show();
}

} // namespace tanba::gui
