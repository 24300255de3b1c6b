#include "app/gui/pages/check/document_card.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/check/file_chip.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"

#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

bool isXml(const CheckEntry& entry) {
    const auto& signatures = entry.report().signatures;
    return !signatures.empty() && signatures.front().format == sign::Format::Xml;
}

QString whereItIs(const CheckEntry& entry, const Words& words) {
    const text::TextValues file = {{"file", toUtf8(shownName(entry.result->content))}};
    switch (entry.documentPlace()) {
    case DocumentPlace::Beside:
        return words.say(Phrase::CheckBeside, file);
    case DocumentPlace::Given:
        return words.say(Phrase::CheckGiven, file);
    case DocumentPlace::Inside:
    case DocumentPlace::Missing:
        break;
    }
    return words.say(isXml(entry) ? Phrase::CheckIsXml : Phrase::CheckInside);
}

} // namespace

DocumentCard::DocumentCard(const Desk& desk, const CheckEntry& entry, QWidget* parent)
    : Card(CardKind::Plain, parent), desk_(desk), column_(new QVBoxLayout(this)) {
    const Words& words = desk_.words;
    keepCardMargin(*column_, 18);
    keepSpacing(*column_, 8);
    auto* title = new Text(TypeRole::Strong);
    title->setText(words.say(Phrase::CheckDocument));
    auto* where = new Text(TypeRole::Body);
    where->setText(breakable(whereItIs(entry, words), kRunInBody));
    auto* look = new Button(ButtonKind::Plain, Icon::Eye);
    look->setText(words.say(Phrase::CheckLook));
    connect(look, &QAbstractButton::clicked, this, &DocumentCard::lookWanted);
    column_->addWidget(title);
    column_->addWidget(where);
    QLayout* actions = rowOf({look});
    const bool inside = entry.documentPlace() == DocumentPlace::Inside;
    if (inside && !isXml(entry)) {
        auto* extract = new Button(ButtonKind::Plain, Icon::Save);
        extract->setText(words.say(Phrase::CheckExtract));
        extract->setToolTip(words.say(Phrase::CheckExtractTip));
        connect(extract, &QAbstractButton::clicked, this, &DocumentCard::extractWanted);
        actions->addWidget(extract);
    }
    if (!inside) {
        auto* other = new Button(ButtonKind::Quiet, Icon::File);
        other->setText(words.say(Phrase::CheckOtherDocument));
        connect(other, &QAbstractButton::clicked, this, &DocumentCard::otherWanted);
        actions->addWidget(other);
    }
    column_->addLayout(actions);
}

void DocumentCard::showExtracted(const std::filesystem::path& file) {
    auto* done = new Text(TypeRole::Body, Tone::Good);
    done->setText(desk_.words.say(Phrase::CheckExtracted));
    column_->addWidget(done);
    column_->addWidget(new FileChip(desk_, file));
}

} // namespace tanba::gui
