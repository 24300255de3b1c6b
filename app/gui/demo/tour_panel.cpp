#include "app/gui/demo/tour_panel.h"

#include "app/gui/demo/phone_view.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "cardreader/simulated/simulated_card.h"
#include "core/base/utf8.h"

#include <QScrollArea>
#include <QTimer>

namespace tanba::gui {

namespace {

constexpr int kLeastWidth = 300;

} // namespace

TourPanel::TourPanel(Words& words, Tour& tour, DemoPhone& phone, DemoBrowser& browser,
                     const std::string& document)
    : words_(words), tour_(tour), browser_(browser), title_(new Text(TypeRole::Section)),
      lead_(new Text(TypeRole::Body, Tone::Muted)), progress_(new Text(TypeRole::Body)),
      end_(new Banner(words)), inside_(new Banner(words)), phone_(new PhoneView(words, phone)),
      close_(new Button(ButtonKind::Quiet, Icon::Close)), scroll_(new QScrollArea) {
    setObjectName(QStringLiteral("tour"));
    setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetClosable);
    setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea | Qt::BottomDockWidgetArea);
    const text::TextValues values{{"pin", std::string(card::kDemoPin)},
                                  {"password", std::string(demo::kGivenPassword)},
                                  {"name", document}};
    for (std::size_t index = 0; index < kTourSteps; ++index) {
        steps_.at(index) = new TourStepView(words, static_cast<TourStep>(index), values);
        connect(steps_.at(index), &TourStepView::goWanted, this, &TourPanel::goWanted);
        connect(steps_.at(index), &TourStepView::skipWanted, &tour_, &Tour::skip);
    }
    addTitle();
    layOut();
    end_->setClosing(Closing::Never);
    connect(close_, &QAbstractButton::clicked, this, &QWidget::hide);
    connect(&phone, &DemoPhone::rang, this, &TourPanel::showPhone);
    connect(&phone, &DemoPhone::changed, this, [this, &phone] {
        // What it asks or complains of stands at its end; when that is laid out, it is brought into sight.
        if (phone.failure() || phone.qr() == DemoPhone::Qr::Scanned)
            QTimer::singleShot(0, this, &TourPanel::showPhone);
    });
    connect(&tour_, &Tour::changed, this, &TourPanel::refresh);
    connect(&browser_, &DemoBrowser::changed, this, &TourPanel::showBrowser);
    words_.keep(this, [this] { refresh(); });
}

/// In the place of the style's own title: it is of another make than everything else here.
void TourPanel::addTitle() {
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    keepSpacing(*row, 8);
    keepCardMargin(*row, 8);
    row->addWidget(title_, 1);
    close_->showIconOnly();
    row->addWidget(close_);
    setTitleBarWidget(bar);
}

void TourPanel::layOut() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    keepSpacing(*column, 4);
    keepCardMargin(*column, 8);
    column->addWidget(lead_);
    column->addWidget(progress_);
    for (TourStepView* step : steps_)
        column->addWidget(step);
    column->addWidget(end_);
    column->addWidget(inside_);
    column->addWidget(phone_);
    column->addStretch(1);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus); // what is in it takes the focus and is scrolled to
    scroll_->setWidget(content);
    theme().keep(scroll_, [this] { scroll_->setMinimumWidth(theme().px(kLeastWidth)); });
    setWidget(scroll_);
}

/// Where the window is low, it lies below what is seen.
void TourPanel::showPhone() {
    scroll_->ensureWidgetVisible(phone_);
}

void TourPanel::refresh() {
    setWindowTitle(words_.say(Phrase::TourTitle));
    setAccessibleName(windowTitle());
    title_->setText(windowTitle());
    lead_->setText(words_.say(Phrase::TourLead));
    progress_->setText(words_.say(Phrase::TourProgress, {{"done", std::to_string(tour_.done())},
                                                         {"total", std::to_string(kTourSteps)}}));
    const auto current = tour_.current();
    for (std::size_t index = 0; index < kTourSteps; ++index) {
        const auto step = static_cast<TourStep>(index);
        steps_.at(index)->show(tour_.state(step), current == step);
    }
    close_->setText(words_.say(Phrase::TourClose));
    // How far one has come is of interest until one is through.
    for (Text* text : {lead_, progress_})
        text->setVisible(current.has_value());
    end_->setVisible(!current);
    if (!current)
        end_->showMessage(CardKind::Good, words_.say(Phrase::TourDoneTitle),
                          words_.say(Phrase::TourDoneText));
    else
        end_->clear();
    showBrowser();
}

void TourPanel::showBrowser() {
    if (browser_.failure())
        inside_->showFailure(*browser_.failure());
    else if (!browser_.inside().empty())
        inside_->showMessage(
            CardKind::Good, words_.say(text::Ui::DemoInside, {{"name", displayText(browser_.inside())}}), {});
    else
        inside_->clear();
}

} // namespace tanba::gui
