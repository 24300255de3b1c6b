#include "app/gui/pages/cards/reader_card.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QAccessible>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

constexpr int kPicture = 64;

} // namespace

ReaderCard::ReaderCard(Words& words, QWidget* parent)
    : Card(CardKind::Plain, parent), picture_(new Picture(Icon::CardInsert, kPicture, Tone::Accent)),
      title_(new Text(TypeRole::Section)), next_(new Text(TypeRole::Body)),
      reader_(new Text(TypeRole::Small, Tone::Muted)), trouble_(new Banner(words)),
      open_(new Button(ButtonKind::Plain, Icon::Key)), again_(new Button(ButtonKind::Plain, Icon::Reload)),
      survey_(new Button(ButtonKind::Quiet, Icon::File)) {
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 6);
    for (QWidget* part : {static_cast<QWidget*>(title_), static_cast<QWidget*>(next_),
                          static_cast<QWidget*>(trouble_), static_cast<QWidget*>(reader_)})
        column->addWidget(part);
    column->addLayout(rowOf({open_, again_, survey_}));
    auto* layout = new QHBoxLayout(this);
    keepCardMargin(*layout, 18);
    keepSpacing(*layout, 18);
    layout->addWidget(picture_, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
    trouble_->setClosing(Closing::Never);
    offer({});
    connect(open_, &QAbstractButton::clicked, this, [this] { emit openWanted(name_); });
    connect(again_, &QAbstractButton::clicked, this, [this] { emit againWanted(name_); });
    connect(survey_, &QAbstractButton::clicked, this, [this] { emit surveyWanted(name_); });
    words.keep(this, [this, &words] {
        open_->setText(words.say(Phrase::ReadersOpen));
        open_->setToolTip(words.say(Phrase::ReadersOpenTip));
        again_->setText(words.say(Phrase::ReadersAgain));
        again_->setToolTip(words.say(Phrase::ReadersAgainTip));
        survey_->setText(words.say(Phrase::SurveyTitle));
        survey_->setToolTip(words.say(Phrase::SurveyTip));
    });
}

void ReaderCard::show(const std::string& name, const ReaderView& view) {
    const bool news = name == name_ && !(view == view_) && !view_.title.isEmpty();
    name_ = name;
    view_ = view;
    picture_->show(view.picture, view.tone);
    title_->setText(view.title);
    next_->setText(view.next);
    next_->setVisible(!view.next.isEmpty());
    reader_->setText(fromUtf8(displayText(name)));
    reader_->setVisible(!name.empty());
    QString spoken = view.title + QLatin1Char(' ') + view.next;
    if (!name.empty())
        spoken = reader_->text() + QStringLiteral(": ") + spoken;
    setAccessibleName(spoken);
    for (Button* button : {open_, again_, survey_})
        button->setAccessibleDescription(reader_->text());
    if (news)
        tell();
}

/// A screen reader is told of what changed while the page is open.
void ReaderCard::tell() {
    if (!isVisible())
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ReaderCard::offer(const Offers& offers) {
    open_->setVisible(offers.open);
    again_->setVisible(offers.again);
    survey_->setVisible(offers.survey);
}

void ReaderCard::showTrouble(const Failure* trouble) {
    const auto code = trouble == nullptr ? std::nullopt : std::optional(trouble->code);
    if (code == told_)
        return; // a screen reader would be told again
    told_ = code;
    if (trouble != nullptr)
        trouble_->showFailure(*trouble);
    else
        trouble_->clear();
}

bool ReaderCard::holdsFocus() const {
    return open_->hasFocus() || again_->hasFocus() || survey_->hasFocus();
}

} // namespace tanba::gui
