#include "app/gui/pages/sign/format_part.h"

#include "app/gui/pages/sign/sign_words.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/text.h"
#include "core/base/utf8.h"

#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

using documents::SignFormat;

constexpr std::array<SignFormat, 3> kFormats = {SignFormat::CmsDetached, SignFormat::Cms, SignFormat::Xml};

} // namespace

FormatPart::FormatPart(const Desk& desk)
    : desk_(desk), how_(new Text(TypeRole::Body)), others_(new Fold(desk.words, Phrase::SignHowOther)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(how_);
    column->addWidget(others_);
    others_->content().setContentsMargins(kHalo, 0, 0, 0); // as far from the edge as a text stands
    for (const SignFormat format : kFormats) {
        auto* choice = new QRadioButton;
        others_->content().addWidget(choice);
        choices_.append(choice);
        connect(choice, &QRadioButton::toggled, this, [this, format](bool chosen) {
            if (chosen)
                desk_.signing.setFormat(format);
        });
    }
    desk.words.keep(this, [this] { refresh(); });
}

QString FormatPart::sentence() const {
    const Words& words = desk_.words;
    const documents::SigningOrder& order = desk_.signing.order();
    const text::TextValue how{"how", toUtf8(formatWords(order, words))};
    const auto& documents = desk_.signing.documents();
    const auto first = std::ranges::find_if(documents, &ChosenDocument::waits);
    if (desk_.signing.count(documents::RowState::Waiting) != 1 || first == documents.end())
        return words.say(Phrase::SignHowMany, {how});
    const std::string name = first->row.document.name();
    const std::string result = order.adding == documents::Adding::ToExisting
                                   ? documents::cosignedName(name)
                                   : documents::signedName(name, order.format);
    return words.say(Phrase::SignHowOne, {how, {"file", displayText(result)}});
}

void FormatPart::refresh() {
    how_->setText(sentence());
    const std::vector<SignFormat> offered = desk_.signing.formats();
    others_->setVisible(offered.size() > 1);
    for (qsizetype index = 0; index < choices_.size(); ++index) {
        const SignFormat format = kFormats.at(static_cast<std::size_t>(index));
        QRadioButton* choice = choices_[index];
        const QSignalBlocker quiet(choice);
        choice->setText(formatWords(format, desk_.words));
        choice->setVisible(std::ranges::find(offered, format) != offered.end());
        choice->setChecked(desk_.signing.order().format == format);
    }
}

} // namespace tanba::gui
