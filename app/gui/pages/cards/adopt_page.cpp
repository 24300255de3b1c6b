#include "app/gui/pages/cards/adopt_page.h"

#include "app/gui/pages/cards/point_row.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/picture.h"
#include "core/keys/kz_profile.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <algorithm>

namespace tanba::gui {

AdoptPage::AdoptPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      choose_(new Button(ButtonKind::Main, Icon::File)),
      doneBack_(new Button(ButtonKind::Main, Icon::ChipCard)), drop_(new Text(TypeRole::Small, Tone::Muted)) {
    setAcceptDrops(true);
    addAboveTitle(back_);
    column().addWidget(banner_);
    what_ = addSection();
    column().addLayout(pointRow(desk_.words, Phrase::AdoptCertificate, Icon::File));
    column().addLayout(pointRow(desk_.words, Phrase::AdoptSigned, Icon::Check));
    column().addLayout(pointRow(desk_.words, Phrase::AdoptSafe, Icon::Shield));
    column().addSpacing(8);
    column().addLayout(rowOf({choose_, doneBack_}));
    column().addWidget(drop_);
    connect(back_, &QAbstractButton::clicked, this, &AdoptPage::left);
    connect(doneBack_, &QAbstractButton::clicked, this, &AdoptPage::left);
    connect(choose_, &QAbstractButton::clicked, this, &AdoptPage::chooseFile);
    desk_.words.keep(this, [this] { say(); });
}

void AdoptPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::AdoptTitle));
    setLead(words.say(Phrase::AdoptLead));
    back_->setText(words.say(Phrase::PinBack));
    doneBack_->setText(words.say(Phrase::PinBack));
    what_->setText(words.say(Phrase::AdoptWhat));
    choose_->setText(words.say(Phrase::KeysChoose));
    choose_->setToolTip(words.say(Phrase::AdoptChooseTip));
    drop_->setText(words.say(Phrase::AdoptDrop));
}

void AdoptPage::show(const std::string& id) {
    id_ = id;
    banner_->clear();
    choose_->setVisible(true);
    choose_->setEnabled(!working_);
    doneBack_->setVisible(false);
    say();
    ensureVisible(0, 0);
}

void AdoptPage::chooseFile() {
    const QString filter = desk_.words.say(Phrase::AdoptFilter) +
                           QStringLiteral(" (*.cer *.crt *.pem *.der *.cms *.p7s *.p7m *.sig *.xml);;") +
                           desk_.words.say(Phrase::KeysDialogAll) + QStringLiteral(" (*)");
    const QUrl file = QFileDialog::getOpenFileUrl(this, desk_.words.say(Phrase::AdoptTitle), QUrl(), filter);
    if (!file.isEmpty())
        give({file});
}

void AdoptPage::give(const QList<QUrl>& files) {
    const auto local = std::ranges::find_if(files, [](const QUrl& url) { return url.isLocalFile(); });
    if (local == files.end() || !choose_->isEnabled())
        return;
    banner_->clear();
    working_ = true;
    choose_->setEnabled(false);
    desk_.cards.adopt(
        id_, toUtf8(local->toLocalFile()), this,
        [this, id = id_](const Result<keys::Certificate>& certificate) { adopted(id, certificate); });
}

void AdoptPage::adopted(const std::string& id, const Result<keys::Certificate>& certificate) {
    working_ = false;
    choose_->setEnabled(true);
    if (id != id_)
        return; // the page is about another card by now
    ensureVisible(0, 0);
    if (!certificate.ok()) {
        banner_->showFailure(certificate.failure());
        choose_->setFocus(Qt::OtherFocusReason);
        return;
    }
    const CardEntry* card = desk_.cards.find(id_);
    const bool kept = card != nullptr && card->recognisable;
    banner_->showMessage(
        CardKind::Good, desk_.words.say(Phrase::AdoptDoneTitle),
        desk_.words.say(kept ? Phrase::AdoptDoneText : Phrase::AdoptDoneOnce,
                        {{"name", keys::kzProfile(certificate.value()).owner.displayName()}}));
    const bool more = card != nullptr && card->lacksCertificates();
    choose_->setVisible(more);
    doneBack_->setVisible(!more);
    Button* next = more ? choose_ : doneBack_;
    next->setAccessibleDescription(banner_->spoken());
    next->setFocus(Qt::OtherFocusReason);
}

void AdoptPage::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    setLead(desk_.words.say(Phrase::AdoptDropNow));
}

void AdoptPage::dragLeaveEvent(QDragLeaveEvent*) {
    say();
}

void AdoptPage::dropEvent(QDropEvent* event) {
    say();
    give(event->mimeData()->urls());
    event->acceptProposedAction();
}

} // namespace tanba::gui
