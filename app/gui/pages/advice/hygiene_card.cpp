#include "app/gui/pages/advice/hygiene_card.h"

#include "app/gui/pages/key_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"

#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using guidance::HygieneFinding;
using guidance::PlaceFinding;
using guidance::SafeFix;

struct PlaceRow {
    PlaceFinding finding;
    Phrase words;
};
constexpr std::array<PlaceRow, 5> kPlaces = {{
    {PlaceFinding::Downloads, Phrase::HygieneDownloads},
    {PlaceFinding::Desktop, Phrase::HygieneDesktop},
    {PlaceFinding::SyncedFolder, Phrase::HygieneSynced},
    {PlaceFinding::GitTree, Phrase::HygieneGit},
    {PlaceFinding::ReadableByOthers, Phrase::HygieneOthers},
}};

struct FindingRow {
    HygieneFinding finding;
    Phrase words;
};
constexpr std::array<FindingRow, 3> kFindings = {{
    {HygieneFinding::SameContent, Phrase::HygieneSame},
    {HygieneFinding::OtherVersion, Phrase::HygieneVersion},
    {HygieneFinding::ExpiredLeftover, Phrase::HygieneExpired},
}};

QString reasonOf(const KeyFinding& finding, const Words& words) {
    if (finding.place) {
        const auto row = std::ranges::find(kPlaces, finding.place->finding, &PlaceRow::finding);
        return words.say(row->words, {{"service", finding.place->service}});
    }
    QStringList others;
    for (const std::filesystem::path& other : finding.others)
        others << fileWords(other);
    const auto row = std::ranges::find(kFindings, finding.finding, &FindingRow::finding);
    return words.say(row->words, {{"place", toUtf8(others.join(QStringLiteral(", ")))}});
}

} // namespace

QString folderWords(const std::filesystem::path& folder) {
    return placeOf(folder / "x");
}

QString fileWords(const std::filesystem::path& file) {
    return placeOf(file) + QLatin1Char('/') + fileNameOf(file);
}

HygieneCard::HygieneCard(const Desk& desk, CheckedKeyFile key, MoveTargets targets)
    : desk_(desk), key_(std::move(key)), targets_(std::move(targets)), layout_(new QVBoxLayout(this)) {
    keepCardMargin(*layout_, 14);
    keepSpacing(*layout_, 8);
    addHead();
    addReasons();
    addFixes();
}

void HygieneCard::addHead() {
    auto* title = new Text(TypeRole::Strong);
    auto* place = new Text(TypeRole::Small, Tone::Muted);
    const KeyEntry* entry = desk_.shelf.find(key_.path);
    title->setText(entry == nullptr ? fileNameOf(key_.path) : titleOf(*entry));
    place->setText(fileWords(key_.path));
    layout_->addWidget(title);
    layout_->addWidget(place);
    setAccessibleName(title->text());
}

void HygieneCard::addReasons() {
    for (const KeyFinding& finding : key_.findings) {
        auto* row = new QHBoxLayout;
        keepSpacing(*row, 4);
        row->setContentsMargins(kHalo, 0, 0, 0);
        auto* text = new Text(TypeRole::Body);
        text->setText(reasonOf(finding, desk_.words));
        row->addWidget(new Picture(Icon::Attention, 20, Tone::Attention), 0, Qt::AlignTop);
        row->addWidget(text, 1);
        layout_->addLayout(row);
    }
}

bool HygieneCard::offers(SafeFix fix) const {
    return std::ranges::find(key_.findings, fix, &KeyFinding::fix) != key_.findings.end();
}

bool HygieneCard::isExpired() const {
    return std::ranges::find(key_.findings, HygieneFinding::ExpiredLeftover, &KeyFinding::finding) !=
           key_.findings.end();
}

QVBoxLayout& HygieneCard::freshAnswers() {
    if (answers_ != nullptr) {
        answers_->hide();
        answers_->deleteLater();
    }
    answers_ = new QWidget;
    auto* answers = new QVBoxLayout(answers_);
    answers->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*answers, 4);
    layout_->addWidget(answers_);
    return *answers;
}

void HygieneCard::addFixes() {
    QVBoxLayout& answers = freshAnswers();
    auto* fixes = rowOf({});
    answers.addLayout(fixes);
    const auto add = [&](Icon icon, Phrase words, const std::function<void()>& pressed) {
        auto* button = new Button(ButtonKind::Plain, icon);
        button->setText(desk_.words.say(words));
        button->setAccessibleDescription(accessibleName());
        connect(button, &QAbstractButton::clicked, this, pressed);
        fixes->addWidget(button);
    };
    const auto same = std::ranges::find(key_.findings, SafeFix::RemoveCopy, &KeyFinding::fix);
    if (offers(SafeFix::Move) || offers(SafeFix::PutAside))
        add(Icon::Folder, Phrase::HygieneMove, [this] { askMove(); });
    else if (offers(SafeFix::RestrictRights)) // a moved file is its owner's own
        add(Icon::Shield, Phrase::HygieneRestrict, [this] { askRestrict(); });
    if (same != key_.findings.end())
        add(Icon::Remove, Phrase::HygieneRemove, [this, kept = same->others.front()] { askRemove(kept); });
    answers_->setVisible(fixes->count() != 0);
}

Button* HygieneCard::cancelButton() {
    auto* cancel = new Button(ButtonKind::Plain);
    cancel->setText(desk_.words.say(Phrase::HygieneCancel));
    connect(cancel, &QAbstractButton::clicked, this, [this] {
        addFixes();
        focusFirst();
    });
    return cancel;
}

void HygieneCard::addTarget(QVBoxLayout& answers, const QString& title, const QString& text, Icon icon,
                            const std::function<void()>& chosen) {
    auto* card = new ActionCard(icon);
    card->say(title, text);
    connect(card, &QAbstractButton::clicked, this, chosen);
    answers.addWidget(card);
}

void HygieneCard::addFolders(QVBoxLayout& answers) {
    const auto add = [&](Phrase title, const std::filesystem::path& folder) {
        if (!folder.empty()) // without a home folder
            addTarget(answers, desk_.words.say(title), folderWords(folder), Icon::Folder,
                      [this, folder] { emit moveChosen(folder); });
    };
    if (offers(SafeFix::Move) && !isExpired())
        add(Phrase::MoveSuggested, targets_.suggested);
    if (offers(SafeFix::PutAside))
        add(isExpired() ? Phrase::MoveOld : Phrase::MoveAside, targets_.aside);
}

void HygieneCard::askMove() {
    QVBoxLayout& answers = freshAnswers();
    const Words& words = desk_.words;
    auto* question = new Text(TypeRole::Strong);
    question->setText(words.say(Phrase::MoveAsk));
    auto* how = new Text(TypeRole::Body, Tone::Muted);
    how->setText(words.say(Phrase::MoveHow) + QLatin1Char(' ') + words.say(Phrase::HandOverShort));
    answers.addWidget(question);
    answers.addWidget(how);
    addFolders(answers);
    for (const std::filesystem::path& drive : targets_.drives)
        addTarget(answers, words.say(Phrase::MoveDrive, {{"name", drive.filename().string()}}),
                  words.say(Phrase::MoveDriveText), Icon::Drive, [this, drive] { emit moveChosen(drive); });
    addTarget(answers, words.say(Phrase::MoveOther), words.say(Phrase::MoveOtherText), Icon::FolderAdd,
              [this] { emit otherFolderWanted(); });
    answers.addWidget(cancelButton(), 0, Qt::AlignLeft);
    focusFirst();
}

void HygieneCard::ask(const QString& question, Phrase yes, const std::function<void()>& agreed) {
    QVBoxLayout& answers = freshAnswers();
    auto* text = new Text(TypeRole::Body);
    text->setText(question);
    auto* button = new Button(ButtonKind::Main);
    button->setText(desk_.words.say(yes));
    button->setAccessibleDescription(question);
    connect(button, &QAbstractButton::clicked, this, agreed);
    answers.addWidget(text);
    answers.addLayout(rowOf({button, cancelButton()}));
    focusFirst();
}

void HygieneCard::askRestrict() {
    ask(desk_.words.say(Phrase::RestrictAsk), Phrase::RestrictYes, [this] { emit restrictChosen(); });
}

void HygieneCard::askRemove(const std::filesystem::path& kept) {
    ask(desk_.words.say(Phrase::RemoveAsk, {{"place", toUtf8(fileWords(kept))}}), Phrase::RemoveYes,
        [this, kept] { emit removeChosen(kept); });
}

void HygieneCard::showWorking() {
    QVBoxLayout& answers = freshAnswers();
    auto* text = new Text(TypeRole::Body, Tone::Muted);
    text->setText(desk_.words.say(Phrase::HygieneWorking));
    answers.addWidget(text);
}

void HygieneCard::focusFirst() {
    if (auto* first = answers_->findChild<QAbstractButton*>())
        first->setFocus(Qt::OtherFocusReason);
    emit opened();
}

} // namespace tanba::gui
