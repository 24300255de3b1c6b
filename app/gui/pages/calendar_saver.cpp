#include "app/gui/pages/calendar_saver.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "core/base/safe_write.h"
#include "core/base/utf8.h"

#include <QUrl>
#include <QWidget>

namespace tanba::gui {

namespace {

const QString kEnding = QStringLiteral(".ics");

Outcome writeCalendar(FileStore& files, const std::filesystem::path& file, const std::string& text) {
    return writeFileSafely(files, file, IfExists::Refuse,
                           [&text](ByteSink& sink) { return sink.write(viewOf(text)); });
}

} // namespace

CalendarSaver::CalendarSaver(const Desk& desk, QWidget& page, Banner& banner)
    : QObject(&page), desk_(desk), page_(page), banner_(banner) {}

void CalendarSaver::save(const QString& name, const Result<std::string>& calendar) {
    banner_.clear();
    if (!calendar.ok()) {
        banner_.showFailure(calendar.failure());
        emit told();
        return;
    }
    QString file = desk_.chooseNewFile(&page_, desk_.words.say(Phrase::ExpiryCalendar), name + kEnding);
    if (file.isEmpty())
        return;
    if (!file.endsWith(kEnding, Qt::CaseInsensitive))
        file += kEnding;
    write(toUtf8(file), calendar.value());
}

void CalendarSaver::write(const std::filesystem::path& file, const std::string& text) {
    FileStore& files = desk_.files;
    desk_.tasks.run<Outcome>(
        this, [&files, file, text](const WorkControl&) { return writeCalendar(files, file, text); },
        [this, file](const Outcome& outcome) {
            written(file, outcome);
            emit told();
        });
}

void CalendarSaver::written(const std::filesystem::path& file, const Outcome& outcome) {
    const Words& words = desk_.words;
    if (!outcome.ok() && outcome.failure().code == FailureCode::FileExists) {
        banner_.showMessage(CardKind::Attention, words.say(Phrase::ExpiryCalendarTaken),
                            words.say(Phrase::ExpiryCalendarTakenText));
        return;
    }
    if (!outcome.ok()) {
        banner_.showFailure(outcome.failure());
        return;
    }
    banner_.showMessage(CardKind::Good, words.say(Phrase::ExpiryCalendarDone),
                        words.say(Phrase::ExpiryCalendarNext, {{"file", displayText(file.string())}}));
    auto* open = new Button(ButtonKind::Plain, Icon::External);
    open->setText(words.say(Phrase::ExpiryCalendarOpen));
    connect(open, &QAbstractButton::clicked, this, [this, file] { openFile(file); });
    banner_.addAction(open);
}

void CalendarSaver::openFile(const std::filesystem::path& file) {
    if (desk_.open(QUrl::fromLocalFile(fromUtf8(file.string()))))
        return;
    banner_.clear();
    banner_.showMessage(CardKind::Attention,
                        desk_.words.say(Phrase::FileFailed, {{"file", displayText(file.string())}}), {});
    emit told();
}

} // namespace tanba::gui
