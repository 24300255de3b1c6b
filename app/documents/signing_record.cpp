#include "app/documents/signing_record.h"

#include "app/documents/record_lines.h"

#include <algorithm>

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

/// kMaxDocuments rows of long names, several times over.
constexpr std::size_t kMaxRecordSize = std::size_t{64} * 1024 * 1024;
/// Runs of one second, and damaged files of one name, that are told apart by a number.
constexpr int kMaxSameName = 100;

/// Out of the way of a new record, but not lost.
Failure keepAside(FileStore& files, const fs::path& record) {
    for (int number = 1; number <= kMaxSameName; ++number) {
        fs::path aside = record;
        aside += number == 1 ? std::string(".damaged") : ".damaged-" + std::to_string(number);
        const Outcome moved = files.renameWithoutReplacing(record, aside);
        if (moved.ok())
            return fail(FailureCode::RecordDamaged, record.string(), aside.string());
        if (moved.failure().code != FailureCode::FileExists)
            break;
    }
    return fail(FailureCode::RecordDamaged, record.string());
}

/// "20261122-131500.signing.jsonl"
std::string nameOf(Time started, int number) {
    std::string name;
    for (const char character : formatRfc3339(started))
        if (character >= '0' && character <= '9')
            name += character;
    if (number > 1)
        name += "-" + std::to_string(number);
    return name + std::string(kRecordSuffix);
}

} // namespace

Result<std::unique_ptr<SigningRecord>> SigningRecord::begin(GrowingFiles& growing, const fs::path& file,
                                                            const RunPlan& plan, const Header& header) {
    TANBA_TRY(std::unique_ptr<GrowingFile> opened, growing.openGrowing(file, IfHeld::Refuse));
    if (opened->size() != 0)
        return fail(FailureCode::FileExists, file.string());
    std::unique_ptr<SigningRecord> record(new SigningRecord(std::move(opened), file));
    record->header_ = header;
    record->plan_ = plan;
    record->rows_.resize(plan.documents.size());
    TANBA_CHECK(record->write(planLines(plan, header)));
    TANBA_CHECK(record->file_->sync());
    return record;
}

Result<std::unique_ptr<SigningRecord>> SigningRecord::beginIn(GrowingFiles& growing, FileStore& files,
                                                              const fs::path& folder, const RunPlan& plan,
                                                              const Header& header) {
    for (int number = 1;; ++number) {
        const fs::path file = folder / nameOf(header.started, number);
        TANBA_TRY(const FileStatus status, files.status(file));
        if (status.kind == FileKind::Absent || number == kMaxSameName)
            return begin(growing, file, plan, header);
    }
}

Result<std::unique_ptr<SigningRecord>> SigningRecord::open(GrowingFiles& growing, FileStore& files,
                                                           const fs::path& file) {
    TANBA_TRY(const FileStatus status, files.status(file));
    if (status.kind == FileKind::Absent)
        return fail(FailureCode::FileNotFound, file.string());
    TANBA_TRY(std::unique_ptr<GrowingFile> opened, growing.openGrowing(file, IfHeld::Refuse));
    TANBA_TRY(const Bytes content, opened->content(kMaxRecordSize));
    const std::string_view text = asText(content);
    const std::size_t whole = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
    if (!mayBeRecord(text))
        return fail(FailureCode::FileExists, file.string(), "not a record");
    RecordText read;
    const RecordState state = parseRecord(text.substr(0, whole), read);
    if (state == RecordState::Damaged)
        return keepAside(files, file);
    if (state == RecordState::NotBegun) {
        TANBA_CHECK(opened->cutTo(0));
        return fail(FailureCode::FileNotFound, file.string(), "empty record");
    }
    if (whole < content.size()) {
        TANBA_CHECK(opened->cutTo(whole));
    }
    std::unique_ptr<SigningRecord> record(new SigningRecord(std::move(opened), file));
    record->header_ = std::move(read.header);
    record->plan_ = std::move(read.plan);
    record->rows_ = std::move(read.rows);
    record->finished_ = read.finished;
    return record;
}

Outcome SigningRecord::write(const std::string& line) {
    if (broken_)
        return *broken_;
    const std::uint64_t before = file_->size();
    Outcome written = file_->append(viewOf(line));
    if (!written.ok() && !file_->cutTo(before).ok())
        broken_ = written.failure();
    return written;
}

Outcome SigningRecord::working(std::size_t row, const fs::path& output) {
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(write(writingLine(row, output)));
    rows_[row].tried.push_back(output);
    return Done{};
}

Outcome SigningRecord::made(std::size_t row, const fs::path& output, ByteView sha256) {
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(write(madeLine(row, output, sha256)));
    TANBA_CHECK(file_->sync());
    rows_[row].output = output;
    rows_[row].sha256.assign(sha256.begin(), sha256.end());
    return Done{};
}

Outcome SigningRecord::finish() {
    const std::lock_guard lock(mutex_);
    if (finished_)
        return Done{};
    TANBA_CHECK(write(finishedLine()));
    finished_ = true;
    return file_->sync();
}

Outcome SigningRecord::remove(FileStore& files) {
    TANBA_CHECK(files.remove(path_));
    return files.syncFolder(folderOf(path_));
}

Result<std::vector<UnfinishedRun>> unfinishedRuns(GrowingFiles& growing, FileStore& files,
                                                  const fs::path& folder) {
    std::vector<UnfinishedRun> runs;
    TANBA_TRY(const FileStatus status, files.status(folder));
    if (status.kind == FileKind::Absent)
        return runs;
    TANBA_TRY(const std::vector<FolderEntry> entries, files.list(folder));
    for (const FolderEntry& entry : entries) {
        if (entry.kind != FileKind::Regular || !entry.name.ends_with(kRecordSuffix))
            continue;
        const auto record = SigningRecord::open(growing, files, folder / entry.name);
        if (!record.ok() || record.value()->finished())
            continue;
        const SigningRecord& open = *record.value();
        UnfinishedRun run{open.path(), open.header(), open.plan().order.format, open.rows().size(), 0, {}};
        run.made = static_cast<std::size_t>(
            std::ranges::count_if(open.rows(), [](const RecordedRow& row) { return !row.output.empty(); }));
        if (!open.plan().documents.empty())
            run.folder = folderOf(open.plan().documents.front().path);
        runs.push_back(std::move(run));
    }
    std::ranges::stable_sort(runs, std::ranges::greater(),
                             [](const UnfinishedRun& run) { return run.header.started; });
    return runs;
}

} // namespace tanba::documents
