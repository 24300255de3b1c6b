#pragma once

#include "core/base/file_store.h"
#include "core/base/progress.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tanba::documents {

/// One consent covers at most so many documents.
inline constexpr std::size_t kMaxDocuments = 10'000;
/// Folders within folders.
inline constexpr int kMaxFolderDepth = 16;
/// Entries of folders that are looked at for one list, hidden ones and signatures included.
inline constexpr std::size_t kMaxFolderEntries = 100'000;
/// The content of files up to this size is noted by its SHA-256; of larger ones size and time only.
inline constexpr std::size_t kMaxNoted = std::size_t{4} * 1024 * 1024;

/// How a document came into the list.
enum class Chosen {
    ByName,
    InFolder,
    AsStream, ///< standard input: it has no name of its own, and is held by whoever opens it
};

/// A file as it was when it was listed: what a consent is given for.
struct Document {
    std::filesystem::path path; ///< as it was named, or under the folder that was
    std::uint64_t size = 0;
    std::int64_t modified = 0; ///< as FileStatus::modified
    Bytes sha256;              ///< empty for files larger than kMaxNoted
    Chosen chosen = Chosen::ByName;
    /// The signature that was found for it: a file beside it, or itself when it is a signed file. Else empty.
    std::filesystem::path signature;
    /// The document of a detached signed file that gets one more signer; empty: it is looked for beside the
    /// file.
    std::filesystem::path original;
    /// Why it cannot be signed: file.*, input.empty. Nothing else is known of it then.
    std::optional<Failure> failure;

    std::string name() const { return path.filename().string(); }
    bool isSigned() const { return !signature.empty(); }
};

/// A folder that cannot be looked into, or the first file that there was no room for.
struct NotListed {
    std::filesystem::path path;
    Failure failure; ///< file.*, document.too_many; input.empty ("folder") for one without documents
};

struct DocumentList {
    std::vector<Document> documents;
    std::vector<NotListed> notListed;

    std::uint64_t totalSize() const;
};

/// Puts the entries of a folder in order.
using FolderOrder = std::function<void(std::vector<FolderEntry>& entries)>;

/// Makes rows of files and folders. What was chosen keeps its order; folders are searched in the order of
/// names, without following symbolic links and without hidden files; signatures that lie beside their
/// document are no rows of their own but make the document's row a signed one. A file that comes a second
/// time is left out.
/// @param known rows that are there already: they are not repeated, and count.
/// @param order of the names in a folder; that of their bytes when it is null.
/// @returns fails only with cancelled; document.too_many stands in notListed, with the first kMaxDocuments
/// listed.
Result<DocumentList> listDocuments(FileStore& files, const std::vector<std::filesystem::path>& chosen,
                                   const std::vector<Document>& known, const WorkControl& control,
                                   const FolderOrder& order = nullptr);

/// Whether the file is what it was when it was listed: file.changed_meanwhile, file.not_found.
/// @param content the file's whole content, when its SHA-256 was noted; else size and time are compared.
Outcome stillTheSame(FileStore& files, const Document& document, ByteView content);

} // namespace tanba::documents
