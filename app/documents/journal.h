#pragma once

#include "app/documents/key_identity.h"
#include "app/documents/signing_format.h"
#include "core/base/file_store.h"
#include "core/base/growing_file.h"
#include "core/base/time.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::documents {

/// The name of the journal in the data folder (app/platform/data_folder.h).
inline constexpr std::string_view kJournalName = "journal.jsonl";

/// One signature that this person made.
struct JournalEntry {
    Time when{};
    std::string document; ///< file name
    std::string output;   ///< whole path of the result
    std::string format;   ///< formatName()
    std::string purpose;  ///< what for, or for whom; may be empty
    KeyIdentity key;
    std::string documentSha256; ///< hex; empty for large documents
};

/// The user's own journal of signatures: what, when, for whom, with which key; never contents, passwords or
/// IINs. JSON lines, 0600. Beyond kMaxJournalSize the oldest entries make room. Several programs may write at
/// once.
class Journal {
  public:
    /// About 50,000 entries.
    static constexpr std::size_t kMaxJournalSize = std::size_t{16} * 1024 * 1024;

    Journal(GrowingFiles& growing, FileStore& files, std::filesystem::path file)
        : growing_(growing), files_(files), file_(std::move(file)) {}

    /// Written when this returns; on the medium after sync().
    Outcome add(const std::vector<JournalEntry>& entries);
    Outcome sync();
    /// The latest first. Lines that cannot be read are left out.
    Result<std::vector<JournalEntry>> entries() const;
    /// The file goes away.
    Outcome eraseAll();

    const std::filesystem::path& path() const { return file_; }

  private:
    Result<std::unique_ptr<GrowingFile>> openWithRoom(std::size_t more);

    GrowingFiles& growing_;
    FileStore& files_;
    std::filesystem::path file_;
};

/// One line a signature under the given headings, RFC 4180 with a byte order mark (Excel) and CRLF; what a
/// spreadsheet would take for a formula gets an apostrophe before it.
/// @param headings time, document, result, format, purpose, owner, organisation, certificate, issuer,
/// SHA-256, whether it is a demonstration ("true" or nothing).
std::string toCsv(const std::vector<JournalEntry>& entries, const std::vector<std::string>& headings);
/// An array of objects with the names of the members of JournalEntry.
std::string toJson(const std::vector<JournalEntry>& entries);

} // namespace tanba::documents
