#include "app/documents/extraction.h"

#include "app/documents/input.h"
#include "app/documents/safe_name.h"
#include "app/documents/signing_format.h"
#include "core/base/safe_write.h"
#include "core/sign/cms_reader.h"

#include <algorithm>

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

constexpr unsigned kMaxNumber = 10'000;

/// Lets nothing pass that begins like a program.
class DocumentsOnly : public ByteSink {
  public:
    explicit DocumentsOnly(ByteSink& out) : out_(out) {}

    Outcome write(ByteView bytes) override {
        if (settled_)
            return out_.write(bytes);
        append(start_, bytes);
        return start_.size() < kDecisive ? Outcome(Done{}) : settle();
    }
    Outcome finish() { return settled_ ? Outcome(Done{}) : settle(); }

  private:
    /// As much as isExecutableContent() looks at.
    static constexpr std::size_t kDecisive = 8;

    Outcome settle() {
        settled_ = true;
        if (isExecutableContent(asText(start_)))
            return fail(FailureCode::DocumentExecutable);
        return out_.write(start_);
    }

    ByteSink& out_;
    Bytes start_;
    bool settled_ = false;
};

Outcome writeContent(FileStore& files, const fs::path& signedFile, ByteSink& out,
                     const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> input, openInput(files, signedFile));
    DocumentsOnly documents(out);
    TANBA_TRY(const sign::CmsSignedData cms, sign::readCms(*input, &documents, control));
    if (!cms.hasContent)
        return fail(FailureCode::CmsContentMissing, signedFile.string());
    TANBA_CHECK(documents.finish());
    return control.cancelled() ? Outcome(fail(FailureCode::Cancelled)) : Outcome(Done{});
}

} // namespace

std::string nameOfDocumentIn(const fs::path& signedFile) {
    const std::string name = signedFile.filename().string();
    const std::vector<std::string> documents = possibleDocuments(name);
    // The last one is without the number and the word that this program adds to its results.
    return safeFileName(documents.empty() ? name + ".document" : documents.back());
}

Result<fs::path> extractDocument(FileStore& files, const fs::path& signedFile, const fs::path& folder,
                                 const KeepOrigin& keepOrigin, const WorkControl& control) {
    const std::string name = nameOfDocumentIn(signedFile);
    if (isExecutableName(name))
        return fail(FailureCode::DocumentExecutable, name);
    fs::path target = folder / name;
    for (unsigned number = 2;; ++number) {
        Outcome written = writeFileSafely(files, target, IfExists::Refuse, [&](ByteSink& out) {
            return writeContent(files, signedFile, out, control);
        });
        const bool taken = !written.ok() && written.failure().code == FailureCode::FileExists;
        if (!taken || number > kMaxNumber) {
            if (written.ok() && keepOrigin)
                keepOrigin(signedFile, target);
            if (written.ok())
                return target;
            Failure failure = written.failure();
            if (failure.subject.empty())
                failure.subject =
                    failure.code == FailureCode::DocumentExecutable ? name : signedFile.string();
            return failure;
        }
        target = folder / numberedName(name, number);
    }
}

} // namespace tanba::documents
