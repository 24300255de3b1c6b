#include "app/gui/pages/login/consent_step.h"

#include "app/gui/consent/consent_words.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/cards/pin_notice.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/login/portal_card.h"
#include "app/gui/pages/opening_note.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/sign/secret_part.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/consent_button.h"
#include "core/keys/kz_profile.h"

#include <QHideEvent>

namespace tanba::gui {

using Work = LoginDesk::Work;

ConsentStep::ConsentStep(const Desk& desk)
    : LoginStep(desk, LoginPlace::Consent), portal_(new PortalCard(desk.words)),
      means_(new Banner(desk.words)), whoTitle_(nullptr), keyCard_(new KeyCard),
      role_(new Text(TypeRole::Body, Tone::Muted)), owner_(new OwnerCard(desk)),
      keyLine_(new Text(TypeRole::Strong)), secret_(new SecretPart(desk)),
      agree_(new ConsentButton(Icon::Unlock)), open_(new Button(ButtonKind::Main, Icon::Key)),
      forgot_(new Button(ButtonKind::Quiet)), note_(new OpeningNote(desk.words)) {
    means_->setClosing(Closing::Never);
    add({portal_, means_});
    whoTitle_ = addSection();
    add({keyCard_, role_, owner_});
    auto* foot = new PageFoot;
    for (QWidget* part :
         {static_cast<QWidget*>(keyLine_), static_cast<QWidget*>(secret_), static_cast<QWidget*>(note_)})
        foot->column().addWidget(part);
    foot->column().addLayout(rowOf({agree_, open_, forgot_}));
    setFoot(foot);
    connect(keyCard_, &QAbstractButton::clicked, this, &ConsentStep::otherKeyWanted);
    connect(owner_, &OwnerCard::wanted, this, &ConsentStep::adviceWanted);
    connect(forgot_, &QAbstractButton::clicked, this, &ConsentStep::passwordForgotten);
    connect(secret_, &SecretPart::edited, this, &ConsentStep::refreshButtons);
    // Enter opens a key that nobody has seen yet, and only leads to the button that agrees.
    connect(secret_, &SecretPart::submitted, this, [this] {
        if (open_->isVisible())
            openKey();
        else if (agree_->isEnabled())
            agree_->setFocus(Qt::OtherFocusReason);
    });
    connect(open_, &QAbstractButton::clicked, this, &ConsentStep::openKey);
    connect(note_, &OpeningNote::cancelled, this, &ConsentStep::cancelOpening);
    connect(agree_, &QAbstractButton::clicked, this, &ConsentStep::press);
    connect(&login(), &LoginDesk::keyRefused, this, &ConsentStep::takeRefusal);
    connect(&login(), &LoginDesk::keyLooked, this, [this] {
        banner().showMessage(CardKind::Info, words().say(Phrase::SignKeyLooked), {});
        if (isVisible())
            Page::focusFirst();
    });
    keepWords();
}

void ConsentStep::say() {
    setLead(words().say(Phrase::LoginConsentLead));
    means_->showMessage(CardKind::Info, words().say(Phrase::LoginMeansTitle),
                        words().say(Phrase::LoginMeansText));
    whoTitle_->setText(words().say(Phrase::LoginWho));
    open_->setText(words().say(Phrase::KeyUnlock));
    forgot_->setText(words().say(Phrase::KeyForgot));
    agree_->setAccessibleDescription(words().say(Phrase::SignGoTip));
    agree_->setToolTip(words().say(Phrase::SignGoTip));
}

void ConsentStep::begin() {
    LoginStep::begin();
    secret_->clear();
    key_.reset();
    agree_->beginAgain();
}

void ConsentStep::hideEvent(QHideEvent* event) {
    if (!login().busy())
        secret_->clear();
    Page::hideEvent(event);
}

void ConsentStep::refresh() {
    setTitle(words().say(Phrase::LoginTitle, {{"portal", toUtf8(titleOf(login().portal(), words()))}}));
    portal_->show(login().portal());
    const bool free = !login().busy() && !portal::isOver(login().view().stage);
    for (QWidget* part :
         {static_cast<QWidget*>(keyCard_), static_cast<QWidget*>(secret_), static_cast<QWidget*>(forgot_)})
        part->setEnabled(free);
    refreshKey();
}

void ConsentStep::refreshKey() {
    const std::optional<ConsentKey> found = login().key();
    const std::optional<SigningKeyOption> key = found ? std::optional(found->option) : std::nullopt;
    const bool another = key.has_value() != key_.has_value() ||
                         (key && (!key->sameKey(*key_) || key->certificate != key_->certificate ||
                                  key->ownership != key_->ownership));
    key_ = key;
    const bool known = key && key->certificate;
    keyCard_->setVisible(key.has_value());
    if (key)
        showOption(*keyCard_, *key, desk());
    const QString role = known ? roleWords(*key->certificate, words()) : QString();
    role_->setVisible(!role.isEmpty());
    role_->setText(words().say(Phrase::PortalRole, {{"role", toUtf8(role)}}));
    owner_->show(known && !key->demonstration ? std::optional(keys::kzProfile(*key->certificate).owner)
                                              : std::nullopt);
    keyLine_->setVisible(key.has_value());
    keyLine_->setText(key ? keyLineWords(*key, words()) : QString());
    // Nobody agrees past a warning about the key.
    standFoot(owner_->isHidden() ? PageFoot::Standing::Below : PageFoot::Standing::InColumn);
    secret_->show(key, login().pinOnReader() ? PadMoment::Now : PadMoment::Before);
    if (another)
        agree_->beginAgain();
    refreshButtons();
}

QString ConsentStep::consentWords() const {
    if (key_ && key_->certificate &&
        guidance::treatmentFor(key_->ownership).ownerOnButton == guidance::Shown::Yes)
        return words().say(Phrase::LoginGoOwner, {{"name", toUtf8(ownerForButton(*key_->certificate))}});
    return words().say(Phrase::PortalLoginGo);
}

void ConsentStep::refreshButtons() {
    const bool known = key_ && key_->certificate;
    const bool free = !login().busy() && !portal::isOver(login().view().stage);
    const bool ready = free && secret_->complete();
    agree_->setVisible(known);
    agree_->setText(consentWords());
    agree_->setReady(known && ready);
    open_->setVisible(key_ && !known);
    open_->setEnabled(ready);
    forgot_->setVisible(key_ && !key_->onCard());
    if (key_ && login().work() == Work::OpeningKey)
        note_->open(mediumOf(*key_));
    else
        note_->rest(words().say(login().work() == Work::Signing ? Phrase::LoginWorking
                                : key_ && key_->onCard()        ? Phrase::PinOnce
                                                                : Phrase::SignSecretOnce));
}

void ConsentStep::openKey() {
    if (!open_->isVisible() || !open_->isEnabled())
        return;
    banner().clear();
    login().openKey(secret_->copy());
}

/// When it is too late, the portal is asked already, and the way out of the login is above.
void ConsentStep::cancelOpening() {
    if (!login().cancelOpening())
        return;
    secret_->clear();
    note_->tellCancelled(banner());
    ensureVisible(0, 0);
    focusOwn();
}

void ConsentStep::press() {
    if (!key_ || !key_->certificate)
        return;
    banner().clear();
    login().sign(*key_, secret_->copy());
}

/// Nothing was handed in: the same, or another key, may be tried.
void ConsentStep::takeRefusal(const Failure& failure) {
    if (failure.code == FailureCode::Cancelled)
        return;
    if (!wrongSecret(failure.code)) {
        showFailure(failure);
        return;
    }
    banner().showFailure(failure);
    secret_->showTrouble(failure);
    refreshButtons();
    ensureVisible(0, 0);
    if (isVisible())
        secret_->focusFirst();
}

void ConsentStep::focusOwn() {
    if (key_ && secret_->isEnabled())
        secret_->focusFirst();
    else
        Page::focusFirst();
}

} // namespace tanba::gui
