#include "core/sign/hidden_markup.h"

#include "core/sign/xml_text.h"

namespace tanba::sign {

HiddenMarkup::HiddenMarkup(HiddenFinds& finds, int level, TextWidth width)
    : finds_(finds), level_(level), wide_(width), isWide_(width != TextWidth::Bytes), names_(finds.shown),
      stage_(finds, level, Comments::Stripped) {}

void HiddenMarkup::feed(ByteView bytes) {
    const std::string_view text = asText(bytes);
    plain_.clear();
    narrow_.feed(text, plain_);
    if (!declarationRead_)
        declaration(plain_);
    names_.feed(plain_);
    if (isWide_) {
        plain_.clear();
        wide_.feed(text, plain_);
    }
    stage_.feed(plain_);
    if (!unstripped_ && names_.sawEntities())
        unstripped_.emplace(finds_, level_, Comments::Kept);
    if (unstripped_)
        unstripped_->feed(plain_);
}

void HiddenMarkup::finish() {
    if (!declarationRead_)
        judgeDeclaration();
    if (unstripped_)
        unstripped_->finish();
    names_.finish();
    stage_.finish();
}

/// Gathers the XML declaration. One that is longer than any is judged by its beginning.
void HiddenMarkup::declaration(std::string_view text) {
    constexpr std::size_t kLongest = 1024;
    declaration_ += text.substr(0, kLongest - declaration_.size());
    if (declaration_.find("?>") != std::string::npos || declaration_.size() == kLongest)
        judgeDeclaration();
}

void HiddenMarkup::judgeDeclaration() {
    declarationRead_ = true;
    if (!xml::declaresReadableEncoding(declaration_))
        finds_.unreadable = true;
    declaration_.clear();
}

} // namespace tanba::sign
