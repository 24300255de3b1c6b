#include "app/gui/pages/key_search.h"

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

KeySearch::KeySearch(const Desk& desk) : desk_(desk) {}

void KeySearch::start() {
    if (running())
        return;
    count_ = 0;
    const QPointer<QObject> self(this);
    SearchReport report;
    report.entering = [this, self](const std::filesystem::path& folder) {
        desk_.tasks.deliver(self, [this, folder] {
            folder_ = placeOf(folder / "x");
            emit moved();
        });
    };
    report.found = [this, self](const keys::FoundKeyFile& file) {
        desk_.tasks.deliver(self, [this, file] {
            ++count_;
            desk_.shelf.found(file);
            emit moved();
        });
    };
    FileStore& files = desk_.files;
    cancel_ = desk_.tasks.run<Outcome>(
        this,
        [&files, places = desk_.searchPlaces(), report](const WorkControl& control) {
            return searchForKeys(files, places, control, report);
        },
        [this](const Outcome& outcome) {
            cancel_.reset();
            emit ended(outcome.ok() ? SearchEnd::Done : SearchEnd::Stopped);
        });
}

void KeySearch::stop() {
    if (cancel_)
        cancel_->cancel();
}

} // namespace tanba::gui
