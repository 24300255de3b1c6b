#include "app/gui/keys/person_book.h"

#include "app/gui/keys/private_file.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace tanba::gui {

namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxSize = std::size_t{64} * 1024;
constexpr std::size_t kMostOthers = 1000;

} // namespace

PersonBook::PersonBook(FileStore& files, TaskRunner& tasks, std::filesystem::path file)
    : files_(files), tasks_(tasks), file_(std::move(file)) {
    read();
}

void PersonBook::read() {
    const auto content = readFile(files_, file_, kMaxSize);
    if (!content.ok())
        return;
    const QByteArray text(reinterpret_cast<const char*>(content.value().data()),
                          static_cast<qsizetype>(content.value().size()));
    const QJsonObject root = QJsonDocument::fromJson(text).object();
    if (root.value(QStringLiteral("version")).toInt() != kVersion)
        return;
    const auto person = guidance::Person::fromIin(root.value(QStringLiteral("iin")).toString().toStdString());
    if (person.ok()) {
        person_ = person.value();
        name_ = root.value(QStringLiteral("name")).toString().toStdString();
    }
    for (const QJsonValue& value : root.value(QStringLiteral("others")).toArray()) {
        const auto other = guidance::Person::fromIin(value.toString().toStdString());
        if (other.ok())
            others_.insert(other.value().iin());
    }
}

guidance::KeyOwnership PersonBook::ownershipOf(const keys::Owner& owner) const {
    const guidance::KeyOwnership ownership = guidance::ownershipOf(owner, person_);
    return ownership == guidance::KeyOwnership::NobodySaid && others_.contains(owner.iin)
               ? guidance::KeyOwnership::SomebodyElses
               : ownership;
}

void PersonBook::sayMine(const keys::Owner& owner) {
    const auto person = guidance::Person::fromIin(owner.iin);
    if (!person.ok())
        return;
    person_ = person.value();
    name_ = owner.displayName();
    others_.erase(owner.iin);
    keep();
}

void PersonBook::sayOther(const keys::Owner& owner) {
    if (!guidance::Person::fromIin(owner.iin).ok() || others_.size() >= kMostOthers)
        return;
    others_.insert(owner.iin);
    keep();
}

void PersonBook::forget() {
    person_.reset();
    name_.clear();
    others_.clear();
    keep();
}

void PersonBook::keep() {
    emit changed();
    QJsonArray others;
    for (const std::string& iin : others_)
        others.append(QString::fromStdString(iin));
    QJsonObject root{{QStringLiteral("version"), kVersion}, {QStringLiteral("others"), others}};
    if (person_) {
        root.insert(QStringLiteral("iin"), QString::fromStdString(person_->iin()));
        root.insert(QStringLiteral("name"), QString::fromStdString(name_));
    }
    const QByteArray text = QJsonDocument(root).toJson(QJsonDocument::Compact);
    tasks_.runInOrder<Outcome>(
        this,
        [&files = files_, file = file_, text] {
            return writePrivateFile(files, file, IfExists::Replace,
                                    viewOf(std::string_view(text.data(), std::size_t(text.size()))));
        },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

} // namespace tanba::gui
