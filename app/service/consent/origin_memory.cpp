#include "app/service/consent/origin_memory.h"

#include "app/documents/json_fields.h"
#include "core/base/private_file.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

using documents::Json;

constexpr std::size_t kMaxFile = std::size_t{1024} * 1024;
constexpr std::int64_t kVersion = 1;
constexpr std::array<documents::Word<RememberedKey::Use>, 2> kUses = {
    {{RememberedKey::Use::Login, "login"}, {RememberedKey::Use::Signing, "signing"}}};

bool samePlace(const RememberedKey& left, const RememberedKey& right) {
    return left.origin == right.origin && left.use == right.use;
}

} // namespace

std::vector<RememberedKey> OriginMemory::list() const {
    std::vector<RememberedKey> list;
    const Result<Bytes> content = readFile(files_, file_, kMaxFile);
    if (!content.ok())
        return list;
    const std::optional<Json> root = documents::parseObject(asText(content.value()));
    std::int64_t version = 0;
    if (!root || !documents::take(*root, "version", version) || version != kVersion ||
        !root->contains("sites"))
        return list;
    for (const Json& object : root->at("sites")) {
        RememberedKey key;
        if (list.size() < kMaxRemembered && object.is_object() &&
            documents::take(object, "origin", key.origin) &&
            documents::takeWord(object, "use", kUses, key.use) &&
            documents::take(object, "certificate", key.certificate) &&
            documents::take(object, "when", key.when))
            list.push_back(std::move(key));
    }
    return list;
}

std::optional<std::string> OriginMemory::keyFor(const std::string& origin, RememberedKey::Use use) const {
    for (RememberedKey& key : list())
        if (key.origin == origin && key.use == use)
            return std::move(key.certificate);
    return std::nullopt;
}

Outcome OriginMemory::remember(const RememberedKey& key) {
    std::vector<RememberedKey> all{key};
    for (RememberedKey& older : list())
        if (!samePlace(older, key) && all.size() < kMaxRemembered)
            all.push_back(std::move(older));
    return write(all);
}

Outcome OriginMemory::erase(const std::string& origin) {
    std::vector<RememberedKey> all = list();
    if (std::erase_if(all, [&origin](const RememberedKey& key) { return key.origin == origin; }) == 0)
        return Done{};
    return write(all);
}

Outcome OriginMemory::eraseAll() {
    const Outcome removed = files_.remove(file_);
    if (!removed.ok() && removed.failure().code == FailureCode::FileNotFound)
        return Done{};
    TANBA_CHECK(removed);
    return files_.syncFolder(folderOf(file_));
}

Outcome OriginMemory::write(const std::vector<RememberedKey>& all) {
    Json root{{"version", kVersion}, {"sites", Json::array()}};
    for (const RememberedKey& key : all)
        root["sites"].push_back({{"origin", key.origin},
                                 {"use", documents::wordOf(kUses, key.use)},
                                 {"certificate", key.certificate},
                                 {"when", formatRfc3339(key.when)}});
    return writePrivateFile(files_, file_, IfExists::Replace, viewOf(documents::toLine(root)));
}

} // namespace tanba::service
