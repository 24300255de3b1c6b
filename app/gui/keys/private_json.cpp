#include "app/gui/keys/private_json.h"

#include "app/gui/keys/private_file.h"

#include <QJsonDocument>

namespace tanba::gui {

namespace {

const QString kVersionName = QStringLiteral("version");

} // namespace

QJsonObject readPrivateJson(FileStore& files, const PrivateJson& place) {
    const Result<Bytes> content = readFile(files, place.file, place.maxSize);
    if (!content.ok())
        return {};
    const QByteArray text(reinterpret_cast<const char*>(content.value().data()),
                          static_cast<qsizetype>(content.value().size()));
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    return object.value(kVersionName).toInt() == place.version ? object : QJsonObject();
}

Outcome writePrivateJson(FileStore& files, const PrivateJson& place, QJsonObject content) {
    content.insert(kVersionName, place.version);
    const QByteArray text = QJsonDocument(content).toJson(QJsonDocument::Compact);
    return writePrivateFile(files, place.file, IfExists::Replace,
                            viewOf(std::string_view(text.data(), std::size_t(text.size()))));
}

} // namespace tanba::gui
