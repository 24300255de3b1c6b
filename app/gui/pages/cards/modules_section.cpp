#include "app/gui/pages/cards/modules_section.h"

#include "app/gui/pages/cards/card_words.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/page.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QFileDialog>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

ModulesSection::ModulesSection(const Desk& desk, QWidget* parent)
    : QWidget(parent), desk_(desk), note_(new Text(TypeRole::Body, Tone::Muted)),
      state_(new Text(TypeRole::Body)), rows_(new QVBoxLayout),
      again_(new Button(ButtonKind::Plain, Icon::Reload)), add_(new Button(ButtonKind::Plain, Icon::Add)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(note_);
    column->addWidget(state_);
    rows_->setSpacing(4);
    column->addLayout(rows_);
    column->addLayout(rowOf({again_, add_}));
    connect(again_, &QAbstractButton::clicked, &desk_.cards, &CardShelf::lookAtModules);
    connect(add_, &QAbstractButton::clicked, this, &ModulesSection::chooseFile);
    connect(&desk_.cards, &CardShelf::modulesChanged, this, &ModulesSection::refresh);
    desk_.words.keep(this, [this] { say(); });
}

void ModulesSection::say() {
    const Words& words = desk_.words;
    note_->setText(words.say(Phrase::ModulesNote));
    again_->setText(words.say(Phrase::ModulesAgain));
    again_->setToolTip(words.say(Phrase::ModulesAgainTip));
    add_->setText(words.say(Phrase::ModulesAdd));
    add_->setToolTip(words.say(Phrase::ModulesAddTip));
    refresh();
}

void ModulesSection::refresh() {
    const Words& words = desk_.words;
    const ModuleLook& look = desk_.cards.modules();
    const bool running = desk_.cards.lookingAtModules();
    again_->setEnabled(!running);
    state_->setVisible(running || look.tokens.empty());
    state_->setText(words.say(running                ? Phrase::ModulesLooking
                              : look.modules.empty() ? Phrase::ModulesNone
                                                     : Phrase::ModulesNoTokens));
    for (QWidget* part : shown_) {
        part->hide(); // the keyboard goes on to something that stays
        part->deleteLater();
    }
    shown_.clear();
    if (running)
        return;
    addTokens();
    addProblems();
    addModules();
}

void ModulesSection::put(QWidget* part) {
    rows_->addWidget(part);
    shown_.append(part);
}

void ModulesSection::addTokens() {
    for (const CardEntry& entry : desk_.cards.entries()) {
        if (entry.way != CardWay::Module || !entry.there())
            continue;
        for (const CardHolder& holder : holdersOf(entry)) {
            auto* card = new ActionCard(Icon::Drive);
            card->say(titleOf(entry, holder, desk_.words), placeOf(entry, desk_.words));
            card->setToolTip(desk_.words.say(Phrase::TokenOpenTip));
            connect(card, &QAbstractButton::clicked, this, [this, id = entry.id] { emit cardWanted(id); });
            put(card);
        }
    }
}

void ModulesSection::addProblems() {
    for (const Failure& problem : desk_.cards.modules().problems) {
        auto* banner = new Banner(desk_.words);
        banner->setClosing(Closing::Never);
        put(banner);
        banner->showFailure(problem);
    }
}

void ModulesSection::addModules() {
    const ModuleLook& look = desk_.cards.modules();
    for (const pkcs11::FoundModule& module : look.modules) {
        const QString proof = module.proof == keys::TokenProof::EmulatorOnly
                                  ? desk_.words.say(text::Ui::TokenProofEmulatorOnly)
                                  : QString();
        const auto named = std::ranges::find(look.named, module.path, &NamedModule::real);
        addRow(module.path, fromUtf8(displayText(module.name)), proof,
               named == look.named.end() ? std::nullopt : std::optional(named->file));
    }
    // What the person named and cannot be loaded must be removable as well.
    for (const NamedModule& named : look.named)
        if (named.real.empty())
            addRow(named.file, fromUtf8(displayText(named.file.filename().string())), {}, named.file);
}

void ModulesSection::addRow(const std::filesystem::path& file, const QString& name, const QString& note,
                            const std::optional<std::filesystem::path>& named) {
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(kHalo, 0, 0, 0);
    auto* title = new Text(TypeRole::Body);
    title->setText(name);
    auto* place = new Text(TypeRole::Small, Tone::Muted);
    const QString path = fromUtf8(displayText(file.string()));
    place->setText(note.isEmpty() ? path : path + QStringLiteral(" · ") + note);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(title);
    texts->addWidget(place);
    row->addWidget(new Picture(Icon::Program, 20, Tone::Muted), 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    if (named) {
        auto* remove = new Button(ButtonKind::Quiet, Icon::Close);
        remove->showIconOnly();
        remove->setText(desk_.words.say(Phrase::SettingsRemoveFolder, {{"folder", toUtf8(name)}}));
        remove->setToolTip(remove->text());
        connect(remove, &QAbstractButton::clicked, this, [this, file = *named] {
            add_->setFocus(Qt::OtherFocusReason);
            desk_.cards.removeModule(file);
        });
        row->addWidget(remove);
    }
    put(holder);
}

void ModulesSection::chooseFile() {
    const QString file = QFileDialog::getOpenFileName(this, desk_.words.say(Phrase::ModulesAdd));
    if (!file.isEmpty())
        desk_.cards.addModule(toUtf8(file));
}

} // namespace tanba::gui
