#include "app/gui/keys/key_work.h"

#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"
#include "core/keys/search_shares.h"

#include <array>
#include <set>

namespace tanba::gui {

namespace {

using keys::SearchShares;

/// Makes of what is done of one place what is done of all: each is an equal part.
class PlaceProgress : public ProgressSink {
  public:
    PlaceProgress(ProgressSink* whole, std::size_t places) : whole_(whole), places_(places) {}

    void progress(std::uint64_t done, std::uint64_t) override { tell(done / places_); }
    void placeEnded() {
        ++ended_;
        tell(0);
    }

  private:
    void tell(SearchShares::Share inPlace) {
        const SearchShares::Share before = SearchShares::kWhole / places_ * ended_;
        if (whole_ != nullptr)
            whole_->progress(ended_ == places_ ? SearchShares::kWhole : before + inPlace,
                             SearchShares::kWhole);
    }

    ProgressSink* whole_;
    std::size_t places_;
    std::size_t ended_ = 0;
};

} // namespace

Outcome searchForKeys(FileStore& files, const std::vector<SearchPlace>& places, const WorkControl& control,
                      const SearchReport& report) {
    std::set<std::filesystem::path> seen;
    PlaceProgress progress(control.progress, places.size());
    for (const SearchPlace& place : places) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        report.entering(place.folder);
        keys::FinderLimits limits;
        limits.depth = place.depth;
        const Outcome looked = keys::findKeyFiles(files, place.folder, limits, {control.cancel, &progress},
                                                  [&](const keys::FoundKeyFile& file) {
                                                      if (seen.insert(file.path.lexically_normal()).second)
                                                          report.found(file);
                                                  });
        // A place that is away (a pulled drive, a removed folder) does not end the search.
        if (!looked.ok() && looked.failure().code == FailureCode::Cancelled)
            return looked;
        progress.placeEnded();
    }
    return Done{};
}

Result<std::vector<keys::Certificate>> readCertificates(FileStore& files, const std::filesystem::path& path,
                                                        const SecretBytes& password,
                                                        const CancelToken* cancel) {
    const auto named = [&path](Failure failure) {
        if (failure.subject.empty())
            failure.subject = path.filename().string();
        return failure;
    };
    const auto content = readFile(files, path, keys::kMaxPkcs12Size);
    if (!content.ok())
        return named(content.failure());
    keys::Pkcs12Limits limits;
    limits.cancel = cancel;
    const auto opened = keys::openPkcs12(content.value(), password, limits);
    if (!opened.ok())
        return named(opened.failure());
    std::vector<keys::Certificate> certificates;
    for (const keys::Pkcs12Key& key : opened.value().keys)
        if (key.certificate)
            certificates.push_back(*key.certificate);
    if (certificates.empty())
        return named(fail(FailureCode::Pkcs12NoCertificate));
    return certificates;
}

Outcome looksLikeKeyFile(FileStore& files, const std::filesystem::path& path) {
    TANBA_TRY(const FileStatus status, files.status(path));
    const std::string name = path.filename().string();
    if (status.kind == FileKind::Absent)
        return fail(FailureCode::FileNotFound, name);
    if (status.kind == FileKind::Folder)
        return fail(FailureCode::FileIsFolder, name);
    if (status.kind != FileKind::Regular || status.size > keys::kMaxPkcs12Size)
        return fail(FailureCode::Pkcs12NotPkcs12, name);
    TANBA_TRY(const std::unique_ptr<InputFile> file, files.openForReading(path));
    // A PFX is a SEQUENCE that begins with version 3 (RFC 7292, 4), with a definite length or without.
    constexpr std::size_t kLongestHeader = 6;
    std::array<std::uint8_t, kLongestHeader + 3> beginning{};
    TANBA_TRY(const std::size_t count, file->read(beginning));
    const ByteView head = ByteView(beginning).first(count);
    if (head.empty() || head[0] != 0x30)
        return fail(FailureCode::Pkcs12NotPkcs12, name);
    for (std::size_t start = 2; start + 3 <= head.size(); ++start)
        if (head[start] == 0x02 && head[start + 1] == 0x01 && head[start + 2] == 0x03)
            return Done{};
    return fail(FailureCode::Pkcs12NotPkcs12, name);
}

} // namespace tanba::gui
