#pragma once

#include "app/gui/style/theme.h"
#include "app/platform/qt/desktop_look.h"
#include "app/platform/qt/settings.h"

#include <QObject>

namespace tanba::gui {

enum class ThemeChoice { System, Light, Dark, HighContrast };

/// Puts what the person chose and what the desktop says about looks into effect, now and whenever either
/// changes.
class Appearance : public QObject {
    Q_OBJECT

  public:
    Appearance(platform::Settings& settings, platform::DesktopLook& desktop);

    ThemeChoice themeChoice() const;
    TextSize textSize() const;
    void choose(ThemeChoice choice);
    void choose(TextSize size);
    void apply();

  private:
    Scheme scheme() const;

    platform::Settings& settings_;
    platform::DesktopLook& desktop_;
};

} // namespace tanba::gui
