#include "app/gui/widgets/secret_field.h"

#include "app/gui/widgets/button.h"
#include "app/gui/widgets/text.h"

#include <QGridLayout>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

struct ScriptRow {
    TypedScript script;
    Phrase name;
};
constexpr std::array<ScriptRow, 3> kScripts = {{
    {TypedScript::Latin, Phrase::FieldLayoutLatin},
    {TypedScript::Russian, Phrase::FieldLayoutRussian},
    {TypedScript::Kazakh, Phrase::FieldLayoutKazakh},
}};

} // namespace

SecretField::SecretField(Words& words, Phrase label, QWidget* parent)
    : QWidget(parent), words_(words), label_(label), labelText_(new Text(TypeRole::Body)),
      edit_(new SecretLineEdit), reveal_(new Button(ButtonKind::Quiet, Icon::Eye)),
      script_(new Text(TypeRole::Small, Tone::Muted)), hint_(new Text(TypeRole::Small, Tone::Attention)) {
    labelText_->setBuddy(edit_);
    reveal_->setCheckable(true);
    reveal_->showIconOnly();
    script_->setWordWrap(false);
    script_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    hint_->setVisible(false);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(2);
    grid->addWidget(labelText_, 0, 0);
    grid->addWidget(script_, 0, 1, Qt::AlignRight);
    grid->addWidget(edit_, 1, 0, 1, 2);
    grid->addWidget(reveal_, 1, 2);
    grid->addWidget(hint_, 2, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    connect(reveal_, &QAbstractButton::toggled, this, [this](bool on) {
        edit_->setRevealed(on);
        refresh();
    });
    connect(edit_, &SecretLineEdit::edited, this, [this] {
        setTrouble({});
        showHints();
        emit edited();
    });
    connect(edit_, &SecretLineEdit::submitted, this, &SecretField::submitted);
    connect(edit_, &SecretLineEdit::refused, this, [this] { setTrouble(words_.say(Phrase::FieldRefused)); });
    words.keep(this, [this] { refresh(); });
}

void SecretField::refresh() {
    labelText_->setText(words_.say(label_));
    edit_->setAccessibleName(words_.say(label_));
    edit_->setMenuWords(words_.say(Phrase::FieldPaste), words_.say(Phrase::FieldClear));
    const bool shown = edit_->revealed();
    reveal_->setIcon(shown ? Icon::EyeOff : Icon::Eye);
    reveal_->setText(words_.say(shown ? Phrase::FieldHide : Phrase::FieldShow));
    reveal_->setToolTip(reveal_->text());
    reveal_->setAccessibleDescription(words_.say(label_));
    showHints();
}

void SecretField::showHints() {
    const std::optional<TypedScript> script = edit_->lastScript();
    const bool other = script && *script != TypedScript::Latin;
    script_->setVisible(script.has_value());
    if (script) {
        const auto row = std::ranges::find(kScripts, *script, &ScriptRow::script);
        const QString name = words_.say(row->name);
        script_->setText(name);
        script_->setAccessibleName(words_.say(Phrase::FieldLayout, {{"layout", toUtf8(name)}}));
        script_->setTone(other ? Tone::Attention : Tone::Muted);
    }
    if (edit_->capsLockSuspected())
        setTrouble(words_.say(Phrase::FieldCaps));
}

void SecretField::setTrouble(const QString& trouble) {
    hint_->setText(trouble);
    hint_->setVisible(!trouble.isEmpty());
    edit_->setAccessibleDescription(trouble);
}

void SecretField::clear() {
    edit_->clear();
    reveal_->setChecked(false);
    setTrouble({});
    showHints();
}

} // namespace tanba::gui
