#include "app/gui/documents/recent_shelf.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tanba::gui {

using documents::Recent;
using documents::RecentFile;
using documents::RecentKind;

std::vector<RecentFile> RecentShelf::of(RecentKind kind) const {
    std::vector<RecentFile> files;
    std::ranges::copy_if(list_, std::back_inserter(files),
                         [kind](const RecentFile& file) { return file.kind == kind; });
    return files;
}

void RecentShelf::look() {
    tasks_.runInOrder<std::vector<RecentFile>>(
        this, [&files = files_, file = file_] { return Recent(files, file).list(); },
        [this](std::vector<RecentFile> list) {
            list_ = std::move(list);
            emit changed();
        });
}

void RecentShelf::write(std::function<Outcome(Recent)> change) {
    tasks_.runInOrder<Outcome>(
        this,
        [&files = files_, file = file_, change = std::move(change)] { return change(Recent(files, file)); },
        [this](const Outcome& written) {
            if (!written.ok())
                emit failed(written.failure());
            look();
        });
}

void RecentShelf::add(RecentKind kind, std::vector<std::filesystem::path> paths) {
    if (paths.empty())
        return;
    std::vector<RecentFile> latest;
    for (std::filesystem::path& path : paths)
        if (latest.size() < Recent::kMaxRecent)
            latest.push_back({std::move(path), kind, clock_.now()});
    write([latest](Recent recent) { return recent.add(latest); });
}

void RecentShelf::eraseAll() {
    write([](Recent recent) { return recent.eraseAll(); });
}

} // namespace tanba::gui
