#include "app/gui/pages/opening_note.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/page.h"

#include <QHBoxLayout>

namespace tanba::gui {

namespace {

using guidance::SecretMedium;

Page* pageOf(const QWidget& part) {
    for (QWidget* each = part.parentWidget(); each != nullptr; each = each->parentWidget())
        if (auto* page = qobject_cast<Page*>(each))
            return page;
    return nullptr;
}

} // namespace

OpeningNote::OpeningNote(Words& words)
    : words_(words), note_(new Text(TypeRole::Small, Tone::Muted)),
      cancel_(new Button(ButtonKind::Plain, Icon::Close)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(note_, 1);
    row->addWidget(cancel_);
    cancel_->hide();
    connect(cancel_, &QAbstractButton::clicked, this, &OpeningNote::cancelled);
    words.keep(this, [this] { say(); });
}

void OpeningNote::say() {
    cancel_->setText(words_.say(Phrase::Cancel));
    if (!opening_)
        return; // the note is the page's
    const bool card = medium_ == SecretMedium::CardOrToken;
    note_->setText(words_.say(Phrase::KeyUnlocking) + QLatin1Char(' ') +
                   words_.say(card ? Phrase::KeyUnlockingCard : Phrase::KeyUnlockingNote));
    cancel_->setAccessibleDescription(note_->text());
}

void OpeningNote::rest(const QString& note) {
    opening_ = false;
    const bool focused = cancel_->hasFocus();
    note_->setText(note);
    setVisible(!note.isEmpty());
    cancel_->hide();
    Page* page = pageOf(*this);
    if (focused && page != nullptr && page->isVisible())
        page->focusFirst();
}

void OpeningNote::open(SecretMedium medium) {
    const bool appears = !std::exchange(opening_, true);
    medium_ = medium;
    say();
    cancel_->show();
    show();
    if (!appears)
        return;
    cancel_->setFocus(Qt::OtherFocusReason);
    // Where there is no foot; once it has its place.
    QMetaObject::invokeMethod(this, &OpeningNote::bringIntoSight, Qt::QueuedConnection);
}

void OpeningNote::bringIntoSight() {
    if (Page* page = pageOf(*this); page != nullptr && opening_)
        page->ensureWidgetVisible(cancel_);
}

void OpeningNote::tellCancelled(Banner& banner) const {
    const bool card = medium_ == SecretMedium::CardOrToken;
    banner.showMessage(CardKind::Info, words_.say(Phrase::KeyUnlockCancelled),
                       card ? words_.say(Phrase::KeyUnlockingCard) : QString());
}

} // namespace tanba::gui
