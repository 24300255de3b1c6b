#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/pages/site.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/page.h"

#include <string>

namespace tanba::gui {

class ActionCard;
class Banner;
class Button;

enum class WayBack { ToOverview, None };

/// What the pages about safety have in common: the way back, and sites that open only on request.
class AdvicePage : public Page {
    Q_OBJECT

  public:
    /// Called whenever a person comes here.
    virtual void arrive();

  signals:
    void left();
    void wanted(AdvicePlace place);

  protected:
    AdvicePage(const Desk& desk, Phrase title, Phrase lead, WayBack back = WayBack::ToOverview);

    const Desk& desk() const { return desk_; }
    const Words& words() const { return desk_.words; }
    /// Opens a site of the program's own tables; says its address where there is no browser.
    void openSite(const std::string& address);
    /// What came of something done here. Also told by a screen reader, with the title.
    Banner& result() { return *result_; }
    void tellResult();

    /// These add to the column, and their words follow the language.
    Text* addText(Phrase phrase, Tone tone = Tone::Normal);
    Text* addHeading(Phrase phrase);
    /// "1", "2" and the words beside it.
    void addNumbered(int number, Phrase phrase, QVBoxLayout& layout);
    ActionCard* addCard(Icon icon, Phrase title, Phrase text);
    /// A card that leads to another page about safety.
    void addWay(Icon icon, Phrase title, Phrase text, AdvicePlace place);
    void addSource(std::initializer_list<std::string_view> rules);

  private:
    const Desk& desk_;
    Button* back_;
    Banner* result_;
};

/// The address in resources/portals.json at which a person sees, revokes and re-issues their keys.
const std::string& myKeysAddress();
const std::string& revokeAddress();
const std::string& reissueAddress();
/// The portal that the SMS of 1414 belong to.
const std::string& egovAddress();

} // namespace tanba::gui
