#include "app/gui/pages/key_search.h"

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

namespace {

/// A key that was renamed or renewed mostly lies beside the old one.
constexpr int kBesideLevels = 2;

std::vector<SearchPlace> rememberedPlaces(const KeyShelf& shelf) {
    std::vector<SearchPlace> places;
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
    progress_ = {};
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks; // on the searching thread this object may be gone already
    const auto planned = [this, self, &tasks](int places) {
        tasks.deliver(self, [this, places] {
            progress_.places = places;
            emit moved();
        });
    };
    FileStore& files = desk_.files;
    cancel_ = desk_.tasks.run<Outcome>(
        this,
        [&files, find = desk_.searchPlaces(), remembered = rememberedPlaces(desk_.shelf), planned,
         report = report()](const WorkControl& control) {
            std::vector<SearchPlace> places = find();
            places.insert(places.end(), remembered.begin(), remembered.end());
            planned(static_cast<int>(places.size()));
            return searchForKeys(files, places, control, report);
        },
        [this](const Outcome& outcome) {
            cancel_.reset();
            emit ended(outcome.ok() ? SearchEnd::Done : SearchEnd::Stopped);
        });
}

SearchReport KeySearch::report() {
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks;
    SearchReport report;
    report.entering = [this, self, &tasks](const std::filesystem::path& folder) {
        tasks.deliver(self, [this, folder] {
            // The one before is done.
            progress_.done += progress_.folder.isEmpty() ? 0 : 1;
            progress_.folder = placeOf(folder / "x");
            emit moved();
        });
    };
    report.found = [this, self, &tasks](const keys::FoundKeyFile& file) {
        tasks.deliver(self, [this, file] {
            ++progress_.found;
            desk_.shelf.found(file);
            emit moved();
        });
    };
    return report;
}

void KeySearch::stop() {
    if (!cancel_)
        return;
    cancel_->cancel();
    emit moved();
}

} // namespace tanba::gui
