#pragma once

#include "app/documents/checking.h"
#include "app/gui/documents/other_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

enum class CheckState {
    Waiting, ///< not looked at yet, or stopped before
    Working,
    Checked,   ///< there is a report
    NotSigned, ///< it is something else: `other`, and the failure
    Failed,
};

/// Where the document of a signature is.
enum class DocumentPlace {
    Inside, ///< in the signed file: attached CMS, XML
    Beside, ///< found beside the signature
    Given,  ///< the person pointed at it
    Missing,
};

/// One file that a person wants to know about.
struct CheckEntry {
    std::filesystem::path path;
    CheckState state = CheckState::Waiting;
    /// The document of a detached signature, as the person gave it.
    std::filesystem::path given;
    std::optional<documents::CheckedFile> result;
    OtherFile other = OtherFile::Unknown;
    /// Which of the authority's servers can be asked about its certificates.
    std::vector<std::string> hosts;
    /// Another number whenever something about it changed.
    std::uint64_t revision = 0;

    /// For Checked.
    const trust::Report& report() const { return result->report.value(); }
    /// For NotSigned and Failed.
    const Failure& failure() const { return result->report.failure(); }
    /// For Checked.
    DocumentPlace documentPlace() const;
    /// How bad it is, for putting the worst first: smaller is worse.
    int rank() const;
};

} // namespace tanba::gui
