#pragma once

#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"
#include "app/service/consent/consent.h"

namespace tanba::gui {

class Picture;

/// Who asks: the site with its registrable domain in bold and the portal's name, when the program knows one
/// at this origin; or a program of this computer, which is marked.
class CallerCard : public Card {
    Q_OBJECT

  public:
    explicit CallerCard(Words& words);
    void show(const service::Caller& caller);

  private:
    void showSite(const std::string& origin);

    Words& words_;
    Picture* picture_;
    Text* label_;
    Text* who_;
    Text* portal_; ///< its name; or that there is none known
    Text* note_;
};

} // namespace tanba::gui
