#include "app/gui/pages/advice/yearly_page.h"

#include "app/gui/pages/calendar_saver.h"
#include "app/gui/widgets/action_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "core/guidance/yearly_reminder.h"

#include <QCheckBox>
#include <QSysInfo>

namespace tanba::gui {

namespace {

Result<std::string> yearlyCalendar(const Desk& desk) {
    // The event of this account on this computer: another one's must not replace it.
    const std::string account =
        "yearly " + QSysInfo::machineUniqueId().toStdString() + ' ' + desk.folders().home.string();
    TANBA_TRY(std::string id, guidance::calendarId(viewOf(account)));
    const Time now = desk.shelf.now();
    return guidance::calendarFile(
        {guidance::yearlyCalendarEvent(std::move(id), guidance::kazakhstanDate(now),
                                       toUtf8(desk.words.say(Phrase::YearlyFileName)),
                                       toUtf8(desk.words.say(Phrase::YearlyText)))},
        now);
}

} // namespace

YearlyPage::YearlyPage(const Desk& desk)
    : AdvicePage(desk, Phrase::YearlyPage, Phrase::YearlyLead), remind_(new QCheckBox),
      calendar_(new Button(ButtonKind::Plain, Icon::Clock)),
      saver_(new CalendarSaver(desk, *this, result())) {
    addWay(Icon::Folder, Phrase::HygieneTitle, Phrase::HygieneCard, AdvicePlace::Hygiene);
    connect(addCard(Icon::Lock, Phrase::YearlyPassword, Phrase::YearlyPasswordText),
            &QAbstractButton::clicked, this, &YearlyPage::passwordChangeWanted);
    addWay(Icon::Key, Phrase::MyKeysTitle, Phrase::MyKeysCard, AdvicePlace::MyKeys);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(kHalo, 0, 0, 0);
    row->addWidget(remind_);
    column().addSpacing(8);
    column().addLayout(row);
    Text* note = addText(Phrase::SettingsYearlyNote, Tone::Muted);
    column().addLayout(rowOf({calendar_}));
    connect(remind_, &QCheckBox::clicked, this,
            [this](bool on) { this->desk().attendant.yearly().setEnabled(on); });
    connect(calendar_, &QAbstractButton::clicked, this, &YearlyPage::saveCalendar);
    connect(saver_, &CalendarSaver::told, this, &YearlyPage::tellResult);
    connect(&desk.attendant.yearly(), &YearlyWatch::changed, this, &YearlyPage::showChoice);
    desk.words.keep(this, [this, note] {
        remind_->setText(words().say(Phrase::SettingsYearly));
        remind_->setAccessibleDescription(note->text());
        calendar_->setText(words().say(Phrase::ExpiryCalendar));
        calendar_->setToolTip(words().say(Phrase::ExpiryCalendarTip));
    });
}

void YearlyPage::arrive() {
    AdvicePage::arrive();
    showChoice();
}

void YearlyPage::showChoice() {
    remind_->setChecked(desk().attendant.yearly().enabled());
}

void YearlyPage::saveCalendar() {
    saver_->save(QStringLiteral("tanba-28-01"), yearlyCalendar(desk()));
}

} // namespace tanba::gui
