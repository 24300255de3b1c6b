#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/pages/login/login_ways.h"
#include "app/gui/widgets/page.h"

namespace tanba::gui {

class Banner;
class Button;
class StepRail;

/// The steps of the rail.
enum class LoginPlace { Key, Consent, Second, Inside };

/// What the pages of a login have in common: where one is, the way out, and what went wrong with the ways on.
class LoginStep : public Page {
    Q_OBJECT

  public:
    /// The person comes to this page.
    virtual void begin();
    /// The failure, when there is one; else what the page needs first.
    void focusFirst() final;

  signals:
    /// Out of the login, which is cancelled if it still goes on.
    void leaveWanted();
    void againWanted();
    void resumeWanted();
    void otherKeyWanted();
    void codeWanted();
    void qrWanted();

  protected:
    LoginStep(const Desk& desk, LoginPlace place);

    const Desk& desk() const { return desk_; }
    LoginDesk& login() const { return login_; }
    const Words& words() const { return desk_.words; }
    Banner& banner() { return *banner_; }
    /// Where everything below the banner goes.
    void add(std::initializer_list<QWidget*> parts);
    /// Called by a page when it is made: say() now and with each language.
    void keepWords();
    /// Says everything that does not depend on the login's state.
    virtual void say() = 0;
    /// Shows the login's state; only called while the page is visible.
    virtual void refresh() = 0;
    /// What a person needs first here.
    virtual void focusOwn() { Page::focusFirst(); }
    /// A failure that the page tells in its own way gets no banner. @returns whether it did so
    virtual bool tellsItself(const Failure&) { return false; }
    /// In words, with the ways on; the focus goes there.
    void showFailure(const Failure& failure);
    /// Opens an https page of the portal in the browser.
    void openPage(const std::string& address);

    void showEvent(QShowEvent* event) override;

  private:
    void follow();
    void addWay(LoginWay way);

    const Desk& desk_;
    LoginDesk& login_;
    StepRail* rail_;
    Button* leave_;
    Banner* banner_;
    unsigned told_ = 0; ///< LoginDesk::failures()
};

} // namespace tanba::gui
