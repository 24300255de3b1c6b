#include "app/gui/pages/advice/overview_page.h"

#include <array>

namespace tanba::gui {

namespace {

struct WayRow {
    Phrase section;
    Icon icon;
    Phrase title;
    Phrase text;
    AdvicePlace place;
};
constexpr std::array<WayRow, 9> kWays = {{
    {Phrase::SafetyUrgent, Icon::Attention, Phrase::LostTitle, Phrase::LostCard, AdvicePlace::Lost},
    {Phrase::SafetyUrgent, Icon::Info, Phrase::SmsTitle, Phrase::SmsCard, AdvicePlace::UnknownSms},
    {Phrase::SafetyUrgent, Icon::Key, Phrase::MyKeysTitle, Phrase::MyKeysCard, AdvicePlace::MyKeys},
    {Phrase::SafetyKeep, Icon::Folder, Phrase::HygieneTitle, Phrase::HygieneCard, AdvicePlace::Hygiene},
    {Phrase::SafetyKeep, Icon::Shield, Phrase::HandOverTitle, Phrase::HandOverCard, AdvicePlace::HandOver},
    {Phrase::SafetyKeep, Icon::Clock, Phrase::YearlyPage, Phrase::YearlyCard, AdvicePlace::Yearly},
    {Phrase::SafetyRules, Icon::Organisation, Phrase::RolesTitle, Phrase::RolesCard, AdvicePlace::Roles},
    {Phrase::SafetyRules, Icon::Person, Phrase::OwnKeyTitle, Phrase::OwnKeyCard, AdvicePlace::OwnKey},
    {Phrase::SafetyRules, Icon::File, Phrase::FinesTitle, Phrase::FinesCard, AdvicePlace::Fines},
}};

} // namespace

OverviewPage::OverviewPage(const Desk& desk)
    : AdvicePage(desk, Phrase::SafetyTitle, Phrase::SafetyLead, WayBack::None) {
    std::optional<Phrase> section;
    for (const WayRow& way : kWays) {
        if (section != way.section)
            addHeading(way.section);
        section = way.section;
        addWay(way.icon, way.title, way.text, way.place);
    }
}

} // namespace tanba::gui
