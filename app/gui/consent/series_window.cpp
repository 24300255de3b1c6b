#include "app/gui/consent/series_window.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/consent/to_front.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

constexpr int kWidth = 440;

} // namespace

SeriesWindow::SeriesWindow(const Desk& desk, GuiConsentDesk& consent, ToFront& front)
    : desk_(desk), consent_(consent), front_(front), picture_(new Picture(Icon::Sign, 32, Tone::Accent)),
      title_(new Text(TypeRole::Strong)), site_(new Text(TypeRole::Body)), state_(new Text(TypeRole::Body)),
      stop_(new Button(ButtonKind::Main)) {
    setWindowFlags(Qt::Window);
    QIcon icon;
    icon.addPixmap(programPixmap(64, 1));
    setWindowIcon(icon);
    auto* lines = new QVBoxLayout;
    keepSpacing(*lines, 4);
    for (Text* text : {title_, site_, state_})
        lines->addWidget(text);
    lines->addStretch(1);
    lines->addLayout(rowOf({stop_}));
    auto* sides = new QHBoxLayout(this);
    keepCardMargin(*sides, 18);
    keepSpacing(*sides, 14);
    sides->addWidget(picture_, 0, Qt::AlignTop);
    sides->addLayout(lines, 1);
    connect(stop_, &QAbstractButton::clicked, this, &SeriesWindow::press);
    connect(&consent_, &GuiConsentDesk::seriesChanged, this, &SeriesWindow::refresh);
    theme().keep(this, [this] { setMinimumWidth(theme().px(kWidth)); });
    desk_.words.keep(this, [this] { refresh(); });
}

void SeriesWindow::refresh() {
    const service::Series* series = consent_.series();
    if (series == nullptr) {
        hide();
        return;
    }
    const Words& words = desk_.words;
    const bool runs = !series->ended();
    setWindowTitle(words.say(runs ? Phrase::PortalSeriesTitle : Phrase::PortalSeriesEnd));
    title_->setText(windowTitle());
    service::Caller caller;
    caller.kind = service::Caller::Kind::Browser;
    caller.origin = series->binding().origin;
    site_->setText(breakable(callerWords(caller, words), kRunInName));
    const QString counted = words.say(Phrase::PortalSeriesState, {{"done", std::to_string(series->used())},
                                                                  {"left", std::to_string(series->left())}});
    state_->setText(runs ? counted : endWords(*series->ended(), words) + QLatin1Char(' ') + counted);
    stop_->setText(words.say(runs ? Phrase::PortalSeriesStop : Phrase::PortalUnderstood));
    stop_->setAccessibleDescription(title_->text() + QStringLiteral(". ") + state_->text());
    picture_->show(runs ? Icon::Sign : Icon::Info, Tone::Accent);
    if (isHidden())
        front_.show(*this);
}

void SeriesWindow::press() {
    if (consent_.series() != nullptr && !consent_.series()->ended())
        consent_.stopSeries();
    else
        consent_.forgetEndedSeries();
}

void SeriesWindow::closeEvent(QCloseEvent* event) {
    event->ignore(); // a series that nobody sees must not run
    consent_.stopSeries();
    consent_.forgetEndedSeries();
}

} // namespace tanba::gui
