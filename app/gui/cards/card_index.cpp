#include "app/gui/cards/card_index.h"

#include "app/gui/keys/private_json.h"
#include "core/base/encoding.h"

#include <QJsonArray>

namespace tanba::gui {

namespace {

constexpr std::size_t kMaxIndexSize = std::size_t{4} * 1024 * 1024;
constexpr std::size_t kMaxAtr = 36;

PrivateJson placeOf(const std::filesystem::path& index) {
    return {index, 1, kMaxIndexSize};
}

QString textOf(const std::string& text) {
    return QString::fromStdString(text);
}

std::string textOf(const QJsonObject& object, const char* name) {
    return object.value(QLatin1String(name)).toString().toStdString();
}

QJsonObject toJson(const CardEntry& entry) {
    QJsonArray keys;
    for (const CardKeyInfo& key : entry.keys) {
        const QString certificate = key.certificate ? textOf(toBase64(key.certificate->der())) : QString();
        keys.append(QJsonObject{{QStringLiteral("id"), textOf(key.id)},
                                {QStringLiteral("certificate"), certificate}});
    }
    return {{QStringLiteral("id"), textOf(entry.id)},
            {QStringLiteral("idCard"), entry.kind == keys::TokenKind::IdCard},
            {QStringLiteral("reader"), entry.way == CardWay::Reader},
            {QStringLiteral("label"), textOf(entry.ownLabel)},
            {QStringLiteral("driver"), textOf(entry.driver)},
            {QStringLiteral("atr"), textOf(toBase64(entry.atr))},
            {QStringLiteral("emulatorOnly"), entry.proof == keys::TokenProof::EmulatorOnly},
            {QStringLiteral("keys"), keys}};
}

std::vector<CardKeyInfo> keysFrom(const QJsonArray& array) {
    std::vector<CardKeyInfo> keys;
    for (const QJsonValue& value : array) {
        const QJsonObject object = value.toObject();
        CardKeyInfo key{textOf(object, "id"), std::nullopt};
        const auto der = fromBase64(textOf(object, "certificate"), kMaxIndexSize);
        if (der.ok() && !der.value().empty()) {
            auto certificate = keys::Certificate::fromDer(der.value());
            if (certificate.ok())
                key.certificate = std::move(certificate).value();
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

CardEntry fromJson(const QJsonObject& object) {
    CardEntry entry;
    entry.id = textOf(object, "id");
    entry.kind =
        object.value(QLatin1String("idCard")).toBool() ? keys::TokenKind::IdCard : keys::TokenKind::Token;
    entry.way = object.value(QLatin1String("reader")).toBool() ? CardWay::Reader : CardWay::Module;
    entry.ownLabel = textOf(object, "label");
    entry.driver = textOf(object, "driver");
    auto atr = fromBase64(textOf(object, "atr"), kMaxAtr);
    if (atr.ok())
        entry.atr = std::move(atr).value();
    entry.proof = object.value(QLatin1String("emulatorOnly")).toBool() ? keys::TokenProof::EmulatorOnly
                                                                       : keys::TokenProof::Real;
    entry.keys = keysFrom(object.value(QLatin1String("keys")).toArray());
    entry.recognisable = true;
    entry.presence = Presence::Gone;
    entry.memory = Memory::Remembered;
    return entry;
}

} // namespace

std::vector<CardEntry> readCardIndex(FileStore& files, const std::filesystem::path& index) {
    std::vector<CardEntry> entries;
    const QJsonObject root = readPrivateJson(files, placeOf(index));
    for (const QJsonValue& value : root.value(QLatin1String("cards")).toArray()) {
        CardEntry entry = fromJson(value.toObject());
        if (!entry.id.empty() && !entry.keys.empty())
            entries.push_back(std::move(entry));
    }
    return entries;
}

Outcome writeCardIndex(FileStore& files, const std::filesystem::path& index,
                       const std::vector<CardEntry>& entries) {
    QJsonArray cards;
    for (const CardEntry& entry : entries)
        if (entry.memory == Memory::Remembered && entry.recognisable && !entry.simulated() &&
            !entry.keys.empty())
            cards.append(toJson(entry));
    return writePrivateJson(files, placeOf(index), {{QStringLiteral("cards"), cards}});
}

} // namespace tanba::gui
