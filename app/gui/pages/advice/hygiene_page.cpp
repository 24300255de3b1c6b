#include "app/gui/pages/advice/hygiene_page.h"

#include "app/gui/pages/advice/hygiene_look.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/empty_state.h"

#include <QFileDialog>
#include <QPointer>
#include <QTimer>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

namespace fs = std::filesystem;

struct WhereRow {
    Whereabouts where;
    Phrase words;
    bool atNewPlace; ///< which place the words name
};
constexpr std::array<WhereRow, 5> kWhere = {{
    {Whereabouts::OldPlace, Phrase::HygieneInPlace, false},
    {Whereabouts::NewPlace, Phrase::HygieneNowThere, true},
    {Whereabouts::BothPlaces, Phrase::HygieneBoth, true},
    {Whereabouts::Nowhere, Phrase::HygieneNowhere, false},
    {Whereabouts::Unknown, Phrase::HygieneWhereUnknown, false},
}};

} // namespace

HygienePage::HygienePage(const Desk& desk)
    : AdvicePage(desk, Phrase::HygieneTitle, Phrase::HygieneLead), empty_(new EmptyState(Icon::Mark)),
      search_(new Button(ButtonKind::Main, Icon::Search)), state_(new Text(TypeRole::Body, Tone::Muted)),
      where_(new Text(TypeRole::Body)), list_(new QVBoxLayout),
      gone_(new Text(TypeRole::Small, Tone::Muted)) {
    empty_->addActions({search_});
    list_->setSpacing(4);
    column().addWidget(where_);
    column().addWidget(state_);
    column().addWidget(empty_);
    column().addLayout(list_);
    column().addWidget(gone_);
    addText(Phrase::HygienePassword, Tone::Muted);
    addSource({"eds.private_key_not_passed_on"});
    where_->setVisible(false);
    connect(search_, &QAbstractButton::clicked, this, &HygienePage::searchWanted);
    desk.words.keep(this, [this] {
        empty_->say(words().say(Phrase::HygieneEmptyTitle), words().say(Phrase::HygieneEmptyText));
        search_->setText(words().say(Phrase::KeysSearch));
        if (whereWords_)
            where_->setText(whereWords_());
        if (isVisible() && !working_)
            check(After::Arrival);
    });
}

void HygienePage::arrive() {
    if (working_)
        return;
    AdvicePage::arrive();
    where_->setVisible(false);
    check(After::Arrival);
}

void HygienePage::check(After after) {
    const int round = ++round_;
    enableCards(false); // they are about to be replaced
    const bool none = desk().shelf.empty();
    empty_->setVisible(none);
    state_->setVisible(!none);
    state_->setText(words().say(Phrase::HygieneChecking));
    gone_->setVisible(false);
    desk().tasks.run<HygieneCheck>(this, hygieneLook(desk()),
                                   [this, round, after](const HygieneCheck& check) {
                                       if (round == round_)
                                           show(check, after);
                                   });
}

void HygienePage::show(const HygieneCheck& check, After after) {
    for (HygieneCard* card : std::as_const(cards_)) {
        card->hide();
        card->deleteLater();
    }
    cards_.clear();
    for (const CheckedKeyFile& key : check.remarkable)
        addCard(key, check.targets);
    state_->setVisible(false);
    gone_->setVisible(check.absent > 0);
    gone_->setText(words().say(Phrase::HygieneGone, {{"count", std::to_string(check.absent)}}));
    if (cards_.isEmpty() && check.looked > 0 && after == After::Arrival) {
        result().setClosing(Closing::Never);
        result().showMessage(CardKind::Good, words().say(Phrase::HygieneCalmTitle),
                             words().say(Phrase::HygieneCalmText, {{"count", std::to_string(check.looked)}}));
    }
}

void HygienePage::addCard(const CheckedKeyFile& key, const MoveTargets& targets) {
    auto* card = new HygieneCard(desk(), key, targets);
    connect(card, &HygieneCard::moveChosen, this,
            [this, card](const fs::path& folder) { move(card->key(), card, folder); });
    connect(card, &HygieneCard::opened, card, [this, card] {
        // The card has its new height only after it was laid out.
        QTimer::singleShot(0, card, [this, card] { ensureWidgetVisible(card, 0, kHalo); });
    });
    connect(card, &HygieneCard::otherFolderWanted, this, [this, card] { chooseFolder(*card); });
    connect(card, &HygieneCard::restrictChosen, this, [this, card] { restrict(*card); });
    connect(card, &HygieneCard::removeChosen, this,
            [this, card](const fs::path& kept) { remove(*card, kept); });
    list_->addWidget(card);
    cards_.append(card);
}

void HygienePage::chooseFolder(HygieneCard& card) {
    // While the dialog is open a check may replace the card.
    const QPointer<HygieneCard> asking(&card);
    const CheckedKeyFile key = card.key();
    const QString start = fromUtf8(desk().folders().home.string());
    const QString folder = QFileDialog::getExistingDirectory(this, words().say(Phrase::MoveAsk), start);
    if (!folder.isEmpty())
        move(key, asking.data(), toUtf8(folder));
}

void HygienePage::enableCards(bool enabled) {
    for (HygieneCard* card : std::as_const(cards_))
        card->setEnabled(enabled);
}

void HygienePage::begin(HygieneCard* card) {
    working_ = true;
    ++round_; // a check that still runs knows nothing of this fix
    result().clear();
    where_->setVisible(false);
    state_->setVisible(false);
    enableCards(false);
    if (card != nullptr)
        card->showWorking();
}

void HygienePage::end() {
    working_ = false;
    tellResult();
    check(After::Fix);
}

void HygienePage::failed(const Failure& failure) {
    result().setClosing(Closing::Allowed);
    if (failure.code == FailureCode::FileExists)
        result().showMessage(CardKind::Attention, words().say(Phrase::ExistsTitle),
                             words().say(Phrase::ExistsText));
    else if (failure.detail == "symbolic link")
        result().showMessage(CardKind::Attention, words().say(Phrase::LinkText), {});
    else
        result().showFailure(failure);
}

void HygienePage::tellWhere(Whereabouts where, const fs::path& oldPlace, const fs::path& newPlace) {
    const auto row = std::ranges::find(kWhere, where, &WhereRow::where);
    whereWords_ = [this, row, place = toUtf8(fileWords(row->atNewPlace ? newPlace : oldPlace))] {
        return words().say(row->words, {{"place", place}});
    };
    where_->setText(whereWords_());
    where_->setVisible(true);
    KeyShelf& shelf = desk().shelf;
    if (where == Whereabouts::NewPlace)
        shelf.moved(oldPlace, newPlace);
    else if (where == Whereabouts::BothPlaces)
        shelf.chosen(newPlace);
    else if (where == Whereabouts::Nowhere)
        shelf.setPresence(oldPlace, Presence::Gone);
}

void HygienePage::move(const CheckedKeyFile& key, HygieneCard* card, const fs::path& folder) {
    if (working_)
        return;
    begin(card);
    FileStore& files = desk().files;
    const fs::path target = folder / key.path.filename();
    desk().tasks.run<Fixed<guidance::MovedKey>>(
        this,
        [&files, path = key.path, folder, target](const WorkControl&) {
            return fixedOrFound(files, moveIntoFolder(files, path, folder), path, target);
        },
        [this, key, target](const Fixed<guidance::MovedKey>& fixed) {
            if (fixed.outcome.ok()) {
                moved(key, fixed.outcome.value());
            } else {
                failed(fixed.outcome.failure());
                tellWhere(fixed.where, key.path, target);
            }
            end();
        });
}

void HygienePage::moved(const CheckedKeyFile& key, const guidance::MovedKey& now) {
    desk().shelf.moved(key.path, now.path);
    result().setClosing(Closing::Allowed);
    if (now.oldRemains) {
        desk().shelf.chosen(key.path);
        result().showMessage(CardKind::Attention, words().say(Phrase::MovedRemainsTitle),
                             words().say(Phrase::MovedRemainsText, {{"place", toUtf8(fileWords(key.path))}}));
        return;
    }
    const bool elsewhere = std::ranges::find(key.findings, guidance::Afterwards::CopiesElsewhereMayRemain,
                                             &KeyFinding::afterwards) != key.findings.end();
    const QString where = words().say(Phrase::MovedText, {{"place", toUtf8(fileWords(now.path))}});
    if (!elsewhere) {
        result().showMessage(CardKind::Good, words().say(Phrase::MovedTitle), where);
        return;
    }
    result().showMessage(CardKind::Attention, words().say(Phrase::MovedTitle),
                         where + QLatin1Char(' ') + words().say(Phrase::MovedElsewhere));
    auto* change = new Button(ButtonKind::Plain, Icon::Lock);
    change->setText(words().say(Phrase::KeyChange));
    connect(change, &QAbstractButton::clicked, this, &HygienePage::passwordChangeWanted);
    result().addAction(change);
}

void HygienePage::restrict(HygieneCard& card) {
    if (working_)
        return;
    begin(&card);
    FileStore& files = desk().files;
    desk().tasks.run<Fixed<guidance::RightsOutcome>>(
        this,
        [&files, path = card.key().path](const WorkControl&) {
            guidance::PermissionBits bits;
            return fixedOrFound(files, closeToOthers(files, bits, path), path, {});
        },
        [this, path = card.key().path](const Fixed<guidance::RightsOutcome>& fixed) {
            const Result<guidance::RightsOutcome>& outcome = fixed.outcome;
            result().setClosing(Closing::Allowed);
            if (!outcome.ok()) {
                failed(outcome.failure());
                tellWhere(fixed.where, path, {});
            } else if (outcome.value() == guidance::RightsOutcome::OwnerOnly) {
                result().showMessage(CardKind::Good, words().say(Phrase::RestrictedTitle), {});
                emit mended(); // the list of keys knows nothing of rights
            } else {
                result().showMessage(CardKind::Attention, words().say(Phrase::NoRightsTitle),
                                     words().say(Phrase::NoRightsText));
            }
            end();
        });
}

void HygienePage::remove(HygieneCard& card, const fs::path& kept) {
    if (working_)
        return;
    begin(&card);
    FileStore& files = desk().files;
    desk().tasks.run<Fixed<Done>>(
        this,
        [&files, copy = card.key().path, kept](const WorkControl&) {
            return fixedOrFound(files, guidance::removeCopy(files, copy, kept), copy,
                                guidance::asideOf(copy));
        },
        [this, copy = card.key().path, kept](const Fixed<Done>& fixed) {
            result().setClosing(Closing::Allowed);
            if (fixed.outcome.ok()) {
                desk().shelf.forget(copy);
                result().showMessage(CardKind::Good, words().say(Phrase::RemovedTitle),
                                     words().say(Phrase::RemovedText, {{"place", toUtf8(fileWords(kept))}}));
            } else {
                failed(fixed.outcome.failure());
                tellWhere(fixed.where, copy, guidance::asideOf(copy));
            }
            end();
        });
}

} // namespace tanba::gui
