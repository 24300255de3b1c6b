#include "app/gui/consent/ask_page.h"

#include "app/gui/consent/caller_card.h"
#include "app/gui/consent/consent_content.h"
#include "app/gui/consent/consent_words.h"
#include "app/gui/consent/content_part.h"
#include "app/gui/consent/portals.h"
#include "app/gui/consent/series_part.h"
#include "app/gui/consent/unlock_part.h"
#include "app/gui/documents/known_secret.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/demonstration_mark.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/opening_note.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/sign/role_part.h"
#include "app/gui/pages/sign/secret_part.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/consent_button.h"
#include "app/gui/widgets/facts_view.h"
#include "core/keys/kz_profile.h"

#include <QHideEvent>

namespace tanba::gui {

namespace {

using QuestionKind = service::ConsentQuestion::Kind;
using Stage = GuiConsentDesk::Stage;

} // namespace

AskPage::AskPage(const Desk& desk, GuiConsentDesk& consent)
    : desk_(desk), consent_(consent), banner_(new Banner(desk.words)), caller_(new CallerCard(desk.words)),
      about_(new Banner(desk.words)), whatTitle_(nullptr), content_(new ContentPart(desk)),
      learns_(new FactsView), certificate_(new Text(TypeRole::Body, Tone::Attention)), whoTitle_(nullptr),
      noKey_(new Banner(desk.words)), keyCard_(new KeyCard), role_(new Text(TypeRole::Body, Tone::Muted)),
      remarks_(new RolePart(desk)), otherKey_(new Button(ButtonKind::Quiet, Icon::Key)),
      owner_(new OwnerCard(desk)), demonstration_(new DemonstrationMark),
      keyLine_(new Text(TypeRole::Strong)), secret_(new SecretPart(desk)),
      unlock_(new UnlockPart(desk.words, consent.unlock())), series_(new SeriesPart(desk.words)),
      note_(new OpeningNote(desk.words)), consentButton_(new ConsentButton(Icon::Sign)),
      open_(new Button(ButtonKind::Main, Icon::Unlock)), file_(new Button(ButtonKind::Main, Icon::File)),
      cancel_(new Button(ButtonKind::Plain)), waiting_(new Text(TypeRole::Small, Tone::Muted)) {
    layOut();
    layOutFoot();
    connect(content_, &ContentPart::lookWanted, this, &AskPage::lookWanted);
    connect(keyCard_, &QAbstractButton::clicked, this, &AskPage::otherKeyWanted);
    connect(otherKey_, &QAbstractButton::clicked, this, &AskPage::otherKeyWanted);
    connect(owner_, &OwnerCard::wanted, this, &AskPage::adviceWanted);
    connect(secret_, &SecretPart::edited, this, &AskPage::refreshButtons);
    // Enter opens a key that nobody has seen yet, and only leads to the button that signs.
    connect(secret_, &SecretPart::submitted, this, [this] {
        if (open_->isVisible())
            openKey();
        else if (consentButton_->isEnabled())
            consentButton_->setFocus(Qt::OtherFocusReason);
    });
    connect(series_, &SeriesPart::changed, this, [this] {
        consentButton_->beginAgain(); // another thing is agreed to
        refreshButtons();
    });
    connect(open_, &QAbstractButton::clicked, this, &AskPage::openKey);
    connect(note_, &OpeningNote::cancelled, this, &AskPage::cancelOpening);
    connect(consentButton_, &QAbstractButton::clicked, this, &AskPage::press);
    connect(file_, &QAbstractButton::clicked, this, &AskPage::fileWanted);
    connect(cancel_, &QAbstractButton::clicked, &consent_, &GuiConsentDesk::cancel);
    connect(&consent_, &GuiConsentDesk::changed, this, &AskPage::refresh);
    connect(&consent_, &GuiConsentDesk::keyRefused, this, &AskPage::takeRefusal);
    connect(&consent_, &GuiConsentDesk::keyLooked, this, [this] {
        banner_->showMessage(CardKind::Info, desk_.words.say(Phrase::SignKeyLooked), {});
        focusFirst();
    });
    desk_.words.keep(this, [this] { say(); });
}

void AskPage::layOut() {
    for (Banner* each : {about_, noKey_})
        each->setClosing(Closing::Never);
    column().addWidget(banner_);
    column().addWidget(caller_);
    column().addWidget(about_);
    whatTitle_ = addSection();
    for (QWidget* part : {static_cast<QWidget*>(content_), static_cast<QWidget*>(learns_),
                          static_cast<QWidget*>(certificate_)})
        column().addWidget(part);
    whoTitle_ = new Text(TypeRole::Section);
    auto* who = new QHBoxLayout;
    who->addWidget(whoTitle_, 1);
    who->addWidget(otherKey_);
    column().addSpacing(12);
    column().addLayout(who);
    for (QWidget* part :
         {static_cast<QWidget*>(noKey_), static_cast<QWidget*>(keyCard_), static_cast<QWidget*>(owner_),
          static_cast<QWidget*>(role_), static_cast<QWidget*>(remarks_), static_cast<QWidget*>(unlock_),
          static_cast<QWidget*>(series_)})
        column().addWidget(part);
}

void AskPage::layOutFoot() {
    auto* foot = new PageFoot;
    foot->column().addLayout(rowOf({demonstration_})); // here it is seen however far the page is scrolled
    for (QWidget* part : {static_cast<QWidget*>(keyLine_), static_cast<QWidget*>(secret_),
                          static_cast<QWidget*>(note_), static_cast<QWidget*>(waiting_)})
        foot->column().addWidget(part);
    foot->column().addLayout(rowOf({consentButton_, open_, file_, cancel_}));
    setFoot(foot);
}

void AskPage::say() {
    const Words& words = desk_.words;
    otherKey_->setText(words.say(Phrase::SignOtherKey));
    open_->setText(words.say(Phrase::KeyUnlock));
    file_->setText(words.say(Phrase::PortalFileGo));
    cancel_->setText(words.say(Phrase::PortalCancel));
    certificate_->setText(words.say(Phrase::PortalCertificate));
    consentButton_->setAccessibleDescription(words.say(Phrase::SignGoTip));
    consentButton_->setToolTip(words.say(Phrase::SignGoTip));
    noKey_->clear();
    banner_->clear();
    content_->say();
    refresh();
}

void AskPage::begin() {
    // What follows can break off, for want of memory: until all of it is shown, nothing can be agreed to.
    question_.reset();
    key_.reset();
    consentButton_->setReady(false);
    banner_->clear();
    secret_->clear();
    series_->begin();
    unlock_->begin(desk_.portals.service.usualUnlock());
    auto question = consent_.question();
    mentions_ = mentionsOrganisation(*question);
    remarks_->begin();
    content_->show(question);
    question_ = std::move(question);
    refresh();
    consentButton_->beginAgain();
    ensureVisible(0, 0);
}

void AskPage::end() {
    question_.reset();
    content_->show(nullptr);
    key_.reset();
}

void AskPage::hideEvent(QHideEvent* event) {
    if (consent_.stage() != Stage::Opening)
        secret_->clear();
    Page::hideEvent(event);
}

void AskPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

bool AskPage::asksForKey() const {
    return question_->kind != QuestionKind::ChooseFile;
}

void AskPage::refresh() {
    if (!isVisible() || !question_ || question_ != consent_.question())
        return; // when it is shown
    showKind();
    const bool free = consent_.stage() == Stage::Asking;
    for (QWidget* part :
         {static_cast<QWidget*>(keyCard_), static_cast<QWidget*>(otherKey_), static_cast<QWidget*>(secret_),
          static_cast<QWidget*>(remarks_), static_cast<QWidget*>(unlock_), static_cast<QWidget*>(series_)})
        part->setEnabled(free);
    refreshKey();
    const std::size_t waiting = consent_.waiting();
    waiting_->setVisible(waiting > 0);
    waiting_->setText(desk_.words.say(Phrase::PortalWaiting, {{"count", std::to_string(waiting)}}));
}

void AskPage::showKind() {
    const Words& words = desk_.words;
    const bool login = isLogin(*question_);
    const bool signing = question_->kind == QuestionKind::Sign;
    const std::size_t count = question_->items.size();
    caller_->show(question_->caller);
    setTitle(question_->kind == QuestionKind::ChooseFile     ? words.say(Phrase::PortalFileTitle)
             : question_->kind == QuestionKind::ShowIdentity ? words.say(Phrase::PortalIdentityTitle)
             : login                                         ? words.say(Phrase::PortalLoginTitle)
             : count > 1 ? words.say(Phrase::PortalSignManyTitle, {{"count", std::to_string(count)}})
                         : words.say(Phrase::PortalSignTitle));
    setLead(question_->kind == QuestionKind::ChooseFile     ? words.say(Phrase::PortalFileText)
            : question_->kind == QuestionKind::ShowIdentity ? words.say(Phrase::PortalIdentityText)
                                                            : QString());
    about_->clear();
    if (login)
        showLogin();
    whatTitle_->setVisible(signing);
    whatTitle_->setText(words.say(Phrase::PortalWhat));
    content_->setVisible(signing);
    certificate_->setVisible(signing && question_->withCertificate);
    whoTitle_->setVisible(asksForKey());
    whoTitle_->setText(words.say(signing ? Phrase::SignWho : Phrase::PortalWhose));
}

void AskPage::showLogin() {
    const Words& words = desk_.words;
    const text::TextValues site = {{"site", toUtf8(callerWords(question_->caller, words))}};
    if (isProbableLogin(*question_))
        about_->showMessage(
            CardKind::Attention, words.say(Phrase::PortalProbableTitle, site),
            words.say(Phrase::PortalProbableText, {{"portals", portalsOfTheLook(*question_)}}));
    else
        about_->showMessage(CardKind::Info, words.say(Phrase::PortalLoginText, site), {});
}

void AskPage::refreshKey() {
    const std::optional<ConsentKey> found = asksForKey() ? consent_.key() : std::nullopt;
    const std::optional<SigningKeyOption> key = found ? std::optional(found->option) : std::nullopt;
    const bool another = key.has_value() != key_.has_value() ||
                         (key && (!key->sameKey(*key_) || key->certificate != key_->certificate ||
                                  key->ownership != key_->ownership));
    key_ = key;
    keyCard_->setVisible(key.has_value());
    otherKey_->setVisible(key.has_value() && consent_.keys().size() > 1);
    if (key)
        showOption(*keyCard_, *key, desk_);
    demonstration_->tell(key, desk_.words);
    const bool known = key && key->certificate;
    const QString role = known ? roleWords(*key->certificate, desk_.words) : QString();
    role_->setVisible(!role.isEmpty());
    role_->setText(desk_.words.say(Phrase::PortalRole, {{"role", toUtf8(role)}}));
    owner_->show(known && !key->demonstration ? std::optional(keys::kzProfile(*key->certificate).owner)
                                              : std::nullopt);
    const bool documents = question_->kind == QuestionKind::Sign && !isLogin(*question_);
    remarks_->show(documents ? key : std::nullopt, mentions_);
    // Who the holder of an opened key is stands in its certificate: no secret is needed to tell.
    const bool open = known && !consent_.opensAnew() && consent_.unlock().minutesLeft(*key) > 0;
    const bool secret = (question_->kind == QuestionKind::Sign && !open) || !known;
    const bool mayStayOpen = question_->kind == QuestionKind::Sign && known && !consent_.opensAnew();
    unlock_->show(mayStayOpen ? key : std::nullopt);
    // Nobody signs past a warning about the key, or about what is signed.
    const bool warned =
        !owner_->isHidden() || !remarks_->isHidden() || content_->warns() || isProbableLogin(*question_);
    standFoot(warned ? PageFoot::Standing::InColumn : PageFoot::Standing::Below);
    secret_->setVisible(key.has_value() && secret);
    keyLine_->setVisible(key.has_value() && secret);
    keyLine_->setText(key ? keyLineWords(*key, desk_.words) : QString());
    secret_->show(secret ? key : std::nullopt, consent_.pinOnReader() ? PadMoment::Now : PadMoment::Before);
    learns_->setVisible(question_->kind == QuestionKind::ShowIdentity && known);
    if (learns_->isVisibleTo(this))
        learns_->show(mainFacts(*key->certificate, desk_.words));
    if (key || !asksForKey())
        noKey_->clear();
    else if (noKey_->isHidden())
        showNoKey();
    series_->setVisible(consent_.seriesOffered());
    if (another)
        consentButton_->beginAgain();
    refreshButtons();
}

void AskPage::showNoKey() {
    const Words& words = desk_.words;
    noKey_->showMessage(CardKind::Attention, words.say(Phrase::PortalNoKeyTitle),
                        words.say(Phrase::PortalNoKeyText));
    auto* search = new Button(ButtonKind::Plain, Icon::Search);
    search->setText(words.say(Phrase::KeysSearch));
    connect(search, &QAbstractButton::clicked, this, &AskPage::keySearchWanted);
    noKey_->addAction(search);
    if (consent_.keys().empty())
        return;
    auto* why = new Button(ButtonKind::Plain);
    why->setText(words.say(Phrase::SignWhyNot));
    connect(why, &QAbstractButton::clicked, this, &AskPage::unfitKeysWanted);
    noKey_->addAction(why);
}

QString AskPage::consentWords() const {
    const Words& words = desk_.words;
    if (question_->kind == QuestionKind::ShowIdentity)
        return words.say(Phrase::PortalIdentityGo);
    if (key_ && key_->certificate &&
        guidance::treatmentFor(key_->ownership).ownerOnButton == guidance::Shown::Yes)
        return words.say(Phrase::SignGoOwner, {{"name", toUtf8(ownerForButton(*key_->certificate))}});
    if (isLogin(*question_))
        return words.say(Phrase::PortalLoginGo);
    if (const std::size_t more = series_->isVisibleTo(this) ? series_->chosen() : 0)
        return words.say(Phrase::PortalSeriesGo, {{"count", std::to_string(more)}});
    const std::size_t count = question_->items.size();
    return count > 1 ? words.say(Phrase::SignGoMany, {{"count", std::to_string(count)}})
                     : words.say(Phrase::SignGo);
}

void AskPage::refreshButtons() {
    if (!question_)
        return;
    const bool known = key_ && key_->certificate;
    const bool free = consent_.stage() == Stage::Asking;
    const bool secret = !secret_->isHidden();
    const bool ready = free && (!secret || secret_->complete());
    consentButton_->setVisible(known);
    consentButton_->setText(consentWords());
    consentButton_->setReady(known && ready);
    open_->setVisible(key_ && !known);
    open_->setEnabled(ready);
    file_->setVisible(!asksForKey());
    cancel_->setVisible(free); // beside the other way out nobody knew which one refuses the site
    if (key_ && !free)
        note_->open(mediumOf(*key_));
    else if (key_ && secret)
        note_->rest(desk_.words.say(key_->onCard() ? Phrase::PinOnce : Phrase::SignSecretOnce));
    else
        note_->rest({});
}

void AskPage::openKey() {
    if (!open_->isVisible() || !open_->isEnabled() || !key_)
        return;
    banner_->clear();
    consent_.openKey(*key_, secret_->copy());
}

void AskPage::cancelOpening() {
    if (!consent_.cancelOpening())
        return;
    secret_->clear();
    note_->tellCancelled(*banner_);
    ensureVisible(0, 0);
    focusFirst();
}

void AskPage::press() {
    if (!question_ || question_ != consent_.question() || !key_ || !key_->certificate)
        return;
    banner_->clear();
    if (question_->kind == QuestionKind::ShowIdentity)
        consent_.showIdentity(*key_);
    else
        consent_.sign(*key_, secret_->copy(),
                      {series_->isVisibleTo(this) ? series_->chosen() : 0, unlock_->chosen()});
}

void AskPage::takeRefusal(const Failure& failure) {
    if (!showRefusal(failure, *banner_, *secret_))
        return;
    refreshButtons();
    ensureVisible(0, 0);
    focusFirst();
}

void AskPage::focusFirst() {
    if (!isVisible())
        return;
    if (secret_->isVisible() && secret_->isEnabled() && key_)
        secret_->focusFirst();
    else
        cancel_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
