#pragma once

#include "app/gui/keys/key_shelf.h"
#include "core/base/secret_bytes.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace tanba::gui {

/// Opens a key file beside the windows for a look at whose it is. What it holds the shelf knows from then on.
/// @param receiver when it is gone, nothing is learned and `done` is not called.
/// @param done after the shelf; as readCertificates().
/// @returns cancels it: nothing is learned and `done` is not called, however far the work has come.
std::shared_ptr<CancelToken> lookAtKeyFile(TaskRunner& tasks, FileStore& files, KeyShelf& shelf,
                                           QObject* receiver, const std::filesystem::path& file,
                                           SecretBytes password, std::function<void(const Outcome&)> done);

} // namespace tanba::gui
