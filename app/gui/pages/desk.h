#pragma once

#include "app/gui/keys/key_shelf.h"
#include "app/gui/keys/key_work.h"
#include "app/gui/tasks/task_runner.h"
#include "app/gui/words/words.h"

#include <functional>

class QUrl;

namespace tanba::gui {

/// What the pages work with. Everything in it outlives them.
struct Desk {
    Words& words;
    KeyShelf& shelf;
    TaskRunner& tasks;
    FileStore& files;
    /// Where a search for keys looks.
    std::function<std::vector<SearchPlace>()> searchPlaces;
    /// Shows a folder or a site in the program that is meant for it; false when there is none.
    std::function<bool(const QUrl& url)> open;
};

} // namespace tanba::gui
