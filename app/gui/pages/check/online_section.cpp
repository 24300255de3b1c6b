#include "app/gui/pages/check/online_section.h"

#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/text.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace tanba::gui {

OnlineSection::OnlineSection(const Desk& desk, QWidget* parent) : QWidget(parent) {
    CheckDesk& checks = desk.checks;
    auto* heading = new Text(TypeRole::Section);
    auto* check = new QCheckBox;
    auto* note = new Text(TypeRole::Small, Tone::Muted);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 0, 0, 0);
    row->addWidget(check);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addSpacing(12);
    column->addWidget(heading);
    column->addLayout(row);
    column->addWidget(note);
    const auto showChoice = [check, &checks] {
        check->setChecked(checks.onlineChecks() == OnlineChecks::Allowed);
    };
    showChoice();
    connect(&checks, &CheckDesk::changed, check, showChoice);
    connect(check, &QCheckBox::clicked, &checks,
            [&checks](bool on) { checks.setOnlineChecks(on ? OnlineChecks::Allowed : OnlineChecks::Off); });
    desk.words.keep(this, [&words = desk.words, heading, check, note] {
        heading->setText(words.say(Phrase::SettingsInternet));
        check->setText(words.say(Phrase::SettingsOnline));
        note->setText(words.say(Phrase::SettingsOnlineNote));
        check->setAccessibleDescription(note->text());
    });
}

} // namespace tanba::gui
