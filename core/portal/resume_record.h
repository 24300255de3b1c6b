#pragma once

#include "core/base/file_store.h"
#include "core/base/result.h"
#include "core/base/secret_bytes.h"
#include "core/base/time.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tanba::portal {

/// What is needed to go on with a login after a crash. No code, no ticket, no name, no number of a person.
struct ResumeRecord {
    std::string origin;
    std::string loginId;
    Time expires{}; ///< afterwards it is of no use
    SecretBytes codeVerifier;
};

/// How long a login is worth resuming.
inline constexpr std::chrono::minutes kResumeWithin{15};
/// Name of the record in the program's data folder.
inline constexpr const char* kResumeRecordName = "portal-login.json";

/// 0600, written beside, synced, renamed; replaces an older one. The folder must be there.
Outcome writeResumeRecord(FileStore& files, const std::filesystem::path& path, const ResumeRecord& record);
/// Nothing when there is none, or one that is damaged or has expired, which is removed.
std::optional<ResumeRecord> readResumeRecord(FileStore& files, const std::filesystem::path& path, Time now);
/// Which login a record belongs to.
struct RecordOwner {
    std::string origin;
    std::string loginId;

    friend bool operator==(const RecordOwner&, const RecordOwner&) = default;
};
RecordOwner ownerOf(const ResumeRecord& record);

/// Also when there is none. The record of another login stays: a newer one has written it.
Outcome removeResumeRecord(FileStore& files, const std::filesystem::path& path, const RecordOwner& owner);

} // namespace tanba::portal
