#pragma once

#include "app/gui/pages/login/login_step.h"

#include <QBoxLayout>

namespace tanba::gui {

class ActionCard;

/// The choice of the second stage: SMS and QR side by side. Nothing is sent before the person chooses.
class FactorStep : public LoginStep {
    Q_OBJECT

  public:
    explicit FactorStep(const Desk& desk);

  protected:
    void say() override;
    void refresh() override;
    void focusOwn() override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    QString smsWords() const;
    bool abroad() const;
    ActionCard* first() const;

    Text* subject_;
    Banner* abroadNote_;
    QBoxLayout* sides_;
    ActionCard* sms_;
    ActionCard* qr_;
    Text* working_;
};

/// Why a factor cannot be used now; empty when it can.
QString obstacleWords(portal::FactorObstacle obstacle, const Words& words);
/// A masked number as the portal has it, on one line.
std::string phoneWords(const std::string& masked);

} // namespace tanba::gui
