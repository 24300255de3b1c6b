#include "app/documents/row_opening.h"

#include "app/documents/input.h"

#include <optional>

namespace tanba::documents {

namespace {

namespace fs = std::filesystem;

Result<std::unique_ptr<InputFile>> open(const RunPlaces& places, const fs::path& path) {
    return places.open ? places.open(path) : openInput(places.files, path);
}

/// The document that lies beside its detached signature.
std::optional<fs::path> originalBeside(FileStore& files, const fs::path& signedFile) {
    for (const std::string& name : possibleDocuments(signedFile.filename().string())) {
        fs::path beside = signedFile.parent_path() / name;
        const Result<FileStatus> status = files.status(beside);
        if (status.ok() && status.value().kind == FileKind::Regular)
            return beside;
    }
    return std::nullopt;
}

class RowOpening {
  public:
    RowOpening(const RunPlaces& places, const SigningOrder& order, const Document& document,
               const WorkControl& control)
        : places_(places), order_(order), document_(document), control_(control) {}

    Result<std::unique_ptr<SigningContent>> run() const {
        if (order_.adding == Adding::NewSignature)
            return open({});
        auto opened = open(document_.original);
        if (opened.ok() || opened.failure().code != FailureCode::CmsContentMissing ||
            !document_.original.empty() || order_.ifOriginalMissing == IfOriginalMissing::Refuse)
            return opened;
        const std::optional<fs::path> original = originalBeside(places_.files, document_.path);
        return original ? open(*original) : std::move(opened);
    }

  private:
    Result<std::unique_ptr<SigningContent>> open(const fs::path& original) const;

    const RunPlaces& places_;
    const SigningOrder& order_;
    const Document& document_;
    const WorkControl& control_;
};

Result<std::unique_ptr<SigningContent>> RowOpening::open(const fs::path& original) const {
    SigningSource source;
    source.name = original.empty() ? document_.path.string() : original.string();
    source.hasDocumentName = document_.chosen != Chosen::AsStream;
    TANBA_TRY(std::unique_ptr<InputFile> listed, documents::open(places_, document_.path));
    if (order_.adding == Adding::ToExisting) {
        source.existing = std::move(listed);
        source.existingName = document_.path.string();
        if (!original.empty()) {
            TANBA_TRY(source.document, documents::open(places_, original));
        }
    } else {
        source.document = std::move(listed);
    }
    return openForSigning(order_, std::move(source), control_,
                          [this](ByteView held) { return stillTheSame(places_.files, document_, held); });
}

} // namespace

Result<std::unique_ptr<SigningContent>> openRow(const RunPlaces& places, const SigningOrder& order,
                                                const Document& document, const WorkControl& control) {
    return RowOpening(places, order, document, control).run();
}

} // namespace tanba::documents
