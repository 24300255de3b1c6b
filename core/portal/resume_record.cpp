#include "core/portal/resume_record.h"

#include "core/base/private_file.h"
#include "core/portal/addresses.h"
#include "core/portal/description.h"
#include "core/portal/members.h"
#include "core/portal/pkce.h"
#include "core/portal/wipe.h"

namespace tanba::portal {

namespace {

constexpr std::size_t kMaxRecord = 4096;
constexpr std::size_t kMaxVerifier = 128;
constexpr int kVersion = 1;

std::optional<ResumeRecord> recordOf(ByteView content) {
    std::optional<Json> object = parseStrictObject(content, kMaxRecord);
    if (!object)
        return std::nullopt;
    Objection objection;
    const Members members(*object, objection);
    ResumeRecord record;
    if (members.number("version", kVersion, kVersion) != kVersion)
        return std::nullopt;
    record.origin = members.rawText("origin", Need::Required, kMaxHttpAddress);
    record.loginId = members.identifier("login_id", Need::Required, 16, 86);
    record.expires = members.time("expires", Need::Required).value_or(Time{});
    std::string verifier = members.rawText("code_verifier", Need::Required, kMaxVerifier);
    record.codeVerifier = SecretBytes::copyOf(viewOf(verifier));
    wipe(verifier);
    const Result<std::string> origin = portalOrigin(record.origin);
    const bool good = objection.outcome().ok() && origin.ok() && origin.value() == record.origin &&
                      isCodeVerifier(record.codeVerifier);
    return good ? std::optional(std::move(record)) : std::nullopt;
}

/// Whatever its time; nothing for one that is damaged.
Result<std::optional<ResumeRecord>> recordAt(FileStore& files, const std::filesystem::path& path) {
    TANBA_TRY(Bytes content, readFile(files, path, kMaxRecord));
    std::optional<ResumeRecord> record = recordOf(content);
    wipe(content);
    return record;
}

Outcome removeFile(FileStore& files, const std::filesystem::path& path) {
    const Outcome removed = files.remove(path);
    if (!removed.ok() && removed.failure().code == FailureCode::FileNotFound)
        return Done{};
    TANBA_CHECK(removed);
    return files.syncFolder(folderOf(path));
}

} // namespace

Outcome writeResumeRecord(FileStore& files, const std::filesystem::path& path, const ResumeRecord& record) {
    Json object{{"version", kVersion},
                {"origin", record.origin},
                {"login_id", record.loginId},
                {"expires", formatRfc3339(record.expires)},
                {"code_verifier", std::string(asText(record.codeVerifier.view()))}};
    std::string text = object.dump();
    wipe(object["code_verifier"].get_ref<std::string&>());
    const Outcome written = writePrivateFile(files, path, IfExists::Replace, viewOf(text));
    wipe(text);
    return written;
}

std::optional<ResumeRecord> readResumeRecord(FileStore& files, const std::filesystem::path& path, Time now) {
    auto read = recordAt(files, path);
    if (!read.ok() && read.failure().code == FailureCode::FileNotFound)
        return std::nullopt;
    std::optional<ResumeRecord> record = read.ok() ? std::move(read).value() : std::nullopt;
    if (record && record->expires > now && record->expires <= now + kResumeWithin)
        return record;
    static_cast<void>(removeFile(files, path)); // of no use, and gone as well as can be
    return std::nullopt;
}

RecordOwner ownerOf(const ResumeRecord& record) {
    return {record.origin, record.loginId};
}

Outcome removeResumeRecord(FileStore& files, const std::filesystem::path& path, const RecordOwner& owner) {
    const auto read = recordAt(files, path);
    const bool another = read.ok() && read.value() && ownerOf(*read.value()) != owner;
    return another ? Outcome(Done{}) : removeFile(files, path);
}

} // namespace tanba::portal
