#include "app/gui/pages/key_search.h"

#include "app/gui/documents/time_guess.h"
#include "app/gui/pages/key_words.h"
#include "app/gui/tasks/step_progress.h"

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

/// The first folders tell little about those that lie in them.
constexpr int kTellingPerMille = 50;
constexpr int kSteps = 1000;

} // namespace

KeySearch::KeySearch(const Desk& desk) : desk_(desk) {}

void KeySearch::start() {
    if (running())
        return;
    progress_ = {};
    startedAt_ = desk_.steady();
    FileStore& files = desk_.files;
    cancel_ = desk_.tasks.run<Outcome>(
        this,
        [&files, find = desk_.searchPlaces(), remembered = rememberedPlaces(desk_.shelf),
         progress = watchProgress(), report = report()](const WorkControl& control) {
            std::vector<SearchPlace> places = find();
            places.insert(places.end(), remembered.begin(), remembered.end());
            return searchForKeys(files, places, {control.cancel, progress.get()}, report);
        },
        [this](const Outcome& outcome) {
            cancel_.reset();
            emit ended(outcome.ok() ? SearchEnd::Done : SearchEnd::Stopped);
        });
}

std::shared_ptr<StepProgress> KeySearch::watchProgress() {
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks; // on the searching thread this object may be gone already
    return std::make_shared<StepProgress>(kSteps, [this, self, &tasks](int perMille) {
        tasks.deliver(self, [this, perMille] {
            progress_.perMille = perMille;
            emit moved();
        });
    });
}

std::optional<std::chrono::seconds> KeySearch::timeLeft() const {
    if (!running() || stopping() || progress_.perMille < kTellingPerMille)
        return std::nullopt;
    return guessTimeLeft(desk_.steady() - startedAt_, static_cast<double>(progress_.perMille) / kSteps);
}

SearchReport KeySearch::report() {
    const QPointer<QObject> self(this);
    TaskRunner& tasks = desk_.tasks;
    SearchReport report;
    report.entering = [this, self, &tasks](const std::filesystem::path& folder) {
        tasks.deliver(self, [this, folder] {
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
