#include "app/gui/presence/reminder_store.h"

#include "app/gui/keys/private_file.h"

namespace tanba::gui {

namespace {

constexpr std::size_t kMostStateSize = std::size_t{1} * 1024 * 1024;

ReminderState readFrom(FileStore& files, const std::filesystem::path& file) {
    const Result<Bytes> content = readFile(files, file, kMostStateSize);
    return content.ok() ? readReminderState(content.value()) : ReminderState();
}

} // namespace

ReminderStore::ReminderStore(FileStore& files, TaskRunner& tasks, std::filesystem::path file)
    : files_(files), tasks_(tasks), file_(std::move(file)), state_(readFrom(files, file_)) {}

void ReminderStore::change(const std::function<void(ReminderState&)>& how) {
    const std::string before = reminderStateText(state_);
    how(state_);
    std::string text = reminderStateText(state_);
    if (text == before)
        return;
    FileStore& files = files_;
    tasks_.runInOrder<Outcome>(
        this,
        [&files, file = file_, text = std::move(text)] {
            return writePrivateFile(files, file, IfExists::Replace, viewOf(text));
        },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

} // namespace tanba::gui
