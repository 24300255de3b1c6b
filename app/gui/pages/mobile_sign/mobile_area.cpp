#include "app/gui/pages/mobile_sign/mobile_area.h"

#include "app/gui/pages/mobile_sign/link_page.h"
#include "app/gui/pages/mobile_sign/offer_page.h"
#include "app/gui/pages/mobile_sign/offer_words.h"
#include "app/gui/pages/preview/preview_page.h"

namespace tanba::gui {

namespace {

using Stage = MobileDesk::Stage;

/// Content that somebody else holds as well.
class SharedInput : public InputFile {
  public:
    explicit SharedInput(std::shared_ptr<const Bytes> content)
        : content_(std::move(content)), input_(*content_) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return input_.read(buffer); }
    std::uint64_t size() const override { return input_.size(); }
    Outcome rewind() override { return input_.rewind(); }

  private:
    std::shared_ptr<const Bytes> content_;
    MemoryInput input_;
};

} // namespace

MobileArea::MobileArea(const Desk& desk)
    : desk_(desk), mobile_(desk.mobile), link_(*this, [this] { return makeLink(); }),
      offer_(*this, [this] { return makeOffer(); }), preview_(*this, [this] { return makePreview(); }) {
    connect(&mobile_, &MobileDesk::changed, this, &MobileArea::follow);
    showNow();
}

LinkPage* MobileArea::makeLink() {
    auto* page = new LinkPage(desk_);
    connect(page, &LinkPage::left, this, [this] {
        mobile_.leave();
        emit left();
    });
    return page;
}

OfferPage* MobileArea::makeOffer() {
    auto* page = new OfferPage(desk_);
    connect(page, &OfferPage::lookWanted, this, &MobileArea::look);
    connect(page, &OfferPage::keySearchWanted, this, &MobileArea::keySearchWanted);
    connect(page, &OfferPage::adviceWanted, this, &MobileArea::adviceWanted);
    return page;
}

PreviewPage* MobileArea::makePreview() {
    auto* page = new PreviewPage(desk_);
    connect(page, &PreviewPage::left, this, [this, page] {
        showNow();
        page->clear();
    });
    return page;
}

void MobileArea::look(std::size_t document) {
    const portal::mobile::Offer* offer = mobile_.offer();
    if (offer == nullptr)
        return;
    preview_.get().show(toUtf8(documentName(*offer, document, desk_.words)),
                        [content = offer->documents()[document].content](
                            const WorkControl&) -> Result<std::unique_ptr<InputFile>> {
                            return std::unique_ptr<InputFile>(std::make_unique<SharedInput>(content));
                        });
    turnTo(preview_.get());
}

void MobileArea::turnTo(Page& page) {
    if (currentWidget() == &page)
        return;
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void MobileArea::showNow() {
    const Stage stage = mobile_.stage();
    const bool giving =
        stage == Stage::NoLink || stage == Stage::Reading || stage == Stage::Linked || stage == Stage::Asking;
    if (giving)
        turnTo(link_.get());
    else
        turnTo(offer_.get());
}

/// A document that somebody looks at stays, unless it is gone.
void MobileArea::follow() {
    const bool looking = preview_.made() != nullptr && currentWidget() == preview_.made();
    if (!looking || mobile_.offer() == nullptr)
        showNow();
}

} // namespace tanba::gui
