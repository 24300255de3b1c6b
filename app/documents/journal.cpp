#include "app/documents/journal.h"

#include "app/documents/json_fields.h"
#include "core/base/private_file.h"

#include <algorithm>

namespace tanba::documents {

namespace {

/// What is left when the oldest entries make room.
constexpr std::size_t kKeptSize = Journal::kMaxJournalSize / 4 * 3;
/// What is read: the largest journal and one large addition.
constexpr std::size_t kMaxRead = Journal::kMaxJournalSize * 2;

Json toObject(const JournalEntry& entry) {
    return {{"when", formatRfc3339(entry.when)},
            {"document", entry.document},
            {"output", entry.output},
            {"format", entry.format},
            {"purpose", entry.purpose},
            {"owner", entry.key.owner},
            {"organisation", entry.key.organisation},
            {"serial", entry.key.serial},
            {"issuer", entry.key.issuer},
            {"demonstration", entry.key.demonstration},
            {"documentSha256", entry.documentSha256}};
}

std::optional<JournalEntry> fromObject(const Json& json) {
    JournalEntry entry;
    const bool whole = take(json, "when", entry.when) && take(json, "document", entry.document) &&
                       take(json, "output", entry.output) && take(json, "format", entry.format) &&
                       take(json, "purpose", entry.purpose) && take(json, "owner", entry.key.owner) &&
                       take(json, "organisation", entry.key.organisation) &&
                       take(json, "serial", entry.key.serial) && take(json, "issuer", entry.key.issuer) &&
                       takeOptional(json, "demonstration", entry.key.demonstration) &&
                       take(json, "documentSha256", entry.documentSha256);
    return whole ? std::optional(std::move(entry)) : std::nullopt;
}

/// The newest lines that fit.
std::string_view newest(std::string_view text) {
    if (text.size() <= kKeptSize)
        return text;
    text.remove_prefix(text.size() - kKeptSize);
    const std::size_t next = text.find('\n');
    return next == std::string_view::npos ? std::string_view() : text.substr(next + 1);
}

} // namespace

/// The journal, open and with room for `more` bytes.
Result<std::unique_ptr<GrowingFile>> Journal::openWithRoom(std::size_t more) {
    TANBA_TRY(std::unique_ptr<GrowingFile> journal, growing_.openGrowing(file_, IfHeld::Wait));
    if (journal->size() + more <= kMaxJournalSize)
        return journal;
    TANBA_TRY(const Bytes content, journal->content(kMaxRead));
    // The lock is held until the shorter journal has the name; others then open that one.
    TANBA_CHECK(writePrivateFile(files_, file_, IfExists::Replace, viewOf(newest(asText(content)))));
    journal.reset();
    return growing_.openGrowing(file_, IfHeld::Wait);
}

Outcome Journal::add(const std::vector<JournalEntry>& entries) {
    std::string lines;
    // The end of a line comes before the next one, so that a line that a crash cut off spoils no other.
    for (const JournalEntry& entry : entries)
        lines += "\n" + toLine(toObject(entry));
    TANBA_TRY(const std::unique_ptr<GrowingFile> journal, openWithRoom(lines.size()));
    const std::uint64_t before = journal->size();
    const Outcome added = journal->append(viewOf(lines));
    if (!added.ok())
        static_cast<void>(journal->cutTo(before));
    return added;
}

Outcome Journal::sync() {
    TANBA_TRY(const std::unique_ptr<GrowingFile> journal, growing_.openGrowing(file_, IfHeld::Wait));
    return journal->sync();
}

Result<std::vector<JournalEntry>> Journal::entries() const {
    std::vector<JournalEntry> entries;
    const Result<Bytes> content = readFile(files_, file_, kMaxRead);
    if (!content.ok() && content.failure().code == FailureCode::FileNotFound)
        return entries;
    if (!content.ok())
        return content.failure();
    std::string_view text = asText(content.value());
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (const std::optional<Json> json = parseObject(text.substr(0, end)))
            if (std::optional<JournalEntry> entry = fromObject(*json))
                entries.push_back(std::move(*entry));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::ranges::reverse(entries);
    return entries;
}

Outcome Journal::eraseAll() {
    TANBA_TRY(const std::unique_ptr<GrowingFile> held, growing_.openGrowing(file_, IfHeld::Wait));
    TANBA_CHECK(files_.remove(file_));
    return files_.syncFolder(folderOf(file_));
}

std::string toJson(const std::vector<JournalEntry>& entries) {
    constexpr int kIndent = 2;
    Json array = Json::array();
    for (const JournalEntry& entry : entries)
        array.push_back(toObject(entry));
    return array.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace tanba::documents
