#include "app/gui/consent/consent_content.h"

#include "core/guidance/personal_numbers.h"

#include <algorithm>

namespace tanba::gui {

namespace {

/// A quick look on the thread of the windows: of so many documents so much.
constexpr std::size_t kLookedInto = 32;
constexpr std::size_t kLookedAt = std::size_t{256} * 1024;

class SharedInput : public InputFile {
  public:
    explicit SharedInput(std::shared_ptr<const Bytes> content)
        : content_(std::move(content)), reader_(*content_) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return reader_.read(buffer); }
    std::uint64_t size() const override { return reader_.size(); }
    Outcome rewind() override { return reader_.rewind(); }

  private:
    std::shared_ptr<const Bytes> content_;
    MemoryInput reader_;
};

} // namespace

std::unique_ptr<InputFile> inputOver(std::shared_ptr<const Bytes> content) {
    return std::make_unique<SharedInput>(std::move(content));
}

Result<preview::Preview> previewOfContent(const std::shared_ptr<const Bytes>& content,
                                          const std::string& name, const WorkControl& control) {
    TANBA_TRY(const std::filesystem::path program, preview::workerBesideThisProgram());
    preview::Request request;
    request.name = name;
    SharedInput input(content);
    return preview::makePreview(input, request, preview::Worker{program}, control.cancel);
}

guidance::MentionsOrganisation mentionsOrganisation(const service::ConsentQuestion& question) {
    const std::size_t count = std::min(question.items.size(), kLookedInto);
    for (std::size_t index = 0; index < count; ++index) {
        const std::shared_ptr<const Bytes>& content = question.items[index].content;
        if (content &&
            !guidance::mentionedBins(ByteView(*content).first(std::min(kLookedAt, content->size()))).empty())
            return guidance::MentionsOrganisation::Yes;
    }
    return guidance::MentionsOrganisation::No;
}

} // namespace tanba::gui
