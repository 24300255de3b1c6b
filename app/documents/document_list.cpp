#include "app/documents/document_list.h"

#include "app/documents/input.h"
#include "app/documents/path_key.h"
#include "app/documents/signed_already.h"
#include "core/crypto/digest.h"
#include "core/sign/cms_reader.h"

#include <algorithm>
#include <set>

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

Failure about(Failure failure, const fs::path& path) {
    failure.subject = path.string();
    return failure;
}

/// Looks at the file: at everything of a small one, at the beginning of a large one.
Outcome note(FileStore& files, Document& document, const WorkControl& control) {
    TANBA_TRY(const FileStatus status, files.status(document.path));
    document.size = status.size;
    document.modified = status.modified;
    TANBA_TRY(const std::unique_ptr<InputFile> file, openInput(files, document.path));
    if (file->size() > kMaxNoted) {
        Bytes start(sign::kContentStart);
        TANBA_TRY(const std::size_t count, file->read(start));
        if (document.signature.empty() && looksSigned(ByteView(start).first(count)))
            document.signature = document.path;
        return Done{};
    }
    TANBA_TRY(const Bytes content, readAll(*file, kMaxNoted));
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
    document.sha256 = std::move(digest.bytes);
    if (document.signature.empty() && isSignedContent(content, control))
        document.signature = document.path;
    return Done{};
}

class Listing {
  public:
    Listing(FileStore& files, const std::vector<Document>& known, const WorkControl& control,
            const FolderOrder& order)
        : files_(files), control_(control), order_(order),
          room_(kMaxDocuments - std::min(kMaxDocuments, known.size())) {
        for (const Document& document : known)
            listed_.insert(pathKey(document.path));
    }

    Outcome addChosen(const fs::path& path);
    DocumentList take() { return std::move(list_); }

  private:
    Outcome addFolder(const fs::path& folder, int depth);
    Outcome addFile(Document document);
    void refuse(const fs::path& path, Failure failure) {
        list_.notListed.push_back({path, about(std::move(failure), path)});
    }
    /// False, and told once, when no more documents may be listed.
    bool hasRoom(const fs::path& path);

    FileStore& files_;
    const WorkControl& control_;
    const FolderOrder& order_;
    std::size_t room_;
    std::size_t entries_ = 0;
    std::size_t repeated_ = 0; ///< documents that were listed already
    bool full_ = false;
    std::set<fs::path> listed_;
    DocumentList list_;
};

bool Listing::hasRoom(const fs::path& path) {
    if (list_.documents.size() < room_ && entries_ <= kMaxFolderEntries)
        return true;
    if (!full_)
        refuse(path, fail(FailureCode::DocumentsTooMany, {}, std::to_string(kMaxDocuments)));
    full_ = true;
    return false;
}

Outcome Listing::addChosen(const fs::path& path) {
    const Result<FileStatus> status = files_.status(path);
    if (status.ok() && status.value().kind == FileKind::Folder) {
        const std::size_t before = list_.documents.size() + list_.notListed.size() + repeated_;
        TANBA_CHECK(addFolder(path, 0));
        if (list_.documents.size() + list_.notListed.size() + repeated_ == before)
            refuse(path, fail(FailureCode::InputEmpty, {}, "folder"));
        return Done{};
    }
    Document document;
    document.path = path;
    document.signature = signatureBeside(files_, path);
    return addFile(std::move(document));
}

Outcome Listing::addFile(Document document) {
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    if (listed_.contains(pathKey(document.path))) {
        ++repeated_;
        return Done{};
    }
    if (!hasRoom(document.path))
        return Done{};
    const Outcome noted = note(files_, document, control_);
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    if (!noted.ok())
        document.failure = about(noted.failure(), document.path);
    listed_.insert(pathKey(document.path));
    list_.documents.push_back(std::move(document));
    return Done{};
}

Outcome Listing::addFolder(const fs::path& folder, int depth) {
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    if (depth > kMaxFolderDepth) {
        refuse(folder, fail(FailureCode::DocumentsTooMany, {}, "folders in folders"));
        return Done{};
    }
    Result<std::vector<FolderEntry>> entries = files_.list(folder);
    if (!entries.ok()) {
        refuse(folder, entries.failure());
        return Done{};
    }
    entries_ += entries.value().size();
    if (order_)
        order_(entries.value());
    std::set<std::string> names;
    for (const FolderEntry& entry : entries.value())
        if (entry.kind == FileKind::Regular)
            names.insert(entry.name);
    const FolderSignatures signatures(names);
    for (const FolderEntry& entry : entries.value()) {
        if (full_)
            break;
        if (entry.name.starts_with('.') || signatures.isSignature(entry.name))
            continue;
        if (entry.kind == FileKind::Folder) {
            TANBA_CHECK(addFolder(folder / entry.name, depth + 1));
        } else if (entry.kind == FileKind::Regular) {
            Document document;
            document.path = folder / entry.name;
            document.chosen = Chosen::InFolder;
            const std::string signature = signatures.signatureOf(entry.name);
            if (!signature.empty())
                document.signature = folder / signature;
            TANBA_CHECK(addFile(std::move(document)));
        }
    }
    return Done{};
}

} // namespace

std::uint64_t DocumentList::totalSize() const {
    std::uint64_t total = 0;
    for (const Document& document : documents)
        total += document.size;
    return total;
}

Result<DocumentList> listDocuments(FileStore& files, const std::vector<fs::path>& chosen,
                                   const std::vector<Document>& known, const WorkControl& control,
                                   const FolderOrder& order) {
    Listing listing(files, known, control, order);
    for (const fs::path& path : chosen)
        TANBA_CHECK(listing.addChosen(path));
    return listing.take();
}

Outcome stillTheSame(FileStore& files, const Document& document, ByteView content) {
    const Failure changed = fail(FailureCode::FileChangedMeanwhile, document.path.string());
    if (document.chosen == Chosen::AsStream)
        return Done{};
    if (!document.sha256.empty()) {
        TANBA_TRY(const crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
        return digest.bytes == document.sha256 ? Outcome(Done{}) : changed;
    }
    const Result<FileStatus> status = files.status(document.path);
    if (!status.ok())
        return about(status.failure(), document.path);
    const bool same = status.value().kind == FileKind::Regular && status.value().size == document.size &&
                      status.value().modified == document.modified;
    return same ? Outcome(Done{}) : changed;
}

} // namespace tanba::documents
