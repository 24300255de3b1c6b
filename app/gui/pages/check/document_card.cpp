#include "app/gui/pages/check/document_card.h"

#include "app/gui/documents/time_guess.h"
#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/check/file_chip.h"
#include "app/gui/pages/time_left.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"

#include <QProgressBar>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

bool isXml(const CheckEntry& entry) {
    const auto& signatures = entry.report().signatures;
    return !signatures.empty() && signatures.front().format == sign::Format::Xml;
}

QString whereItIs(const CheckEntry& entry, const Words& words) {
    const text::TextValues file = {{"file", toUtf8(shownName(entry.result->content))}};
    switch (entry.documentPlace()) {
    case DocumentPlace::Beside:
        return words.say(Phrase::CheckBeside, file);
    case DocumentPlace::Given:
        return words.say(Phrase::CheckGiven, file);
    case DocumentPlace::Inside:
    case DocumentPlace::Missing:
        break;
    }
    return words.say(isXml(entry) ? Phrase::CheckIsXml : Phrase::CheckInside);
}

} // namespace

DocumentCard::DocumentCard(const Desk& desk, const CheckEntry& entry, QWidget* parent)
    : Card(CardKind::Plain, parent), desk_(desk), column_(new QVBoxLayout(this)),
      extract_(new Button(ButtonKind::Plain, Icon::Save)), working_(new QWidget(this)),
      bar_(new QProgressBar), left_(new Text(TypeRole::Small, Tone::Muted)),
      leave_(new Button(ButtonKind::Plain, Icon::Close)) {
    const Words& words = desk_.words;
    keepCardMargin(*column_, 18);
    keepSpacing(*column_, 8);
    auto* title = new Text(TypeRole::Strong);
    title->setText(words.say(Phrase::CheckDocument));
    auto* where = new Text(TypeRole::Body);
    where->setText(breakable(whereItIs(entry, words), kRunInBody));
    auto* look = new Button(ButtonKind::Plain, Icon::Eye);
    look->setText(words.say(Phrase::CheckLook));
    connect(look, &QAbstractButton::clicked, this, &DocumentCard::lookWanted);
    column_->addWidget(title);
    column_->addWidget(where);
    QLayout* actions = rowOf({look});
    const bool inside = entry.documentPlace() == DocumentPlace::Inside;
    actions->addWidget(extract_);
    extract_->setText(words.say(Phrase::CheckExtract));
    extract_->setToolTip(words.say(Phrase::CheckExtractTip));
    connect(extract_, &QAbstractButton::clicked, this, &DocumentCard::extractWanted);
    if (!inside) {
        auto* other = new Button(ButtonKind::Quiet, Icon::File);
        other->setText(words.say(Phrase::CheckOtherDocument));
        connect(other, &QAbstractButton::clicked, this, &DocumentCard::otherWanted);
        actions->addWidget(other);
    }
    column_->addLayout(actions);
    extract_->setVisible(inside && !isXml(entry)); // in the card by now: alone it would be a window
    addWorking();
}

void DocumentCard::addWorking() {
    const Words& words = desk_.words;
    auto* text = new Text(TypeRole::Body);
    text->setText(words.say(Phrase::CheckExtracting));
    bar_->setTextVisible(false);
    bar_->setFocusPolicy(Qt::NoFocus);
    bar_->setRange(0, 100);
    bar_->setAccessibleName(text->text());
    leave_->setText(words.say(Phrase::Cancel));
    connect(leave_, &QAbstractButton::clicked, this, &DocumentCard::leaveWanted);
    auto* column = new QVBoxLayout(working_);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 4);
    column->addWidget(text);
    column->addWidget(bar_);
    column->addWidget(left_);
    column->addWidget(leave_, 0, Qt::AlignLeft);
    column_->addWidget(working_);
    working_->setVisible(false);
}

void DocumentCard::beginExtracting() {
    startedAt_ = desk_.steady();
    tellExtracting(0);
    working_->setVisible(true);
    const bool focused = extract_->hasFocus();
    extract_->setEnabled(false);
    if (focused)
        leave_->setFocus(Qt::OtherFocusReason);
}

void DocumentCard::tellExtracting(int percent) {
    const auto left = guessTimeLeft(desk_.steady() - startedAt_, percent / 100.0);
    left_->setVisible(left.has_value());
    left_->setText(left ? timeLeftWords(*left, desk_.words) : QString());
    bar_->setValue(percent);
    bar_->setAccessibleDescription(left_->text());
}

void DocumentCard::endExtracting() {
    const bool focused = leave_->hasFocus();
    extract_->setEnabled(true);
    working_->setVisible(false);
    if (focused)
        extract_->setFocus(Qt::OtherFocusReason);
}

void DocumentCard::showExtracted(const std::filesystem::path& file) {
    auto* done = new Text(TypeRole::Body, Tone::Good);
    done->setText(desk_.words.say(Phrase::CheckExtracted));
    column_->addWidget(done);
    column_->addWidget(new FileChip(desk_, file));
}

} // namespace tanba::gui
