#pragma once

#include "app/documents/key_identity.h"
#include "app/documents/run_row.h"
#include "app/documents/signing_format.h"
#include "app/documents/signing_order.h"
#include "core/base/time.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace tanba::documents {

/// The report of a run, for the page, the printed sheet and JSON.
struct RunReport {
    Time started{};
    Time ended{};
    SignFormat format = SignFormat::Cms;
    std::optional<TimestampWish> timestamp;
    std::optional<KeyIdentity> signer; ///< once a key was used
    std::vector<RunRow> rows;
    /// How many rows are in each RowState.
    std::array<std::size_t, 5> counts{};

    std::size_t count(RowState state) const { return counts.at(static_cast<std::size_t>(state)); }
};

/// {"started","ended","format","timestamp":null|"national"|ADDRESS,"signer":{"name","organisation","demonstration","certificate":{"serial","issuer"}},"counts":{...},
/// "files":[{"document","size","sha256","state","output","outputSha256","error":{"code","subject","detail"}}]}.
/// Paths that are not UTF-8 have U+FFFD where they are not.
std::string toJson(const RunReport& report);

} // namespace tanba::documents
