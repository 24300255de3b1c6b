#pragma once

#include "app/gui/pages/appearance.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "app/platform/qt/autostart.h"

class QCheckBox;
class QComboBox;

namespace tanba::gui {

class Banner;
class Button;

/// Everything a person can choose; each choice takes effect at once.
class SettingsPage : public Page {
    Q_OBJECT

  public:
    SettingsPage(const Desk& desk, platform::Settings& settings, Appearance& appearance,
                 platform::Autostart& autostart);

    /// A section of another part of the program, before the last one.
    void addPart(QWidget* part) { parts_->addWidget(part); }
    /// Brings a part to where it is seen.
    void showPart(QWidget& part);
    /// Other parts of the program remember something of keys too; forgetWanted() is about that as well.
    void setMoreRemembered(bool more);

  signals:
    /// The person wants everything forgotten that is remembered of keys.
    void forgetWanted();

  private:
    void addLook();
    void addStart();
    void addReminders();
    QCheckBox* addCheck(Phrase label, Phrase note);
    void addFolders();
    void addPrivacy();
    void addAbout();
    QComboBox* addChoice(Phrase label);
    void fillChoices();
    void showFolders();
    void addFolder();
    void setAutostart(bool on, platform::StartWindow window);
    /// Shows afterwards how it is.
    void changeAutostart(std::function<Outcome()> change);
    void askToForget(bool ask);
    void allowForgetting();

    const Desk& desk_;
    platform::Settings& settings_;
    Appearance& appearance_;
    platform::Autostart& autostart_;
    QVBoxLayout* parts_;
    QComboBox* language_ = nullptr;
    QComboBox* theme_ = nullptr;
    QComboBox* textSize_ = nullptr;
    QCheckBox* start_ = nullptr;
    QCheckBox* minimised_ = nullptr;
    Banner* startBanner_ = nullptr;
    QVBoxLayout* folders_ = nullptr;
    QList<QWidget*> folderRows_;
    Button* addFolder_ = nullptr;
    Button* forget_ = nullptr;
    bool moreRemembered_ = false;
    QWidget* ask_ = nullptr;
    Button* yes_ = nullptr;
    Banner* forgotten_ = nullptr;
};

} // namespace tanba::gui
