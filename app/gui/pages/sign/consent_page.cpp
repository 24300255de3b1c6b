#include "app/gui/pages/sign/consent_page.h"

#include "app/gui/documents/known_secret.h"
#include "app/gui/pages/advice/owner_card.h"
#include "app/gui/pages/key_card.h"
#include "app/gui/pages/opening_note.h"
#include "app/gui/pages/sign/document_rows.h"
#include "app/gui/pages/sign/extras_part.h"
#include "app/gui/pages/sign/format_part.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/sign/role_part.h"
#include "app/gui/pages/sign/secret_part.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/consent_button.h"
#include "core/keys/kz_profile.h"

#include <QHideEvent>
#include <algorithm>

namespace tanba::gui {

namespace {

using documents::RowState;

/// With more, the list would push the consent out of sight.
constexpr qsizetype kFirstRows = 4;

} // namespace

ConsentPage::ConsentPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      rows_(new DocumentRows(kFirstRows)), total_(new Text(TypeRole::Body, Tone::Muted)),
      format_(new FormatPart(desk)), extras_(new ExtrasPart(desk)), whoTitle_(nullptr),
      noKey_(new Banner(desk.words)), keyCard_(new KeyCard),
      otherKey_(new Button(ButtonKind::Quiet, Icon::Key)), owner_(new OwnerCard(desk)),
      role_(new RolePart(desk)), keyLine_(new Text(TypeRole::Strong)), secret_(new SecretPart(desk)),
      sign_(new ConsentButton(Icon::Sign)), open_(new Button(ButtonKind::Main, Icon::Unlock)),
      forgot_(new Button(ButtonKind::Quiet)), note_(new OpeningNote(desk.words)) {
    layOut();
    connect(back_, &QAbstractButton::clicked, this, &ConsentPage::left);
    connect(rows_, &DocumentRows::lookWanted, this, &ConsentPage::lookWanted);
    connect(keyCard_, &QAbstractButton::clicked, this, &ConsentPage::otherKeyWanted);
    connect(otherKey_, &QAbstractButton::clicked, this, &ConsentPage::otherKeyWanted);
    connect(owner_, &OwnerCard::wanted, this, &ConsentPage::adviceWanted);
    connect(forgot_, &QAbstractButton::clicked, this, &ConsentPage::passwordForgotten);
    connect(secret_, &SecretPart::edited, this, &ConsentPage::refreshButtons);
    // Enter opens a key that nobody has seen yet, and only leads to the button that signs.
    connect(secret_, &SecretPart::submitted, this, [this] {
        if (open_->isVisible())
            openKey();
        else if (sign_->isEnabled())
            sign_->setFocus(Qt::OtherFocusReason);
    });
    connect(open_, &QAbstractButton::clicked, this, &ConsentPage::openKey);
    connect(note_, &OpeningNote::cancelled, this, &ConsentPage::cancelOpening);
    connect(sign_, &QAbstractButton::clicked, this, &ConsentPage::press);
    connect(&desk.signing, &SigningDesk::changed, this, &ConsentPage::refresh);
    connect(&desk.signing, &SigningDesk::moved, this, [this] {
        if (isVisible())
            refreshKey();
    });
    connect(&desk.signing, &SigningDesk::keyRefused, this, &ConsentPage::takeRefusal);
    connect(&desk.signing, &SigningDesk::keyLooked, this, &ConsentPage::takeLook);
    desk.words.keep(this, [this] { say(); });
}

void ConsentPage::layOut() {
    addAboveTitle(back_);
    column().addWidget(banner_);
    column().addWidget(rows_);
    column().addWidget(total_);
    column().addWidget(format_);
    column().addWidget(extras_);
    whoTitle_ = addSection();
    noKey_->setClosing(Closing::Never);
    for (QWidget* part : {static_cast<QWidget*>(noKey_), static_cast<QWidget*>(keyCard_)})
        column().addWidget(part);
    column().addLayout(rowOf({otherKey_}));
    for (QWidget* part : {static_cast<QWidget*>(owner_), static_cast<QWidget*>(role_)})
        column().addWidget(part);
    auto* foot = new PageFoot;
    for (QWidget* part :
         {static_cast<QWidget*>(keyLine_), static_cast<QWidget*>(secret_), static_cast<QWidget*>(note_)})
        foot->column().addWidget(part);
    foot->column().addLayout(rowOf({sign_, open_, forgot_}));
    setFoot(foot);
}

void ConsentPage::say() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::SignBackToList));
    setLead(words.say(Phrase::SignConsentLead));
    whoTitle_->setText(words.say(Phrase::SignWho));
    otherKey_->setText(words.say(Phrase::SignOtherKey));
    open_->setText(words.say(Phrase::KeyUnlock));
    forgot_->setText(words.say(Phrase::KeyForgot));
    noKey_->clear();
    sign_->setAccessibleDescription(words.say(Phrase::SignGoTip));
    sign_->setToolTip(words.say(Phrase::SignGoTip));
    refresh();
}

void ConsentPage::begin() {
    banner_->clear();
    rows_->foldUp();
    secret_->clear();
    refresh();
    sign_->beginAgain();
    ensureVisible(0, 0);
}

void ConsentPage::hideEvent(QHideEvent* event) {
    if (!desk_.signing.busy())
        secret_->clear();
    Page::hideEvent(event);
}

void ConsentPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    refresh();
}

void ConsentPage::refresh() {
    if (!isVisible())
        return; // when it is shown
    const Words& words = desk_.words;
    const std::size_t waiting = desk_.signing.count(RowState::Waiting);
    const bool adding = desk_.signing.order().adding == documents::Adding::ToExisting;
    setTitle(adding         ? words.say(Phrase::SignAddTitle)
             : waiting == 1 ? words.say(Phrase::SignOneTitle)
                            : words.say(Phrase::SignManyTitle, {{"count", std::to_string(waiting)}}));
    const bool free = desk_.signing.stage() == SigningDesk::Stage::Choosing && !desk_.signing.openingKey();
    for (QWidget* part :
         {static_cast<QWidget*>(back_), static_cast<QWidget*>(format_), static_cast<QWidget*>(extras_),
          static_cast<QWidget*>(keyCard_), static_cast<QWidget*>(otherKey_), static_cast<QWidget*>(secret_),
          static_cast<QWidget*>(forgot_)})
        part->setEnabled(free);
    if (desk_.signing.stage() != SigningDesk::Stage::Running)
        refreshDocuments();
    format_->refresh();
    extras_->refresh();
    refreshKey();
}

void ConsentPage::refreshDocuments() {
    const Words& words = desk_.words;
    const std::vector<ChosenDocument>& documents = desk_.signing.documents();
    std::vector<std::size_t> order = inOrder(documents, {RowState::Waiting});
    std::uint64_t size = 0;
    for (const std::size_t index : order)
        size += documents[index].row.document.size;
    total_->setVisible(order.size() > 1);
    total_->setText(words.say(Phrase::SignCount, {{"count", std::to_string(order.size())},
                                                  {"size", toUtf8(sizeWords(size, words))}}));
    RowActions actions;
    actions.look = true;
    const std::size_t count = order.size();
    rows_->show(
        count,
        [this, order = std::move(order)](std::size_t index) {
            return viewOf(desk_.signing.documents()[order[index]], ListMoment::BeforeSigning, desk_.words);
        },
        actions, words);
}

void ConsentPage::refreshKey() {
    const std::optional<SigningKeyOption> key = desk_.signing.key();
    const bool another = key.has_value() != key_.has_value() ||
                         (key && (!key->sameKey(*key_) || key->certificate != key_->certificate ||
                                  key->ownership != key_->ownership));
    key_ = key;
    keyCard_->setVisible(key.has_value());
    otherKey_->setVisible(key.has_value() && desk_.signing.keys().size() > 1);
    if (key)
        showOption(*keyCard_, *key, desk_);
    const bool people = key && key->certificate && !key->demonstration;
    owner_->show(people ? std::optional(keys::kzProfile(*key->certificate).owner) : std::nullopt);
    const bool mentions = std::ranges::any_of(desk_.signing.documents(), &ChosenDocument::namesOrganisation);
    role_->show(key, mentions ? guidance::MentionsOrganisation::Yes : guidance::MentionsOrganisation::No);
    secret_->show(key, desk_.signing.pinOnReader() ? PadMoment::Now : PadMoment::Before);
    keyLine_->setVisible(key.has_value());
    keyLine_->setText(key ? keyLineWords(*key, desk_.words) : QString());
    foot()->setVisible(key.has_value());
    // Nobody signs past a warning about the key.
    const bool warned = !owner_->isHidden() || !role_->isHidden();
    standFoot(warned ? PageFoot::Standing::InColumn : PageFoot::Standing::Below);
    if (key)
        noKey_->clear();
    else if (noKey_->isHidden())
        showNoKey();
    if (another)
        sign_->beginAgain();
    refreshButtons();
}

void ConsentPage::showNoKey() {
    const Words& words = desk_.words;
    noKey_->showMessage(CardKind::Attention, words.say(Phrase::SignNoKeyTitle),
                        words.say(Phrase::SignNoKeyText));
    auto* search = new Button(ButtonKind::Main, Icon::Search);
    search->setText(words.say(Phrase::KeysSearch));
    connect(search, &QAbstractButton::clicked, this, &ConsentPage::keySearchWanted);
    noKey_->addAction(search);
    if (desk_.signing.keys().empty())
        return;
    auto* why = new Button(ButtonKind::Plain);
    why->setText(words.say(Phrase::SignWhyNot));
    connect(why, &QAbstractButton::clicked, this, &ConsentPage::unfitKeysWanted);
    noKey_->addAction(why);
}

QString ConsentPage::buttonWords() const {
    const Words& words = desk_.words;
    if (key_ && key_->certificate &&
        guidance::treatmentFor(key_->ownership).ownerOnButton == guidance::Shown::Yes)
        return words.say(Phrase::SignGoOwner, {{"name", toUtf8(ownerForButton(*key_->certificate))}});
    const std::size_t waiting = desk_.signing.count(RowState::Waiting);
    return waiting == 1 ? words.say(Phrase::SignGo)
                        : words.say(Phrase::SignGoMany, {{"count", std::to_string(waiting)}});
}

void ConsentPage::refreshButtons() {
    const bool known = key_ && key_->certificate;
    const bool free = desk_.signing.stage() == SigningDesk::Stage::Choosing && !desk_.signing.openingKey();
    const bool ready = free && secret_->complete() && desk_.signing.count(RowState::Waiting) > 0;
    sign_->setVisible(known);
    sign_->setText(buttonWords());
    sign_->setReady(known && ready);
    open_->setVisible(key_ && !known);
    open_->setEnabled(ready);
    forgot_->setVisible(key_ && !key_->onCard());
    const Words& words = desk_.words;
    if (!key_)
        note_->rest({});
    else if (desk_.signing.openingKey())
        note_->open(mediumOf(*key_));
    else
        note_->rest(words.say(key_->onCard() ? Phrase::PinOnce : Phrase::SignSecretOnce));
}

void ConsentPage::openKey() {
    if (!open_->isVisible() || !open_->isEnabled())
        return;
    banner_->clear();
    desk_.signing.openKey(secret_->copy());
}

/// When it is too late, the run goes on, and its own page can stop it.
void ConsentPage::cancelOpening() {
    if (!desk_.signing.cancelOpening())
        return;
    secret_->clear();
    note_->tellCancelled(*banner_);
    ensureVisible(0, 0);
    focusFirst();
}

void ConsentPage::takeLook() {
    banner_->showMessage(CardKind::Info, desk_.words.say(Phrase::SignKeyLooked), {});
    if (isVisible())
        Page::focusFirst();
}

void ConsentPage::press() {
    if (!key_ || !key_->certificate)
        return;
    banner_->clear();
    desk_.signing.sign(secret_->copy());
}

void ConsentPage::takeRefusal(const Failure& failure) {
    if (!showRefusal(failure, *banner_, *secret_))
        return;
    if (failure.code == FailureCode::PinBlocked && key_ && key_->onCard()) {
        auto* card = new Button(ButtonKind::Plain, Icon::ChipCard);
        card->setText(desk_.words.say(Phrase::PinBack));
        connect(card, &QAbstractButton::clicked, this, [this, id = key_->cardId] { emit cardWanted(id); });
        banner_->addAction(card);
    }
    refreshButtons();
    ensureVisible(0, 0);
    if (isVisible())
        focusFirst();
}

void ConsentPage::focusFirst() {
    if (key_ && secret_->isEnabled())
        secret_->focusFirst();
    else
        Page::focusFirst();
}

} // namespace tanba::gui
