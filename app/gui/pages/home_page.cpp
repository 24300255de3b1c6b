#include "app/gui/pages/home_page.h"

#include "app/gui/pages/attention_card.h"
#include "app/gui/presence/expiry_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/empty_state.h"
#include "app/text/dates.h"
#include "core/base/utf8.h"

#include <QApplication>
#include <utility>

namespace tanba::gui {

HomePage::HomePage(const Desk& desk)
    : desk_(desk), banner_(new Banner(desk.words)), empty_(new EmptyState(Icon::Mark)),
      emptySearch_(new Button(ButtonKind::Main, Icon::Search)), jobsTitle_(nullptr),
      enter_(new ActionCard(Icon::Globe)), sign_(new ActionCard(Icon::Sign)),
      check_(new ActionCard(Icon::Verify)), find_(new ActionCard(Icon::Search)),
      password_(new ActionCard(Icon::Lock)), forgot_(new ActionCard(Icon::Help)),
      lost_(new ActionCard(Icon::Attention)), safety_(new ActionCard(Icon::Shield)), attentionTitle_(nullptr),
      attention_(new QVBoxLayout), moreTitle_(nullptr) {
    empty_->addActions({emptySearch_});
    column().addWidget(banner_);
    column().addSpacing(8);
    column().addWidget(empty_);
    jobsTitle_ = addSection();
    for (ActionCard* card : {enter_, sign_, check_})
        column().addWidget(card);
    // Between the jobs, so that it is seen without scrolling.
    attentionTitle_ = addSection();
    attention_->setSpacing(4);
    column().addLayout(attention_);
    moreTitle_ = addSection();
    for (ActionCard* card : {find_, password_, forgot_, lost_, safety_})
        column().addWidget(card);
    for (QAbstractButton* button :
         {static_cast<QAbstractButton*>(emptySearch_), static_cast<QAbstractButton*>(find_)})
        connect(button, &QAbstractButton::clicked, this, &HomePage::searchWanted);
    connect(enter_, &QAbstractButton::clicked, this, &HomePage::enterWanted);
    connect(sign_, &QAbstractButton::clicked, this, &HomePage::signWanted);
    connect(check_, &QAbstractButton::clicked, this, &HomePage::checkWanted);
    connect(password_, &QAbstractButton::clicked, this, &HomePage::passwordChangeWanted);
    connect(forgot_, &QAbstractButton::clicked, this, &HomePage::passwordForgotten);
    connect(lost_, &QAbstractButton::clicked, this, [this] { emit adviceWanted(AdvicePlace::Lost); });
    connect(safety_, &QAbstractButton::clicked, this, [this] { emit adviceWanted(AdvicePlace::Overview); });
    connect(&desk_.shelf, &KeyShelf::changed, this, &HomePage::refreshSoon);
    connect(&desk_.cards, &CardShelf::cardsChanged, this, &HomePage::refreshSoon);
    connect(&desk_.attendant.board(), &AttentionBoard::changed, this, &HomePage::refreshSoon);
    desk_.words.keep(this, [this] { say(); });
}

void HomePage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::NavHome));
    setLead(words.say(Phrase::HomeLead));
    banner_->clear();
    empty_->say(words.say(Phrase::HomeEmptyTitle), words.say(Phrase::HomeEmptyText));
    emptySearch_->setText(words.say(Phrase::KeysSearch));
    emptySearch_->setToolTip(words.say(Phrase::KeysSearchTip));
    attentionTitle_->setText(words.say(Phrase::HomeAttention));
    jobsTitle_->setText(words.say(Phrase::HomeJobs));
    moreTitle_->setText(words.say(Phrase::HomeMore));
    enter_->say(words.say(Phrase::JobEnterTitle), words.say(Phrase::JobEnterText));
    find_->say(words.say(Phrase::JobFindTitle), words.say(Phrase::JobFindText));
    sign_->say(words.say(Phrase::JobSignTitle), words.say(Phrase::JobSignText));
    check_->say(words.say(Phrase::JobCheckTitle), words.say(Phrase::JobCheckText));
    password_->say(words.say(Phrase::JobPasswordTitle), words.say(Phrase::JobPasswordText));
    forgot_->say(words.say(Phrase::JobForgotTitle), words.say(Phrase::JobForgotText));
    lost_->say(words.say(Phrase::LostTitle), words.say(Phrase::LostCard));
    refresh();
}

void HomePage::refreshSoon() {
    // Not at once: what was pressed may be what is to be replaced; and news come in crowds.
    if (std::exchange(refreshWaits_, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            refreshWaits_ = false;
            refresh();
        },
        Qt::QueuedConnection);
}

void HomePage::refresh() {
    const bool empty = desk_.shelf.empty() && desk_.cards.entries().empty();
    empty_->setVisible(empty);
    // Without a key there is none to be changed or lost. The three jobs stay: the page of signing tells what
    // is missing.
    for (ActionCard* card : {find_, password_, lost_})
        card->setVisible(!empty);
    safety_->say(desk_.words.say(Phrase::SafetyTitle),
                 desk_.words.say(empty ? Phrase::HandOverShort : Phrase::SafetyCard));
    const QWidget* focused = QApplication::focusWidget();
    bool hadFocus = false;
    for (QWidget* each : std::exchange(shown_, {})) {
        hadFocus = hadFocus || (focused != nullptr && (each == focused || each->isAncestorOf(focused)));
        delete each;
    }
    if (!empty && desk_.attendant.board().calm())
        shown_.append(calm());
    for (const AttentionItem& item : desk_.attendant.board().items())
        shown_.append(viewOf(item));
    attentionTitle_->setVisible(!shown_.isEmpty());
    for (QWidget* each : shown_)
        attention_->addWidget(each);
    if (hadFocus)
        focusFirst();
}

QWidget* HomePage::viewOf(const AttentionItem& item) {
    if (item.open)
        return new AttentionCard(item);
    auto* banner = new Banner(desk_.words, attentionTitle_->parentWidget());
    banner->setClosing(Closing::Never);
    banner->showMessage(item.urgency >= Urgency::Advice ? CardKind::Info : CardKind::Attention, item.title,
                        item.text);
    for (const AttentionAction& action : item.actions) {
        auto* button = new Button(ButtonKind::Plain);
        button->setText(action.words);
        connect(button, &QAbstractButton::clicked, this, action.run);
        banner->addAction(button);
    }
    return banner;
}

QWidget* HomePage::calm() {
    auto* calm = new Banner(desk_.words, attentionTitle_->parentWidget());
    calm->setClosing(Closing::Never);
    calm->showMessage(CardKind::Good, desk_.words.say(Phrase::HomeCalmTitle),
                      desk_.words.say(Phrase::HomeCalmText));
    return calm;
}

void HomePage::showCertificate(const keys::Certificate& certificate) {
    const Words& words = desk_.words;
    const Time end = certificate.notAfter();
    const std::string date = text::dateInWords(end, text::localOffset(end), words.language());
    banner_->showMessage(CardKind::Info,
                         words.say(Phrase::OpenedCertificate, {{"owner", toUtf8(holderName(certificate))}}),
                         words.say(Phrase::OpenedCertificateText, {{"date", date}}));
    ensureVisible(0, 0);
}

void HomePage::showFailure(const Failure& failure) {
    banner_->showFailure(failure);
}

void HomePage::focusFirst() {
    if (desk_.shelf.empty() && desk_.cards.entries().empty())
        emptySearch_->setFocus(Qt::OtherFocusReason);
    else
        Page::focusFirst();
}

} // namespace tanba::gui
