#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/keys/pkcs12_password.h"

#include <QElapsedTimer>
#include <memory>

class QCheckBox;
class QProgressBar;

namespace tanba::gui {

class Banner;
class Button;
class Card;
class Fold;
class PasswordRules;
class SecretField;

/// Changes the password of a key file: old one, new one twice, rule and strength; then says that it is done.
class PasswordPage : public Page {
    Q_OBJECT

  public:
    explicit PasswordPage(const Desk& desk);

    void show(const std::filesystem::path& path);
    /// While a change runs the page must stay.
    bool working() const { return working_; }
    void focusFirst() override;

  signals:
    /// Back to the key.
    void left();
    void passwordForgotten();

  protected:
    void resizeEvent(QResizeEvent* event) override;
    /// Nothing typed waits in a page that nobody sees.
    void hideEvent(QHideEvent* event) override;

  private:
    void layOut();
    void say();
    void judge();
    void change();
    void cancelChange();
    void showStep(keys::ChangeStep step);
    void changed(const Outcome& outcome, std::vector<keys::Certificate> certificates);
    void setWorking(bool working);
    void clearFields();

    const Desk& desk_;
    std::filesystem::path path_;
    bool working_ = false;
    bool done_ = false;
    /// Of the change that runs. Whoever cancels in time need not wait for what is being computed.
    std::shared_ptr<CancelGate> gate_;
    keys::ChangeStep step_ = keys::ChangeStep::Opening;
    QElapsedTimer elapsed_;
    Button* back_;
    Banner* banner_;
    Card* form_;
    QBoxLayout* sides_;
    SecretField* current_;
    Button* forgot_;
    SecretField* new_;
    SecretField* repeat_;
    PasswordRules* rules_;
    Fold* more_;
    QCheckBox* keep_;
    Text* keepNote_;
    Text* copies_;
    Button* change_;
    Card* progress_;
    Text* workingText_;
    QProgressBar* bar_;
    Text* left_;
    Button* cancel_;
    Button* doneBack_;
};

} // namespace tanba::gui
