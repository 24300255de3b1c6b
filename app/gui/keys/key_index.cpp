#include "app/gui/keys/key_index.h"

#include "app/gui/keys/private_json.h"

#include <QJsonArray>

namespace tanba::gui {

namespace {

PrivateJson placeOf(const std::filesystem::path& index) {
    return {index, 1, std::size_t{4} * 1024 * 1024};
}

QJsonObject toJson(const KeyEntry& entry) {
    QJsonArray certificates;
    for (const keys::Certificate& certificate : entry.certificates) {
        const ByteView der = certificate.der();
        const QByteArray raw(reinterpret_cast<const char*>(der.data()), static_cast<qsizetype>(der.size()));
        certificates.append(QString::fromLatin1(raw.toBase64()));
    }
    return {{QStringLiteral("path"), QString::fromStdString(entry.path.string())},
            {QStringLiteral("kazakhName"), entry.kind == keys::KeyFileKind::KazakhName},
            {QStringLiteral("certificates"), certificates}};
}

KeyEntry fromJson(const QJsonObject& object) {
    KeyEntry entry;
    entry.memory = Memory::Remembered;
    entry.path = object.value(QStringLiteral("path")).toString().toStdString();
    entry.kind = object.value(QStringLiteral("kazakhName")).toBool() ? keys::KeyFileKind::KazakhName
                                                                     : keys::KeyFileKind::OtherPkcs12;
    for (const QJsonValue& value : object.value(QStringLiteral("certificates")).toArray()) {
        const QByteArray der = QByteArray::fromBase64(value.toString().toLatin1());
        const auto certificate =
            keys::Certificate::fromDer(viewOf(std::string_view(der.data(), std::size_t(der.size()))));
        if (certificate.ok())
            entry.certificates.push_back(certificate.value());
    }
    return entry;
}

} // namespace

std::vector<KeyEntry> readKeyIndex(FileStore& files, const std::filesystem::path& index) {
    std::vector<KeyEntry> entries;
    const QJsonObject root = readPrivateJson(files, placeOf(index));
    for (const QJsonValue& value : root.value(QStringLiteral("keys")).toArray()) {
        KeyEntry entry = fromJson(value.toObject());
        if (entry.path.is_absolute())
            entries.push_back(std::move(entry));
    }
    return entries;
}

Outcome writeKeyIndex(FileStore& files, const std::filesystem::path& index,
                      const std::vector<KeyEntry>& entries) {
    QJsonArray remembered;
    for (const KeyEntry& entry : entries)
        if (entry.memory == Memory::Remembered)
            remembered.append(toJson(entry));
    return writePrivateJson(files, placeOf(index), {{QStringLiteral("keys"), remembered}});
}

} // namespace tanba::gui
