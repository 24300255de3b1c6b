#pragma once

#include "app/documents/document_list.h"
#include "app/documents/run_places.h"
#include "app/documents/signing_order.h"

#include <mutex>
#include <set>
#include <vector>

namespace tanba::documents {

/// The name that the result of a document gets when nothing has it.
std::filesystem::path resultOf(const Document& document, const SigningOrder& order);

/// Gives each row of a run the name of its result; no two rows get the same one, and none that of a document.
/// For several threads.
class OutputNames {
  public:
    OutputNames(const RunPlaces& places, const SigningOrder& order, const std::vector<Document>& documents);

    /// A name that nothing has at this moment (with IfTaken::Replace: no document and no other row). Whoever
    /// writes refuses to overwrite all the same, and asks again when somebody was quicker.
    /// @returns file.exists.
    Result<std::filesystem::path> reserve(const Document& document);

  private:
    Result<bool> isFree(const std::filesystem::path& path);

    FileStore& files_;
    const SigningOrder& order_;
    std::mutex mutex_;
    std::set<std::filesystem::path> taken_;
};

} // namespace tanba::documents
