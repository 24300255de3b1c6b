#pragma once

#include "app/gui/style/colours.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <functional>

namespace tanba::gui {

enum class TextSize { Normal, Large, Largest };

/// The type scale; how big each is stands in theme.cpp.
enum class TypeRole { Small, Body, Strong, Section, Title };

/// What the interface looks like now: colours, type and distances. There is one for the program, because the
/// style of an application is one; widgets repaint and lay out anew on changed().
class Theme : public QObject {
    Q_OBJECT

  public:
    static Theme& instance();

    /// Puts both into effect on the application: palette, font, style.
    void apply(Scheme scheme, TextSize size);

    Scheme scheme() const { return scheme_; }
    TextSize textSize() const { return size_; }
    bool highContrast() const;
    bool dark() const;
    QColor colour(QRgb Colours::*which) const { return QColor::fromRgb(coloursOf(scheme_).*which); }

    QFont font(TypeRole role) const;
    /// A distance on the grid of 4 in logical pixels, grown with the text so that nothing is cut.
    int px(int distance) const;

    /// Runs `show` now and whenever the look changes, for as long as `holder` lives.
    void keep(QObject* holder, const std::function<void()>& show);

  signals:
    void changed();

  private:
    Theme();

    QFont systemFont_;
    Scheme scheme_ = Scheme::Light;
    TextSize size_ = TextSize::Normal;
};

inline Theme& theme() {
    return Theme::instance();
}

} // namespace tanba::gui
