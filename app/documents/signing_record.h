#pragma once

#include "app/documents/document_list.h"
#include "app/documents/key_identity.h"
#include "app/documents/signing_order.h"
#include "core/base/file_store.h"
#include "core/base/growing_file.h"
#include "core/base/time.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tanba::documents {

/// What was agreed when a run began.
struct RunPlan {
    SigningOrder order;
    std::vector<Document> documents;
};

/// What a record says about a row. The file itself has the last word (SigningRun::resume).
struct RecordedRow {
    /// Names under which its result was to be written, in the order of the tries.
    std::vector<std::filesystem::path> tried;
    std::filesystem::path output; ///< set as soon as the result was made
    Bytes sha256;                 ///< of the result
};

/// A run written down as it goes: one JSON line for its order, one a document, one for each step of a row.
/// Each result is on record before it gets its name, so that after a crash the file itself tells whether it
/// is there. Held by one program at a time; readable by its owner only.
class SigningRecord {
  public:
    struct Header {
        Time started{};
        KeyIdentity key;
    };

    /// A new record of a run that is about to begin: record.in_use, file.exists when `file` has content.
    static Result<std::unique_ptr<SigningRecord>> begin(GrowingFiles& growing,
                                                        const std::filesystem::path& file,
                                                        const RunPlan& plan, const Header& header);
    /// The same in `folder`, which is there, under a new name that ends in kRecordSuffix.
    static Result<std::unique_ptr<SigningRecord>> beginIn(GrowingFiles& growing, FileStore& files,
                                                          const std::filesystem::path& folder,
                                                          const RunPlan& plan, const Header& header);
    /// Goes on with a record. A line that a crash cut off at the end is taken away; any other damage is
    /// record.damaged, and the file is kept aside as "NAME.damaged" (the failure's detail is its new name).
    /// @returns file.not_found also for a record whose plan a crash cut off: nothing was signed by it, and
    /// begin() takes the file over. record.in_use, record.damaged, file.too_large.
    static Result<std::unique_ptr<SigningRecord>> open(GrowingFiles& growing, FileStore& files,
                                                       const std::filesystem::path& file);

    const std::filesystem::path& path() const { return path_; }
    const Header& header() const { return header_; }
    const RunPlan& plan() const { return plan_; }
    const std::vector<RecordedRow>& rows() const { return rows_; }
    bool finished() const { return finished_; }

    // Steps of the run, from any of its threads.

    /// A row is about to be written under this name. Not synced: it only helps to clean up.
    Outcome working(std::size_t row, const std::filesystem::path& output);
    /// Its result is complete and about to get its name. On the medium when this returns.
    Outcome made(std::size_t row, const std::filesystem::path& output, ByteView sha256);
    /// No row waits any more.
    Outcome finish();
    /// The run and its record are done with: the file goes away.
    Outcome remove(FileStore& files);

  private:
    SigningRecord(std::unique_ptr<GrowingFile> file, std::filesystem::path path)
        : file_(std::move(file)), path_(std::move(path)) {}
    /// Appends a line, or nothing.
    Outcome write(const std::string& line);
    std::optional<Failure> broken_; ///< a part of a line could not be taken away again: nothing may follow it

    std::mutex mutex_; ///< for the file and the rows while a run goes on
    std::unique_ptr<GrowingFile> file_;
    std::filesystem::path path_;
    Header header_;
    RunPlan plan_;
    std::vector<RecordedRow> rows_;
    bool finished_ = false;
};

inline constexpr std::string_view kRecordSuffix = ".signing.jsonl";

/// A run that somebody may want to go on with.
struct UnfinishedRun {
    std::filesystem::path record;
    SigningRecord::Header header;
    SignFormat format = SignFormat::Cms;
    std::size_t documents = 0;
    std::size_t made = 0;         ///< as the record says
    std::filesystem::path folder; ///< of the first document
};

/// The unfinished runs in a folder of records, the latest first; runs in use are left out, damaged records
/// are put aside.
Result<std::vector<UnfinishedRun>> unfinishedRuns(GrowingFiles& growing, FileStore& files,
                                                  const std::filesystem::path& folder);

} // namespace tanba::documents
