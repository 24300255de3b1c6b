#include "app/gui/documents/document_content.h"

#include "core/sign/cms_reader.h"

#include <array>

namespace tanba::gui {

namespace {

/// Keeps what it is given, up to the limit.
class KeptContent : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        if (content.size() + bytes.size() > kMostToLookAt)
            return fail(FailureCode::PreviewTooCostly);
        content.insert(content.end(), bytes.begin(), bytes.end());
        return Done{};
    }
    Bytes content;
};

/// A source over memory of its own.
class OwnInput : public InputFile {
  public:
    explicit OwnInput(Bytes content) : content_(std::move(content)), reader_(content_) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return reader_.read(buffer); }
    std::uint64_t size() const override { return reader_.size(); }
    Outcome rewind() override { return reader_.rewind(); }

  private:
    Bytes content_;
    MemoryInput reader_;
};

} // namespace

Result<std::unique_ptr<InputFile>> openDocument(FileStore& files, const std::filesystem::path& signedFile,
                                                const std::filesystem::path& document,
                                                const WorkControl& control) {
    if (!document.empty())
        return files.openForReading(document);
    TANBA_TRY(std::unique_ptr<InputFile> opened, files.openForReading(signedFile));
    std::array<std::uint8_t, 1024> start{};
    TANBA_TRY(const std::size_t count, opened->read(start));
    TANBA_CHECK(opened->rewind());
    if (!sign::looksLikeCms(ByteView(start).first(count)))
        return opened;
    KeptContent kept;
    TANBA_TRY(const sign::CmsSignedData cms, sign::readCms(*opened, &kept, control));
    if (!cms.hasContent)
        return fail(FailureCode::CmsContentMissing, signedFile.string());
    return std::unique_ptr<InputFile>(std::make_unique<OwnInput>(std::move(kept.content)));
}

} // namespace tanba::gui
