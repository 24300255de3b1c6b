#include "app/gui/pages/advice/hygiene_look.h"

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

namespace {

/// The folder's name in every language: a person may change the language after the first move.
std::vector<std::string> namesOf(Phrase phrase, const Words& words) {
    std::vector<std::string> names{toUtf8(words.say(phrase))};
    for (const text::Language language : text::kLanguages)
        names.push_back(Words::phrases().stored(phraseCode(phrase), language).what);
    return names;
}

std::vector<KnownKeyFile> knownKeyFiles(const KeyShelf& shelf) {
    std::vector<KnownKeyFile> known;
    for (const KeyEntry& entry : shelf.entries())
        known.push_back({entry.path, endOfLast(entry)});
    return known;
}

} // namespace

std::function<HygieneCheck(const WorkControl&)> hygieneLook(const Desk& desk) {
    return [&files = desk.files, known = knownKeyFiles(desk.shelf), folders = desk.folders(),
            now = desk.shelf.now(),
            names = FolderNames{namesOf(Phrase::MoveFolderName, desk.words),
                                namesOf(Phrase::MoveOldName, desk.words)}](const WorkControl&) {
        guidance::PermissionBits bits;
        guidance::SystemRealPlaces realPlaces;
        HygieneCheck check = checkKeyFiles(files, bits, realPlaces, folders, known, names.aside, now);
        check.targets = moveTargets(files, folders, names);
        return check;
    };
}

} // namespace tanba::gui
