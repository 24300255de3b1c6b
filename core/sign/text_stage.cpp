#include "core/sign/text_stage.h"

#include <array>

namespace tanba::sign {

namespace {

/// Whether a text holds references, or marks of what a CommentStripper takes out; at its end the beginning of
/// a mark is enough.
bool isWrittenAgain(std::string_view text) {
    constexpr std::array<std::string_view, 3> kMarks = {"<!-", "<![", "<?"};
    if (text.find('&') != std::string_view::npos)
        return true;
    for (std::size_t open = text.find('<'); open < text.size(); open = text.find('<', open + 1))
        for (const std::string_view mark : kMarks)
            if (mark.starts_with(text.substr(open, mark.size())))
                return true;
    return false;
}

} // namespace

void TextStage::feed(std::string_view text) {
    if (!finds_.budget.take(text.size()))
        return;
    joined_.clear();
    if (handling_ == Comments::Stripped)
        comments_.feed(text, joined_);
    else
        joined_ += text;
    plain_.clear();
    references_.feed(joined_, plain_);
    const bool mayDiffer = references_.replaced() || comments_.unwrapped();
    if (!inner_ && level_ < kMaxHiddenLevel && mayDiffer && isWrittenAgain(plain_))
        inner_ = behind();
    if (!unreplaced_ && references_.replaced())
        unreplaced_.emplace(names_);
    if (unreplaced_)
        unreplaced_->feed(joined_);
    names_.feed(plain_);
    runs_.feed(plain_);
    if (inner_)
        inner_->feed(plain_);
}

void TextStage::finish() {
    names_.finish();
    if (unreplaced_)
        unreplaced_->finish();
    runs_.finish();
    if (inner_)
        inner_->finish();
}

std::unique_ptr<TextStage> TextStage::behind() const {
    auto stage = std::make_unique<TextStage>(*this);
    ++stage->level_;
    stage->handling_ = Comments::Stripped;
    stage->comments_ = CommentStripper();
    stage->references_ = Unescaper();
    stage->unreplaced_.reset();
    return stage;
}

} // namespace tanba::sign
