#include "app/gui/widgets/banner.h"

#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/flow_layout.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/picture.h"
#include "app/gui/widgets/support_details.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHBoxLayout>
#include <QSysInfo>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct BannerRow {
    CardKind kind;
    Icon icon;
    Tone tone;
    Phrase name;
};
constexpr std::array<BannerRow, 5> kRows = {{
    {CardKind::Plain, Icon::Info, Tone::Muted, Phrase::KindInfo},
    {CardKind::Good, Icon::Good, Tone::Good, Phrase::KindGood},
    {CardKind::Info, Icon::Info, Tone::Accent, Phrase::KindInfo},
    {CardKind::Attention, Icon::Attention, Tone::Attention, Phrase::KindAttention},
    {CardKind::Bad, Icon::Bad, Tone::Bad, Phrase::KindProblem},
}};

const BannerRow& rowOfKind(CardKind kind) {
    return *std::ranges::find(kRows, kind, &BannerRow::kind);
}

} // namespace

Banner::Banner(Words& words, QWidget* parent)
    : Card(CardKind::Info, parent), words_(words), picture_(new Picture(Icon::Info, 24, Tone::Accent)),
      title_(new Text(TypeRole::Strong)), text_(new Text(TypeRole::Body)), actions_(new FlowLayout(4)),
      fold_(new Fold(words, Phrase::ProblemDetails)), details_(new Text(TypeRole::Small, Tone::Normal)),
      copy_(new Button(ButtonKind::Plain, Icon::Copy)), close_(new Button(ButtonKind::Quiet, Icon::Close)) {
    close_->showIconOnly();
    copy_->letWrap();
    details_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    details_->setFocusPolicy(Qt::NoFocus);
    fold_->content().addWidget(details_);
    fold_->content().addWidget(copy_, 0, Qt::AlignLeft | Qt::AlignTop);
    auto* column = new QVBoxLayout;
    keepSpacing(*column, 4);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addLayout(actions_);
    column->addWidget(fold_);
    auto* layout = new QHBoxLayout(this);
    theme().keep(layout, [this] { setMargins(); });
    layout->addWidget(picture_, 0, Qt::AlignTop);
    layout->addLayout(column, 1);
    layout->addWidget(close_, 0, Qt::AlignTop);
    words.keep(this, [this] { refresh(); });
    connect(copy_, &QAbstractButton::clicked, this, &Banner::copyDetails);
    connect(close_, &QAbstractButton::clicked, this, &Banner::clear);
    setVisible(false);
}

void Banner::showMessage(CardKind kind, const QString& title, const QString& text) {
    failure_.reset();
    setKind(kind);
    title_->setText(title);
    text_->setText(text);
    refresh();
    setVisible(true);
}

void Banner::showFailure(const Failure& failure) {
    failure_ = failure;
    setKind(CardKind::Bad);
    fold_->setOpen(false);
    refresh();
    setVisible(true);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Banner::clear() {
    setVisible(false);
    failure_.reset();
    while (QLayoutItem* item = actions_->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide(); // the keyboard goes on to something that stays
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void Banner::setClosing(Closing closing) {
    closing_ = closing;
    close_->setVisible(closing == Closing::Allowed);
    setMargins();
}

void Banner::addAction(QWidget* action) {
    actions_->addWidget(action);
}

void Banner::setMargins() {
    const int margin = theme().px(14) + kHalo;
    const int beside =
        closing_ == Closing::Allowed ? theme().px(8) : margin; // the button has room of its own
    layout()->setContentsMargins(margin, margin, beside, margin);
    layout()->setSpacing(theme().px(8));
}

QString Banner::spoken() const {
    QString said = words_.say(rowOfKind(kind()).name) + QStringLiteral(": ") + title_->text() +
                   QLatin1Char(' ') + text_->text();
    return said.remove(kMayBreak);
}

void Banner::refresh() {
    copy_->setText(words_.say(Phrase::ProblemCopy));
    copy_->setToolTip(words_.say(Phrase::ProblemCopyTip));
    close_->setText(words_.say(Phrase::ProblemClose));
    close_->setToolTip(close_->text());
    if (failure_) {
        const text::Sentence sentence = words_.sentence(*failure_);
        // A path or an address in them may be longer than the window is wide.
        title_->setText(breakable(fromUtf8(sentence.what), kRunInBody));
        text_->setText(breakable(fromUtf8(sentence.next), kRunInBody));
        details_->setText(fromUtf8(
            supportDetails(*failure_, toUtf8(QSysInfo::prettyProductName()), toUtf8(QDir::homePath()))));
    }
    fold_->setVisible(failure_.has_value());
    const bool oneLine = text_->text().isEmpty() && !failure_ && actions_->count() == 0;
    layout()->setAlignment(picture_, oneLine ? Qt::AlignVCenter : Qt::AlignTop);
    text_->setVisible(!text_->text().isEmpty());
    const BannerRow& row = rowOfKind(kind());
    picture_->show(row.icon, row.tone);
    title_->setTone(row.tone);
    setAccessibleName(spoken());
}

void Banner::copyDetails() {
    QApplication::clipboard()->setText(details_->text());
    copy_->setText(words_.say(Phrase::ProblemCopied));
}

} // namespace tanba::gui
