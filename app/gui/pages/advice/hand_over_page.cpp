#include "app/gui/pages/advice/hand_over_page.h"

namespace tanba::gui {

HandOverPage::HandOverPage(const Desk& desk) : AdvicePage(desk, Phrase::HandOverTitle, Phrase::HandOverText) {
    addText(Phrase::HandOverInstead);
    addWay(Icon::Organisation, Phrase::RolesTitle, Phrase::RolesCard, AdvicePlace::Roles);
    addWay(Icon::Person, Phrase::OwnKeyTitle, Phrase::OwnKeyCard, AdvicePlace::OwnKey);
    addWay(Icon::File, Phrase::FinesTitle, Phrase::FinesCard, AdvicePlace::Fines);
    addSource({"eds.equals_own_hand", "eds.private_key_not_passed_on"});
}

} // namespace tanba::gui
