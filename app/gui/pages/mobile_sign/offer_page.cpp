#include "app/gui/pages/mobile_sign/offer_page.h"

#include "app/gui/consent/caller_card.h"
#include "app/gui/consent/consent_content.h"
#include "app/gui/consent/consent_words.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/mobile_sign/offer_words.h"
#include "app/gui/pages/opening_note.h"
#include "app/gui/pages/sign/document_row.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/sign/role_part.h"
#include "app/gui/pages/sign/secret_part.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/consent_button.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/verdict_header.h"
#include "core/keys/kz_profile.h"

#include <QHideEvent>
#include <utility>

namespace tanba::gui {

namespace {

using Stage = MobileDesk::Stage;

/// Takes the widgets of a layout away; not at once, because one of them may be telling about a press.
void clearRows(QLayout& rows) {
    while (QLayoutItem* item = rows.takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

QVBoxLayout* partOf(QWidget& part) {
    auto* column = new QVBoxLayout(&part);
    column->setContentsMargins(0, 0, 0, 0);
    return column;
}

} // namespace

OfferPage::OfferPage(const Desk& desk)
    : desk_(desk), mobile_(desk.mobile), back_(new Button(ButtonKind::Quiet, Icon::Back)),
      banner_(new Banner(desk.words)), done_(new VerdictHeader), site_(new CallerCard(desk.words)),
      login_(new Banner(desk.words)), facts_(new FactsView), said_(new Text(TypeRole::Small, Tone::Muted)),
      what_(new QWidget), whatTitle_(new Text(TypeRole::Section)), rows_(new QVBoxLayout),
      sends_(new Text(TypeRole::Body, Tone::Attention)), who_(new QWidget), noKey_(new Banner(desk.words)),
      keyCard_(new KeyCard), others_(new Fold(desk.words, Phrase::MobileKeys)), owner_(new OwnerCard(desk)),
      remarks_(new RolePart(desk)), secret_(new SecretPart(desk)), note_(new OpeningNote(desk.words)),
      sign_(new ConsentButton(Icon::Sign)), open_(new Button(ButtonKind::Main, Icon::Unlock)),
      pin_(new Button(ButtonKind::Main, Icon::Unlock)), cancel_(new Button(ButtonKind::Plain)) {
    layOut();
    for (Button* leave : {back_, cancel_})
        connect(leave, &QAbstractButton::clicked, &mobile_, &MobileDesk::leave);
    connect(owner_, &OwnerCard::wanted, this, &OfferPage::adviceWanted);
    connect(secret_, &SecretPart::edited, this, &OfferPage::refreshButtons);
    // Enter opens a key that nobody has seen yet, and only leads to the button that signs.
    connect(secret_, &SecretPart::submitted, this, [this] {
        if (open_->isVisible())
            openKey();
        else if (sign_->isEnabled())
            sign_->setFocus(Qt::OtherFocusReason);
    });
    connect(open_, &QAbstractButton::clicked, this, &OfferPage::openKey);
    connect(note_, &OpeningNote::cancelled, this, &OfferPage::cancelOpening);
    connect(sign_, &QAbstractButton::clicked, this, &OfferPage::press);
    connect(pin_, &QAbstractButton::clicked, this, [this] {
        SecretBytes typed = secret_->copy();
        secret_->clear();
        mobile_.givePin(std::move(typed));
    });
    connect(&mobile_, &MobileDesk::changed, this, &OfferPage::follow);
    connect(&mobile_, &MobileDesk::keyRefused, this, &OfferPage::takeRefusal);
    connect(&mobile_, &MobileDesk::keyLooked, this, [this] {
        banner_->showMessage(CardKind::Info, desk_.words.say(Phrase::SignKeyLooked), {});
        if (isVisible())
            Page::focusFirst();
    });
    // The page is made when it is first needed.
    seen_ = mobile_.stage();
    takeQuestion();
    desk.words.keep(this, [this] { say(); });
}

void OfferPage::layOut() {
    addAboveTitle(back_);
    for (Banner* fixed : {login_, noKey_})
        fixed->setClosing(Closing::Never);
    QVBoxLayout* what = partOf(*what_);
    what->addSpacing(kAboveSection);
    what->addWidget(whatTitle_);
    what->addLayout(rows_);
    what->addWidget(sends_);
    for (QWidget* part :
         {static_cast<QWidget*>(done_), static_cast<QWidget*>(banner_), static_cast<QWidget*>(site_),
          static_cast<QWidget*>(login_), static_cast<QWidget*>(facts_), static_cast<QWidget*>(said_), what_})
        column().addWidget(part);
    auto* whoTitle = new Text(TypeRole::Section);
    desk_.words.keep(whoTitle, [this, whoTitle] { whoTitle->setText(desk_.words.say(Phrase::SignWho)); });
    QVBoxLayout* who = partOf(*who_);
    who->addSpacing(kAboveSection);
    for (QWidget* part :
         {static_cast<QWidget*>(whoTitle), static_cast<QWidget*>(noKey_), static_cast<QWidget*>(keyCard_),
          static_cast<QWidget*>(others_), static_cast<QWidget*>(owner_), static_cast<QWidget*>(remarks_),
          static_cast<QWidget*>(secret_)})
        who->addWidget(part);
    column().addWidget(who_);
    column().addLayout(rowOf({sign_, open_, pin_, cancel_}));
    column().addWidget(note_);
}

void OfferPage::say() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::MobileAnother));
    said_->setText(words.say(Phrase::MobileSaid));
    whatTitle_->setText(words.say(Phrase::PortalWhat));
    sends_->setText(words.say(Phrase::MobileSends) + QLatin1Char(' ') + words.say(Phrase::PortalCertificate));
    open_->setText(words.say(Phrase::KeyUnlock));
    pin_->setText(words.say(Phrase::PortalPinGo));
    sign_->setAccessibleDescription(words.say(Phrase::SignGoTip));
    sign_->setToolTip(words.say(Phrase::SignGoTip));
    noKey_->clear();
    refresh();
    refreshDocuments();
}

/// Another stage than before: what was typed goes, and so does what was said about the last one.
void OfferPage::follow() {
    takeQuestion();
    const Stage now = mobile_.stage();
    const Stage before = std::exchange(seen_, now);
    if (now == before) {
        refresh();
        return;
    }
    if (now != Stage::Working && before != Stage::Working) {
        secret_->clear();
        key_.reset();
        sign_->beginAgain();
        refreshDocuments();
        ensureVisible(0, 0);
    }
    if (before == Stage::Working) {
        secret_->clear();
        sign_->beginAgain();
        refreshDocuments();
    }
    banner_->clear();
    if (mobile_.failure() && (now == Stage::Proving || now == Stage::Offered))
        banner_->showFailure(*mobile_.failure());
    refresh();
    if (isVisible() && now != Stage::Working) {
        ensureVisible(0, 0);
        focusFirst();
    }
}

/// Other documents than before, or none: what was said of the last ones goes.
void OfferPage::takeQuestion() {
    if (question_ == mobile_.question())
        return;
    question_ = mobile_.question();
    mentions_ = question_ ? mentionsOrganisation(*question_) : guidance::MentionsOrganisation::No;
    remarks_->begin();
}

void OfferPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
    refreshDocuments();
}

void OfferPage::hideEvent(QHideEvent* event) {
    if (mobile_.stage() != Stage::Working)
        secret_->clear();
    Page::hideEvent(event);
}

void OfferPage::refresh() {
    const portal::mobile::Invitation* invitation = mobile_.invitation();
    if (!isVisible() || invitation == nullptr)
        return; // when it is shown
    const Words& words = desk_.words;
    const bool over = mobile_.stage() == Stage::Done;
    const std::size_t count = mobile_.offer() != nullptr ? mobile_.offer()->documents().size() : 0;
    setTitle(over         ? words.say(Phrase::MobileTitle)
             : count == 0 ? words.say(Phrase::MobileLogin)
             : count == 1 ? words.say(Phrase::SignOneTitle)
                          : words.say(Phrase::SignManyTitle, {{"count", std::to_string(count)}}));
    site_->show(callerOf(mobile_.link()));
    facts_->show(factsOf(*invitation, words));
    login_->clear();
    if (mobile_.asksForLogin())
        login_->showMessage(CardKind::Info, words.say(Phrase::MobileLogin),
                            words.say(Phrase::MobileLoginText));
    done_->setVisible(over);
    if (over)
        done_->show(CardKind::Good, words.say(Phrase::MobileDone),
                    words.say(Phrase::MobileDoneText, {{"site", mobile_.link().address.authority()}}));
    what_->setVisible(count > 0);
    whatTitle_->setVisible(!over);
    sends_->setVisible(!over);
    who_->setVisible(!over);
    cancel_->setText(words.say(over ? Phrase::MobileAnother : Phrase::PortalCancel));
    back_->setVisible(!over);
    refreshKey();
}

void OfferPage::refreshDocuments() {
    const portal::mobile::Offer* offer = mobile_.offer();
    clearRows(*rows_);
    if (offer == nullptr)
        return;
    const bool over = mobile_.stage() == Stage::Done;
    for (std::size_t index = 0; index < offer->documents().size(); ++index) {
        auto* row = new DocumentRow;
        DocumentView view = viewOf(*offer, index, desk_.words);
        if (over) {
            view.kind = CardKind::Good;
            view.state = desk_.words.say(Phrase::SignRowDone);
        }
        RowActions actions;
        actions.look = true;
        row->show(view, actions, desk_.words);
        connect(row, &DocumentRow::lookWanted, this, [this, index] { emit lookWanted(index); });
        rows_->addWidget(row);
    }
}

void OfferPage::refreshKey() {
    const std::optional<ConsentKey> found = mobile_.key();
    const std::optional<SigningKeyOption> key = found ? std::optional(found->option) : std::nullopt;
    const bool another = key.has_value() != key_.has_value() ||
                         (key && (!key->sameKey(*key_) || key->certificate != key_->certificate ||
                                  key->ownership != key_->ownership));
    key_ = key;
    keyCard_->setVisible(key.has_value());
    if (key)
        showOption(*keyCard_, *key, desk_);
    const bool people = key && key->certificate && !key->demonstration;
    owner_->show(people ? std::optional(keys::kzProfile(*key->certificate).owner) : std::nullopt);
    remarks_->show(mobile_.asksForLogin() ? std::nullopt : key, mentions_);
    secret_->show(key, mobile_.pinOnReader() ? PadMoment::Now : PadMoment::Before);
    if (key)
        noKey_->clear();
    else if (noKey_->isHidden())
        showNoKey();
    if (another) {
        sign_->beginAgain();
        refreshOthers();
    }
    refreshButtons();
}

/// The keys beside the one that is used: those that would do, and why the rest would not.
void OfferPage::refreshOthers() {
    clearRows(others_->content());
    int count = 0;
    for (const ConsentKey& each : mobile_.keys()) {
        if (key_ && each.option.sameKey(*key_))
            continue;
        auto* card = new KeyCard;
        showOption(*card, each.option, desk_);
        card->explain(unfitWords(each, desk_.words));
        card->setEnabled(each.usable());
        connect(
            card, &QAbstractButton::clicked, this,
            [this, option = each.option] {
                others_->setOpen(false);
                mobile_.chooseKey(option);
                focusFirst();
            },
            Qt::QueuedConnection);
        others_->content().addWidget(card);
        ++count;
    }
    others_->setVisible(count > 0);
}

void OfferPage::showNoKey() {
    const Words& words = desk_.words;
    noKey_->showMessage(CardKind::Attention, words.say(Phrase::SignNoKeyTitle),
                        words.say(Phrase::SignNoKeyText));
    auto* search = new Button(ButtonKind::Plain, Icon::Search);
    search->setText(words.say(Phrase::KeysSearch));
    connect(search, &QAbstractButton::clicked, this, &OfferPage::keySearchWanted);
    noKey_->addAction(search);
}

QString OfferPage::consentWords() const {
    const Words& words = desk_.words;
    if (key_ && key_->certificate &&
        guidance::treatmentFor(key_->ownership).ownerOnButton == guidance::Shown::Yes)
        return words.say(Phrase::SignGoOwner, {{"name", toUtf8(ownerForButton(*key_->certificate))}});
    if (mobile_.asksForLogin())
        return words.say(Phrase::PortalLoginGo);
    const std::size_t count = mobile_.offer() != nullptr ? mobile_.offer()->documents().size() : 1;
    return count > 1 ? words.say(Phrase::SignGoMany, {{"count", std::to_string(count)}})
                     : words.say(Phrase::SignGo);
}

void OfferPage::refreshButtons() {
    const Words& words = desk_.words;
    const Stage stage = mobile_.stage();
    const bool known = key_ && key_->certificate;
    const bool free = (stage == Stage::Proving || stage == Stage::Offered) && !mobile_.openingKey();
    const bool again = mobile_.waitsForPin();
    const bool over = stage == Stage::Done;
    for (QWidget* part :
         {static_cast<QWidget*>(keyCard_), static_cast<QWidget*>(others_), static_cast<QWidget*>(remarks_)})
        part->setEnabled(free);
    secret_->setEnabled(free || again);
    sign_->setVisible(known && !again && !over);
    sign_->setText(consentWords());
    sign_->setReady(known && free && secret_->complete());
    open_->setVisible(key_ && !known && !over);
    open_->setEnabled(free && secret_->complete());
    pin_->setVisible(again);
    pin_->setEnabled(again && !secret_->empty());
    // Beside the other way out nobody knew which one leaves the site.
    const bool opening = mobile_.openingKey() && !again;
    cancel_->setVisible(!opening);
    if (!key_ || over)
        note_->rest({});
    else if (opening)
        note_->open(mediumOf(*key_));
    else
        note_->rest(words.say(noteAtRest()));
}

Phrase OfferPage::noteAtRest() const {
    if (mobile_.waitsForPin())
        return Phrase::SignPinAgain;
    if (mobile_.stage() == Stage::Working)
        return mobile_.asksForLogin() ? Phrase::MobileFetching : Phrase::MobileSigning;
    return key_->onCard() ? Phrase::PinOnce : Phrase::SignSecretOnce;
}

void OfferPage::openKey() {
    if (!open_->isVisible() || !open_->isEnabled())
        return;
    banner_->clear();
    mobile_.openKey(secret_->copy());
}

/// When it is too late, what was agreed to goes on, and the way out of it is here again.
void OfferPage::cancelOpening() {
    if (!mobile_.cancelOpening())
        return;
    secret_->clear();
    note_->tellCancelled(*banner_);
    ensureVisible(0, 0);
    focusFirst();
}

void OfferPage::press() {
    if (!key_ || !key_->certificate)
        return;
    banner_->clear();
    mobile_.consent(*key_, secret_->copy());
}

void OfferPage::takeRefusal(const Failure& failure) {
    if (!showRefusal(failure, *banner_, *secret_))
        return;
    refreshButtons();
    ensureVisible(0, 0);
    focusFirst();
}

void OfferPage::focusFirst() {
    if (!isVisible())
        return;
    if (mobile_.stage() == Stage::Done)
        done_->takeFocus();
    else if (key_ && secret_->isEnabled() && secret_->isVisible())
        secret_->focusFirst();
    else
        Page::focusFirst();
}

} // namespace tanba::gui
