#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"

#include <QJsonObject>
#include <filesystem>

namespace tanba::gui {

/// What the program remembers between two starts lies in files like this: a JSON object with a version,
/// readable by the owner only. Everything in them can be found or said again, so whatever is wrong with one
/// counts as empty.
struct PrivateJson {
    std::filesystem::path file;
    int version = 1;
    std::size_t maxSize = 0;
};

/// @returns an empty object when the file is absent, damaged, too large or of another version.
QJsonObject readPrivateJson(FileStore& files, const PrivateJson& place);
/// Replaces the file. The version is added here.
Outcome writePrivateJson(FileStore& files, const PrivateJson& place, QJsonObject content);

} // namespace tanba::gui
