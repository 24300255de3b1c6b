#include "app/documents/recent.h"

#include "app/documents/json_fields.h"
#include "core/base/private_file.h"

#include <algorithm>
#include <array>

namespace tanba::documents {

namespace {

constexpr std::size_t kMaxFile = std::size_t{1024} * 1024;
constexpr std::int64_t kVersion = 1;
constexpr std::array<Word<RecentKind>, 2> kKinds = {
    {{RecentKind::Signed, "signed"}, {RecentKind::Checked, "checked"}}};

bool same(const RecentFile& left, const RecentFile& right) {
    return left.path == right.path && left.kind == right.kind;
}

} // namespace

std::vector<RecentFile> Recent::list() const {
    std::vector<RecentFile> list;
    const Result<Bytes> content = readFile(files_, file_, kMaxFile);
    if (!content.ok())
        return list;
    const std::optional<Json> root = parseObject(asText(content.value()));
    std::int64_t version = 0;
    if (!root || !take(*root, "version", version) || version != kVersion || !root->contains("files"))
        return list;
    for (const Json& object : root->at("files")) {
        RecentFile file;
        if (list.size() < kMaxRecent && object.is_object() && take(object, "path", file.path) &&
            takeWord(object, "kind", kKinds, file.kind) && take(object, "when", file.when))
            list.push_back(std::move(file));
    }
    return list;
}

Outcome Recent::add(const std::vector<RecentFile>& latest) {
    std::vector<RecentFile> all = latest;
    for (RecentFile& older : list())
        if (std::ranges::none_of(latest, [&](const RecentFile& file) { return same(file, older); }))
            all.push_back(std::move(older));
    all.resize(std::min(all.size(), kMaxRecent));
    Json root{{"version", kVersion}, {"files", Json::array()}};
    for (const RecentFile& file : all)
        root["files"].push_back({{"path", pathJson(file.path)},
                                 {"kind", wordOf(kKinds, file.kind)},
                                 {"when", formatRfc3339(file.when)}});
    return writePrivateFile(files_, file_, IfExists::Replace, viewOf(toLine(root)));
}

Outcome Recent::eraseAll() {
    const Outcome removed = files_.remove(file_);
    if (!removed.ok() && removed.failure().code == FailureCode::FileNotFound)
        return Done{};
    TANBA_CHECK(removed);
    return files_.syncFolder(folderOf(file_));
}

} // namespace tanba::documents
