#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/portal/login_desk.h"
#include "app/gui/widgets/lazy_page.h"
#include "app/gui/widgets/page.h"

#include <QStackedWidget>

namespace tanba::gui {

class AbroadPage;
class ConsentStep;
class FactorStep;
class InsideStep;
class KeyStep;
class LoginStep;
class QrStep;
class SmsStep;

/// A login at a portal that speaks the profile, from the choice of the key to the browser; and the ways
/// between its pages. The login itself is LoginDesk.
class LoginArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit LoginArea(const Desk& desk);

    /// A login at this portal, from its beginning.
    void openLogin(const LoginPortal& portal);
    /// Goes on with the login of an earlier run.
    void resume();
    /// A login is under way or has just ended: its page is worth coming back to.
    bool active() const { return login_.active(); }
    Page& currentPage();

  signals:
    /// The person is through with it: back to the list of portals.
    void left();
    void keySearchWanted();
    void adviceWanted(AdvicePlace place);
    void passwordForgotten();

  private:
    template <typename Step>
    Step* make();
    AbroadPage* makeAbroad();
    void follow();
    void turnTo(Page& page);
    void turnToStep(LoginStep& step);
    bool shows(const Page* page) const { return page != nullptr && currentWidget() == page; }
    void goOnWithKey();
    void wantCode();
    void wantQr();
    void leave();

    const Desk& desk_;
    LoginDesk& login_;
    LazyPage<KeyStep> keys_;
    LazyPage<AbroadPage> abroad_;
    LazyPage<ConsentStep> consent_;
    LazyPage<FactorStep> factors_;
    LazyPage<SmsStep> sms_;
    LazyPage<QrStep> qr_;
    LazyPage<InsideStep> inside_;
};

} // namespace tanba::gui
