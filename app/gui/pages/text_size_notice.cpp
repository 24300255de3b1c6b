#include "app/gui/pages/text_size_notice.h"

#include <array>

namespace tanba::gui {

using platform::settings::kTextSizeAsked;

namespace {

struct OfferedSize {
    TextSize size;
    Phrase name;
};
constexpr std::array<OfferedSize, 3> kOfferedSizes = {{
    {TextSize::Normal, Phrase::SizeNormal},
    {TextSize::Large, Phrase::SizeLarge},
    {TextSize::Largest, Phrase::SizeLargest},
}};

} // namespace

std::vector<AttentionItem> TextSizeNotice::items() {
    if (settings_.get(kTextSizeAsked))
        return {};
    AttentionItem item;
    item.urgency = Urgency::Hint;
    item.title = words_.say(Phrase::TextSizeTitle);
    item.text = words_.say(Phrase::TextSizeText);
    for (const OfferedSize& offered : kOfferedSizes)
        item.actions.push_back({words_.say(offered.name), [this, size = offered.size] { choose(size); }});
    return {item};
}

void TextSizeNotice::choose(TextSize size) {
    appearance_.choose(size);
    settings_.set(kTextSizeAsked, true);
    emit changed();
}

} // namespace tanba::gui
