#pragma once

#include "app/gui/words/words.h"
#include "core/guidance/portals.h"

#include <QWidget>

namespace tanba::gui {

class Button;
class Text;

/// A small window beside the portal's own page: what the second stage is, and what nobody may ask for. It
/// asks for nothing and sees no code.
class HelperCard : public QWidget {
    Q_OBJECT

  public:
    explicit HelperCard(Words& words);

    /// Of this portal, in place of what it told before.
    void tell(const guidance::Portal& portal);

  signals:
    /// To the page about an SMS that does not come.
    void troubleWanted();
    void closed();

  protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void say();
    void fit();

    Words& words_;
    const guidance::Portal* portal_ = nullptr;
    Text* title_;
    Text* site_;
    Text* sms_;
    Text* roaming_;
    Text* qr_;
    Text* red_;
    Button* trouble_;
    Button* understood_;
};

} // namespace tanba::gui
