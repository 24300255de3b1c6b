#include "app/gui/pages/sign/new_file.h"

#include "core/base/safe_write.h"

namespace tanba::gui {

std::optional<std::filesystem::path> askForNewFile(const Desk& desk, QWidget& page, const QString& title,
                                                   const QString& name, const QString& ending) {
    QString chosen = desk.chooseNewFile(&page, title, name + ending);
    if (chosen.isEmpty())
        return std::nullopt;
    if (!chosen.endsWith(ending, Qt::CaseInsensitive))
        chosen += ending;
    return toUtf8(chosen);
}

Outcome writeNewFile(FileStore& files, const std::filesystem::path& file, const Result<Bytes>& content) {
    if (!content.ok())
        return content.failure();
    return writeFileSafely(files, file, IfExists::Refuse,
                           [&content](ByteSink& out) { return out.write(content.value()); });
}

} // namespace tanba::gui
