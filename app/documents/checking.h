#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/sign/xml_verifier.h"
#include "core/trust/online_evidence.h"
#include "core/trust/verdict.h"
#include "core/trust/verify_document.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <vector>

namespace tanba::documents {

/// A large XML document is held in a tree of up to 560 MiB (core/sign/README.md): so many at once, however
/// many cores there are.
inline constexpr std::ptrdiff_t kXmlTreesAtOnce = 2;
/// Below this a tree takes some 45 MiB at the most.
inline constexpr std::uint64_t kLargeXml = std::uint64_t{1024} * 1024;

/// By what files are judged; the same for all files of a run.
struct CheckSettings {
    /// Anchors of the user's; empty: none but the national ones.
    std::filesystem::path trustFolder;
    /// Revocation lists of the user's; empty: none.
    std::filesystem::path crlFolder;
    /// Judge for this moment instead of now where no time stamp proves another.
    std::optional<Time> at;
    /// Asks the authority's servers; null: nothing leaves the machine. One object serves one run.
    std::shared_ptr<trust::OnlineEvidence> online;
    /// How signed XML is read; xml_reading::readSignedXmlApart() keeps hostile documents out of this process.
    trust::ReadSignedXml readXml = &sign::verifyXml;
    std::string programVersion;
};

/// One file to check.
struct CheckItem {
    std::string name;
    /// The document of a detached signature as the user named it; empty: it is looked for beside the file.
    std::string content;
};

/// What became of one file.
struct CheckedFile {
    std::string name;
    /// Fails when the file cannot be read as a signed file at all; the failure's subject is never empty.
    Result<trust::Report> report;
    /// The document of a detached signature: as named, or found beside it; empty when there was none.
    std::string content;
    /// Where the document was looked for in vain. Filled when the signature has integrity content_missing and
    /// its name says what the document would be called.
    std::vector<std::string> lookedFor;
};

/// How a name is opened; the command line gives "-" a meaning of its own.
using OpenInput = std::function<Result<std::unique_ptr<InputFile>>(const std::string& name)>;

/// Checks signed files, one or many. Made once a run; check() may be called from several threads at once.
class Checking {
  public:
    /// @param files and @param open must outlive this object; without `open` names are paths.
    /// trust.folder_unusable, crl.*, cancelled.
    static Result<std::unique_ptr<Checking>> prepare(const CheckSettings& settings, FileStore& files,
                                                     Time now, const WorkControl& control,
                                                     OpenInput open = {});

    /// Never throws. A cancelled check is a failure `cancelled` of the file's report.
    CheckedFile check(const CheckItem& item, const WorkControl& control) const;

    using Take = std::function<void(std::size_t index, CheckedFile checked)>;
    /// Checks all files on all cores and hands the results over in order on the calling thread, each as soon
    /// as it and all before it are there. After a cancel the rest comes back `cancelled` at once.
    /// @param control its progress is used when there is only one file; of several, `take` tells how far it
    /// is.
    void checkAll(const std::vector<CheckItem>& items, const Take& take, const WorkControl& control) const;

  private:
    Checking(std::unique_ptr<trust::Verifier> verifier, FileStore& files, OpenInput open)
        : verifier_(std::move(verifier)), files_(files), open_(std::move(open)) {}

    CheckedFile checkNamed(const CheckItem& item, const WorkControl& control) const;
    Result<trust::Report> verifyWith(const std::string& name, const std::string& content,
                                     const WorkControl& control) const;

    using TreePlaces = std::counting_semaphore<kXmlTreesAtOnce>;
    struct GiveBack {
        void operator()(TreePlaces* places) const { places->release(); }
    };
    using TreePlace = std::unique_ptr<TreePlaces, GiveBack>;
    Result<TreePlace> waitForTreePlace(InputFile& input, const WorkControl& control) const;

    std::unique_ptr<trust::Verifier> verifier_;
    FileStore& files_;
    OpenInput open_;
    mutable TreePlaces treePlaces_{kXmlTreesAtOnce};
};

} // namespace tanba::documents
