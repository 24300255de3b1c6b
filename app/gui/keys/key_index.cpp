#include "app/gui/keys/key_index.h"

#include "app/gui/keys/private_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tanba::gui {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxIndexSize = std::size_t{4} * 1024 * 1024;

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
    const auto content = readFile(files, index, kMaxIndexSize);
    if (!content.ok())
        return entries;
    const QByteArray text(reinterpret_cast<const char*>(content.value().data()),
                          static_cast<qsizetype>(content.value().size()));
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    if (root.value(QStringLiteral("version")).toInt() != kVersion)
        return entries;
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
    const QByteArray text = QJsonDocument(QJsonObject{{QStringLiteral("version"), kVersion},
                                                      {QStringLiteral("keys"), remembered}})
                                .toJson(QJsonDocument::Compact);
    return writePrivateFile(files, index, IfExists::Replace,
                            viewOf(std::string_view(text.data(), std::size_t(text.size()))));
}

} // namespace tanba::gui
