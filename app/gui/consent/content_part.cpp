#include "app/gui/consent/content_part.h"

#include "app/gui/consent/consent_content.h"
#include "app/gui/consent/consent_key.h"
#include "app/gui/consent/consent_words.h"
#include "app/gui/pages/sign/document_rows.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/picture.h"
#include "core/base/utf8.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

using service::ConsentItem;
using sign::ContentClass;

constexpr qsizetype kFirstRows = 4;
/// What is seen without opening the document: a look, not a reading.
constexpr std::size_t kLinesShown = 6;
constexpr qsizetype kLineShown = 160;

bool isOfClass(const service::ConsentQuestion& question, ContentClass contentClass) {
    return std::ranges::any_of(question.items, [contentClass](const ConsentItem& item) {
        return item.classification.contentClass == contentClass;
    });
}

} // namespace

ContentPart::ContentPart(const Desk& desk)
    : desk_(desk), warning_(new Banner(desk.words)), card_(new Card),
      picture_(new Picture(Icon::File, 24, Tone::Muted)), name_(new Text(TypeRole::Strong)),
      detail_(new Text(TypeRole::Small, Tone::Muted)), signers_(new Text(TypeRole::Body)),
      lines_(new Text(TypeRole::Small)), more_(new Text(TypeRole::Small, Tone::Muted)),
      look_(new Button(ButtonKind::Quiet, Icon::Eye)), fold_(new Fold(desk.words, Phrase::ProblemDetails)),
      facts_(new FactsView), rows_(new DocumentRows(kFirstRows)),
      total_(new Text(TypeRole::Body, Tone::Muted)) {
    warning_->setClosing(Closing::Never);
    fold_->content().addWidget(facts_);
    auto* names = new QVBoxLayout;
    keepSpacing(*names, 2);
    names->addWidget(name_);
    names->addWidget(detail_);
    names->addStretch(1);
    auto* top = new QHBoxLayout;
    top->addLayout(names, 1);
    top->addWidget(look_, 0, Qt::AlignTop);
    auto* side = new QVBoxLayout;
    keepSpacing(*side, 4);
    side->addLayout(top);
    for (Text* text : {signers_, lines_, more_})
        side->addWidget(text);
    side->addWidget(fold_);
    auto* sides = new QHBoxLayout(card_);
    keepCardMargin(*sides, 14);
    keepSpacing(*sides, 12);
    sides->addWidget(picture_, 0, Qt::AlignTop);
    sides->addLayout(side, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    for (QWidget* part : {static_cast<QWidget*>(warning_), static_cast<QWidget*>(card_),
                          static_cast<QWidget*>(rows_), static_cast<QWidget*>(total_)})
        column->addWidget(part);
    theme().keep(lines_, [this] {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(theme().font(TypeRole::Small).pointSizeF());
        lines_->setFont(fixed);
    });
    connect(look_, &QAbstractButton::clicked, this, [this] { emit lookWanted(0); });
    connect(rows_, &DocumentRows::lookWanted, this,
            [this](const std::filesystem::path& row) { emit lookWanted(std::stoul(row.string())); });
}

ContentPart::~ContentPart() {
    if (reading_)
        reading_->cancel();
}

void ContentPart::show(std::shared_ptr<const service::ConsentQuestion> question) {
    if (question == question_)
        return;
    if (reading_)
        reading_->cancel();
    reading_.reset();
    beginning_.clear();
    question_ = std::move(question);
    try {
        fold_->setOpen(false);
        rows_->foldUp();
        say();
    } catch (...) {
        question_.reset(); // so that it is shown whole the next time
        throw;
    }
    if (question_ && question_->items.size() == 1 && (!isLogin(*question_) || isProbableLogin(*question_)))
        readBeginning();
}

void ContentPart::say() {
    const std::size_t count = question_ ? question_->items.size() : 0;
    card_->setVisible(count == 1);
    rows_->setVisible(count > 1);
    total_->setVisible(count > 1);
    warning_->clear();
    if (count > 0)
        showWarning();
    if (count == 1)
        showOne();
    else if (count > 1)
        showSeveral();
}

bool ContentPart::warns() const {
    return !warning_->isHidden();
}

void ContentPart::showWarning() {
    const Words& words = desk_.words;
    if (isOfClass(*question_, ContentClass::HashOnly))
        warning_->showMessage(CardKind::Bad, words.say(Phrase::PortalHashTitle),
                              words.say(Phrase::PortalHashText));
    else if (isOfClass(*question_, ContentClass::Raw))
        warning_->showMessage(CardKind::Attention, words.say(Phrase::PortalRawTitle),
                              words.say(Phrase::PortalRawText));
}

void ContentPart::showOne() {
    const Words& words = desk_.words;
    const ConsentItem& item = question_->items.front();
    const bool login = item.classification.contentClass == ContentClass::Login;
    const QString type = itemType(item, words);
    picture_->show(login ? Icon::Key : Icon::File, Tone::Muted);
    name_->setText(login ? type : breakable(itemName(*question_, 0, words), kRunInName));
    QStringList details;
    if (!login)
        details << type;
    if (!login && item.content)
        details << sizeWords(item.size, words);
    detail_->setText(details.join(QStringLiteral(" · ")));
    detail_->setVisible(!details.isEmpty());
    QStringList names;
    for (const std::string& name : item.presentSigners)
        names << fromUtf8(displayText(name));
    signers_->setVisible(!names.isEmpty());
    signers_->setText(words.say(Phrase::PortalBefore) + QStringLiteral(": ") +
                      breakable(names.join(QStringLiteral(", ")), kRunInName));
    look_->setVisible(item.content != nullptr);
    look_->setText(words.say(Phrase::SignLook));
    look_->setAccessibleName(words.say(Phrase::SignLookAt, {{"file", toUtf8(name_->text())}}));
    more_->setText(words.say(Phrase::PortalBeginning));
    facts_->show(itemFacts(*question_, 0, words));
    showBeginning();
}

void ContentPart::showSeveral() {
    const Words& words = desk_.words;
    std::uint64_t size = 0;
    for (const ConsentItem& item : question_->items)
        size += item.size;
    total_->setText(words.say(Phrase::SignCount, {{"count", std::to_string(question_->items.size())},
                                                  {"size", toUtf8(sizeWords(size, words))}}));
    RowActions actions;
    actions.look =
        std::ranges::all_of(question_->items, [](const ConsentItem& item) { return bool(item.content); });
    rows_->show(
        question_->items.size(),
        [this](std::size_t index) {
            const ConsentItem& item = question_->items[index];
            const bool document = item.classification.contentClass == ContentClass::Document;
            DocumentView view;
            view.path = std::to_string(index); // what lookWanted() brings back
            view.name = itemName(*question_, index, desk_.words);
            view.detail = sizeWords(item.size, desk_.words);
            view.kind = document ? CardKind::Plain : CardKind::Attention;
            view.state = itemType(item, desk_.words);
            return view;
        },
        actions, words);
}

void ContentPart::readBeginning() {
    const ConsentItem& item = question_->items.front();
    if (!item.content)
        return;
    reading_ = desk_.tasks.run<Result<preview::Preview>>(
        this,
        [content = item.content, name = item.name](const WorkControl& control) {
            return previewOfContent(content, name, control);
        },
        [this, question = question_](const Result<preview::Preview>& read) {
            if (question != question_)
                return;
            reading_.reset();
            if (read.ok()) {
                beginning_ = read.value().lines;
                cutOff_ = read.value().extent == preview::Extent::CutOff;
            }
            showBeginning();
        });
}

void ContentPart::showBeginning() {
    QStringList shown;
    bool cut = cutOff_ || beginning_.size() > kLinesShown;
    for (std::size_t index = 0; index < std::min(beginning_.size(), kLinesShown); ++index) {
        QString line = fromUtf8(beginning_[index]);
        cut = cut || line.size() > kLineShown;
        shown << breakable(line.left(kLineShown), kRunInName);
    }
    lines_->setVisible(!shown.isEmpty());
    lines_->setText(shown.join(QLatin1Char('\n')));
    more_->setVisible(!shown.isEmpty() && cut);
}

} // namespace tanba::gui
