#include "app/gui/pages/key_search.h"

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

namespace {

/// A key that was renamed or renewed mostly lies beside the old one.
constexpr int kBesideLevels = 2;

std::vector<SearchPlace> withRememberedPlaces(std::vector<SearchPlace> places, const KeyShelf& shelf) {
    for (const KeyEntry& entry : shelf.entries())
        if (entry.memory == Memory::Remembered)
            places.push_back({entry.path.parent_path(), kBesideLevels});
    return places;
}

} // namespace

KeySearch::KeySearch(const Desk& desk) : desk_(desk) {}

void KeySearch::start() {
    if (running())
        return;
    count_ = folders_ = 0;
    folder_.clear();
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks; // on the searching thread this object may be gone already
    SearchReport report;
    report.entering = [this, self, &tasks](const std::filesystem::path& folder) {
        tasks.deliver(self, [this, folder] {
            ++folders_;
            folder_ = placeOf(folder / "x");
            emit moved();
        });
    };
    report.found = [this, self, &tasks](const keys::FoundKeyFile& file) {
        tasks.deliver(self, [this, file] {
            ++count_;
            desk_.shelf.found(file);
            emit moved();
        });
    };
    FileStore& files = desk_.files;
    cancel_ = desk_.tasks.run<Outcome>(
        this,
        [&files, places = withRememberedPlaces(desk_.searchPlaces(), desk_.shelf),
         report](const WorkControl& control) { return searchForKeys(files, places, control, report); },
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
