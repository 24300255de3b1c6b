#pragma once

#include "app/gui/mobile/mobile_desk.h"
#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/lazy_page.h"
#include "app/gui/widgets/page.h"

#include <QStackedWidget>

namespace tanba::gui {

class LinkPage;
class OfferPage;
class PreviewPage;

/// Signing by a QR code meant for eGov Mobile: its pages, as the desk goes on.
class MobileArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit MobileArea(const Desk& desk);

    /// The page at which it is now.
    void showNow();

  signals:
    /// Back to signing files.
    void left();
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);

  private:
    LinkPage* makeLink();
    OfferPage* makeOffer();
    PreviewPage* makePreview();
    void follow();
    void look(std::size_t document);
    void turnTo(Page& page);

    const Desk& desk_;
    MobileDesk& mobile_;
    LazyPage<LinkPage> link_;
    LazyPage<OfferPage> offer_;
    LazyPage<PreviewPage> preview_;
};

} // namespace tanba::gui
