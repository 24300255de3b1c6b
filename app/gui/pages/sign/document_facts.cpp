#include "app/gui/pages/sign/document_facts.h"

#include "app/gui/documents/file_digest.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/page.h"
#include "core/base/utf8.h"

#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

DocumentFacts::DocumentFacts(const Desk& desk)
    : desk_(desk), facts_(new FactsView), hashButton_(new Button(ButtonKind::Quiet, Icon::Verify)) {
    auto* column = new QVBoxLayout(this);
    keepCardMargin(*column, 14);
    keepSpacing(*column, 4);
    column->addWidget(facts_);
    column->addLayout(rowOf({hashButton_}));
    connect(hashButton_, &QAbstractButton::clicked, this, &DocumentFacts::hash);
    desk.words.keep(this, [this] { refresh(); });
}

void DocumentFacts::show(const std::filesystem::path& file) {
    if (hashing_)
        hashing_->cancel();
    hashing_.reset();
    hash_.clear();
    file_ = file;
    refresh();
}

void DocumentFacts::refresh() {
    const Words& words = desk_.words;
    hashButton_->setText(words.say(hashing_ ? Phrase::SignHashing : Phrase::SignHash));
    hashButton_->setToolTip(words.say(Phrase::SignHashTip));
    hashButton_->setEnabled(!hashing_);
    hashButton_->setVisible(hash_.isEmpty());
    const auto& documents = desk_.signing.documents();
    const auto document = std::ranges::find(documents, file_, &ChosenDocument::path);
    std::vector<text::Fact> facts;
    const auto add = [&facts, &words](Phrase label, const QString& value) {
        if (!value.isEmpty())
            facts.push_back({toUtf8(words.say(label)), toUtf8(value)});
    };
    if (document != documents.end()) {
        add(Phrase::SignFactsType, typeWords(document->type, words));
        add(Phrase::SignFactsSize, sizeWords(document->row.document.size, words));
        QStringList signers;
        for (const std::string& name : document->row.presentSigners)
            signers << fromUtf8(displayText(name));
        add(Phrase::SignFactsSigners, signers.join(QStringLiteral(", ")));
    }
    add(Phrase::SignFactsFolder, placeOf(file_));
    if (!hash_.isEmpty())
        facts.push_back({"SHA-256", toUtf8(hash_)});
    facts_->show(facts);
}

void DocumentFacts::hash() {
    hashing_ = desk_.tasks.run<Result<Bytes>>(
        this,
        [&files = desk_.files, file = file_](const WorkControl& control) {
            return sha256OfFile(files, file, control);
        },
        [this, file = file_](const Result<Bytes>& digest) {
            if (file != file_)
                return;
            hashing_.reset();
            hash_ = digest.ok() ? fromUtf8(text::groupedHex(digest.value()))
                                : fromUtf8(desk_.words.sentence(digest.failure()).what);
            refresh();
        });
    refresh();
}

} // namespace tanba::gui
