#include "app/gui/pages/sign/extras_part.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/text.h"
#include "core/base/utf8.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

/// A line of the journal, not a letter.
constexpr int kMaxPurposeLength = 200;

} // namespace

ExtrasPart::ExtrasPart(const Desk& desk)
    : desk_(desk), fold_(new Fold(desk.words, Phrase::SignExtras)), timestamp_(new QCheckBox),
      timestampNote_(new Text(TypeRole::Small, Tone::Muted)), purposeLabel_(new Text(TypeRole::Body)),
      purpose_(new QLineEdit), purposeNote_(new Text(TypeRole::Small, Tone::Muted)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(fold_);
    purpose_->setMaxLength(kMaxPurposeLength);
    purposeLabel_->setBuddy(purpose_);
    theme().keep(purpose_, [this] { purpose_->setTextMargins(theme().px(10), 0, theme().px(10), 0); });
    QVBoxLayout& content = fold_->content();
    for (QWidget* part : {static_cast<QWidget*>(timestamp_), static_cast<QWidget*>(timestampNote_),
                          static_cast<QWidget*>(purposeLabel_), static_cast<QWidget*>(purpose_),
                          static_cast<QWidget*>(purposeNote_)})
        content.addWidget(part);
    connect(timestamp_, &QCheckBox::clicked, this, [this](bool on) {
        desk_.signing.setTimestamps(on ? SigningDesk::Timestamps::Wanted : SigningDesk::Timestamps::Without);
    });
    connect(purpose_, &QLineEdit::textEdited, this,
            [this](const QString& text) { desk_.signing.setPurpose(toUtf8(text.trimmed())); });
    desk.words.keep(this, [this] {
        const Words& words = desk_.words;
        timestamp_->setText(words.say(Phrase::SignTimestamp));
        timestampNote_->setText(words.say(Phrase::SignTimestampNote));
        timestamp_->setAccessibleDescription(timestampNote_->text());
        purposeLabel_->setText(words.say(Phrase::SignPurpose));
        purposeNote_->setText(words.say(Phrase::SignPurposeNote));
        purpose_->setAccessibleDescription(purposeNote_->text());
        refresh();
    });
}

void ExtrasPart::refresh() {
    const SigningDesk& signing = desk_.signing;
    // A run that goes on was agreed as it is.
    fold_->setVisible(!signing.goesOn());
    const bool stamps = signing.timestampOffered();
    timestamp_->setVisible(stamps);
    timestampNote_->setVisible(stamps);
    timestamp_->setChecked(signing.order().timestamp.has_value());
    const QString purpose = fromUtf8(signing.order().purpose);
    // While somebody types, a blank at the end is not yet too much.
    if (purpose_->text().trimmed() != purpose)
        purpose_->setText(purpose);
}

} // namespace tanba::gui
