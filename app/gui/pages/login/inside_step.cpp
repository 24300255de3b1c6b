#include "app/gui/pages/login/inside_step.h"

#include "app/gui/pages/login/portal_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/fold.h"

#include <QApplication>
#include <QClipboard>
#include <QUrl>

namespace tanba::gui {

InsideStep::InsideStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Inside), portal_(new PortalCard(desk.words)),
      help_(new Fold(desk.words, Phrase::LoginDoneHelp)), helpText_(new Text(TypeRole::Body)),
      again_(new Button(ButtonKind::Plain, Icon::External)),
      copy_(new Button(ButtonKind::Quiet, Icon::Copy)) {
    help_->content().addWidget(helpText_);
    help_->content().addLayout(rowOf({again_, copy_}));
    add({portal_, help_});
    help_->setVisible(inBrowser());
    connect(again_, &QAbstractButton::clicked, this, &InsideStep::openBrowser);
    connect(copy_, &QAbstractButton::clicked, this, &InsideStep::copy);
    keepWords();
}

void InsideStep::say() {
    setTitle(words().say(Phrase::LoginDoneTitle));
    setLead(words().say(inBrowser() ? Phrase::LoginDoneLead : Phrase::LoginDoneDemo));
    helpText_->setText(words().say(Phrase::LoginDoneHelpText));
    again_->setText(words().say(Phrase::LoginDoneAgain));
    copy_->setText(words().say(Phrase::LoginQrCopy));
}

bool InsideStep::inBrowser() {
    return login().end() == LoginEnd::Browser;
}

void InsideStep::begin() {
    LoginStep::begin();
    help_->setOpen(false);
    copy_->setText(words().say(Phrase::LoginQrCopy));
    openBrowser();
}

void InsideStep::refresh() {
    portal_->show(login().portal());
}

/// None when the ticket has expired: the page says so.
std::optional<QUrl> InsideStep::link() {
    const Result<std::string> link = login().browserLink();
    if (link.ok())
        return QUrl(fromUtf8(link.value()), QUrl::StrictMode);
    if (link.failure().code == FailureCode::PortalLoginGone)
        tellOver();
    else
        banner().showFailure(link.failure());
    return std::nullopt;
}

void InsideStep::tellOver() {
    banner().showMessage(CardKind::Attention, words().say(Phrase::LoginDoneOver), {});
    auto* again = new Button(ButtonKind::Plain, Icon::Reload);
    again->setText(words().say(Phrase::LoginRestart));
    connect(again, &QAbstractButton::clicked, this, &InsideStep::againWanted, Qt::QueuedConnection);
    banner().addAction(again);
}

void InsideStep::openBrowser() {
    banner().clear();
    const std::optional<QUrl> there = link();
    if (!there || desk().open(*there))
        return;
    banner().showFailure(fail(FailureCode::BrowserNotOpened, hostOfAddress(login().portal().origin)));
    help_->setOpen(true);
    banner().setFocus(Qt::OtherFocusReason);
}

void InsideStep::copy() {
    banner().clear();
    if (const std::optional<QUrl> there = link()) {
        QApplication::clipboard()->setText(there->toString(QUrl::FullyEncoded));
        copy_->setText(words().say(Phrase::ProblemCopied));
    }
}

} // namespace tanba::gui
