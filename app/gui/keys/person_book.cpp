#include "app/gui/keys/person_book.h"

#include "app/gui/keys/private_json.h"

#include <QJsonArray>

namespace tanba::gui {

namespace {

constexpr std::size_t kMostOthers = 1000;

PrivateJson placeOf(const std::filesystem::path& file) {
    return {file, 1, std::size_t{64} * 1024};
}

} // namespace

PersonBook::PersonBook(FileStore& files, TaskRunner& tasks, std::filesystem::path file)
    : files_(files), tasks_(tasks), file_(std::move(file)) {
    read();
}

void PersonBook::read() {
    const QJsonObject root = readPrivateJson(files_, placeOf(file_));
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
    QJsonObject root{{QStringLiteral("others"), others}};
    if (person_) {
        root.insert(QStringLiteral("iin"), QString::fromStdString(person_->iin()));
        root.insert(QStringLiteral("name"), QString::fromStdString(name_));
    }
    tasks_.runInOrder<Outcome>(
        this, [&files = files_, file = file_, root] { return writePrivateJson(files, placeOf(file), root); },
        [this](const Outcome& written) {
            if (!written.ok())
                emit notKept(written.failure());
        });
}

} // namespace tanba::gui
