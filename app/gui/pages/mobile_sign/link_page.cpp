#include "app/gui/pages/mobile_sign/link_page.h"

#include "app/gui/consent/caller_card.h"
#include "app/gui/pages/mobile_sign/dropped_content.h"
#include "app/gui/pages/mobile_sign/offer_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMimeData>

namespace tanba::gui {

namespace {

using Stage = MobileDesk::Stage;

QVBoxLayout* columnIn(QWidget& part) {
    auto* column = new QVBoxLayout(&part);
    column->setContentsMargins(0, 0, 0, 0);
    return column;
}

} // namespace

LinkPage::LinkPage(const Desk& desk)
    : desk_(desk), mobile_(desk.mobile), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      trial_(new Banner(desk.words)), banner_(new Banner(desk.words)), giving_(new QWidget),
      label_(new Text(TypeRole::Body)), field_(new QLineEdit), note_(new Text(TypeRole::Small, Tone::Muted)),
      read_(new Button(ButtonKind::Main, Icon::ChevronRight)),
      paste_(new Button(ButtonKind::Plain, Icon::Copy)), picture_(new Button(ButtonKind::Plain, Icon::Qr)),
      working_(new Text(TypeRole::Body, Tone::Muted)), going_(new QWidget),
      siteTitle_(new Text(TypeRole::Section)), site_(new CallerCard(desk.words)),
      siteText_(new Text(TypeRole::Body)), fetch_(new Button(ButtonKind::Main, Icon::Globe)),
      another_(new Button(ButtonKind::Plain)) {
    setAcceptDrops(true);
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &LinkPage::left);
    connect(read_, &QAbstractButton::clicked, this, &LinkPage::readField);
    connect(field_, &QLineEdit::returnPressed, this, &LinkPage::readField);
    connect(field_, &QLineEdit::textChanged, this, &LinkPage::refresh);
    connect(paste_, &QAbstractButton::clicked, this, &LinkPage::paste);
    connect(picture_, &QAbstractButton::clicked, this, &LinkPage::choosePicture);
    connect(fetch_, &QAbstractButton::clicked, &mobile_, &MobileDesk::ask);
    connect(another_, &QAbstractButton::clicked, &mobile_, &MobileDesk::leave);
    connect(&mobile_, &MobileDesk::changed, this, &LinkPage::follow);
    field_->installEventFilter(this);
    desk.words.keep(this, [this] { say(); });
}

void LinkPage::layOut() {
    addAboveTitle(back_);
    trial_->setClosing(Closing::Never);
    field_->setMaxLength(portal::mobile::kMaxLink);
    field_->setAcceptDrops(false); // the whole page takes them
    label_->setBuddy(field_);
    theme().keep(field_, [this] { field_->setTextMargins(theme().px(10), 0, theme().px(10), 0); });
    auto* fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(kHalo, 0, kHalo, 0);
    fieldRow->addWidget(field_);
    QVBoxLayout* giving = columnIn(*giving_);
    giving->addWidget(label_);
    giving->addLayout(fieldRow);
    giving->addWidget(note_);
    giving->addLayout(rowOf({read_, paste_, picture_}));
    QVBoxLayout* going = columnIn(*going_);
    going->addSpacing(kAboveSection);
    for (QWidget* part :
         {static_cast<QWidget*>(siteTitle_), static_cast<QWidget*>(site_), static_cast<QWidget*>(siteText_)})
        going->addWidget(part);
    going->addLayout(rowOf({fetch_, another_}));
    for (QWidget* part : {static_cast<QWidget*>(banner_), giving_, going_, static_cast<QWidget*>(working_),
                          static_cast<QWidget*>(trial_)})
        column().addWidget(part);
}

void LinkPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::MobileTitle));
    setLead(words.say(Phrase::MobileLead));
    back_->setText(words.say(Phrase::GoBack));
    trial_->showMessage(CardKind::Info, words.say(Phrase::MobileTrial), words.say(Phrase::MobileTrialText));
    label_->setText(words.say(Phrase::MobileLink));
    note_->setText(words.say(Phrase::MobileLinkNote));
    field_->setAccessibleDescription(note_->text());
    read_->setText(words.say(Phrase::SignNext));
    paste_->setText(words.say(Phrase::MobilePaste));
    picture_->setText(words.say(Phrase::MobilePicture));
    siteTitle_->setText(words.say(Phrase::MobileSite));
    siteText_->setText(words.say(Phrase::MobileSiteText));
    fetch_->setText(words.say(Phrase::MobileFetch));
    another_->setText(words.say(Phrase::MobileAnother));
    refresh();
}

void LinkPage::refresh() {
    const Stage stage = mobile_.stage();
    const bool linked = stage == Stage::Linked || stage == Stage::Asking;
    giving_->setVisible(!linked);
    giving_->setEnabled(stage != Stage::Reading);
    read_->setEnabled(!field_->text().trimmed().isEmpty());
    going_->setVisible(linked);
    fetch_->setEnabled(stage == Stage::Linked);
    if (linked)
        site_->show(callerOf(mobile_.link()));
    working_->setVisible(stage == Stage::Reading || stage == Stage::Asking);
    working_->setText(
        desk_.words.say(stage == Stage::Reading ? Phrase::MobileReading : Phrase::MobileFetching));
}

void LinkPage::follow() {
    refresh();
    const Stage now = mobile_.stage();
    if (std::exchange(seen_, now) == now)
        return;
    banner_->clear();
    if (mobile_.failure() && (now == Stage::NoLink || now == Stage::Linked))
        banner_->showFailure(*mobile_.failure());
    if (now == Stage::NoLink && !mobile_.failure())
        field_->clear();
    if (isVisible() && (now == Stage::NoLink || now == Stage::Linked))
        focusFirst();
}

void LinkPage::focusFirst() {
    if (mobile_.stage() == Stage::Linked)
        fetch_->setFocus(Qt::OtherFocusReason);
    else if (giving_->isVisibleTo(this) && giving_->isEnabled())
        field_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

void LinkPage::readField() {
    if (field_->text().trimmed().isEmpty())
        return;
    seen_ = Stage::Done; // the same failure once more is news
    mobile_.readText(toUtf8(field_->text()));
}

void LinkPage::take(const QMimeData& given) {
    seen_ = Stage::Done;
    const DroppedContent content = droppedContent(given);
    if (const auto* text = std::get_if<DroppedText>(&content)) {
        field_->setText(fromUtf8(text->text));
        mobile_.readText(text->text);
    } else if (const auto* file = std::get_if<DroppedFile>(&content)) {
        mobile_.readPictureFile(file->path);
    } else if (const auto* picture = std::get_if<DroppedPicture>(&content)) {
        mobile_.readPicture(picture->content);
    } else {
        banner_->showMessage(CardKind::Attention, desk_.words.say(Phrase::MobileClipboard), {});
    }
}

void LinkPage::paste() {
    if (const QMimeData* held = QGuiApplication::clipboard()->mimeData())
        take(*held);
}

void LinkPage::choosePicture() {
    const QString file =
        QFileDialog::getOpenFileName(this, desk_.words.say(Phrase::MobilePicture), QString(),
                                     QStringLiteral("PNG, JPEG, BMP, GIF (*.png *.jpg *.jpeg *.bmp *.gif)"));
    if (file.isEmpty())
        return;
    seen_ = Stage::Done;
    mobile_.readPictureFile(toUtf8(file));
}

/// A picture pasted into the field would be nothing.
bool LinkPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == field_ && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Paste)) {
        const QMimeData* held = QGuiApplication::clipboard()->mimeData();
        if (held != nullptr && !held->hasText()) {
            paste();
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void LinkPage::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Paste) && giving_->isVisibleTo(this) && giving_->isEnabled())
        paste();
    else
        Page::keyPressEvent(event);
}

void LinkPage::dragEnterEvent(QDragEnterEvent* event) {
    const bool free = giving_->isVisibleTo(this) && giving_->isEnabled();
    if (!free || std::holds_alternative<DroppedNothing>(droppedContent(*event->mimeData())))
        return;
    event->acceptProposedAction();
    note_->setText(desk_.words.say(Phrase::MobileDrop));
}

void LinkPage::dragLeaveEvent(QDragLeaveEvent*) {
    note_->setText(desk_.words.say(Phrase::MobileLinkNote));
}

void LinkPage::dropEvent(QDropEvent* event) {
    note_->setText(desk_.words.say(Phrase::MobileLinkNote));
    event->acceptProposedAction();
    take(*event->mimeData());
}

} // namespace tanba::gui
