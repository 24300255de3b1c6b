#pragma once

#include "core/sign/text_stage.h"

#include <optional>

namespace tanba::sign {

/// A document that begins like XML.
class HiddenMarkup {
  public:
    HiddenMarkup(HiddenFinds& finds, int level, TextWidth width);

    void feed(ByteView bytes);
    void finish();

  private:
    void declaration(std::string_view text);
    void judgeDeclaration();

    HiddenFinds& finds_;
    int level_;
    WidthReader narrow_{TextWidth::Bytes};
    WidthReader wide_;
    bool isWide_;
    bool declarationRead_ = false;
    std::string declaration_; ///< the beginning of the document, until it is read
    NameFinder names_;
    TextStage stage_;
    /// With a DOCTYPE: an entity's value may open a comment that is none.
    std::optional<TextStage> unstripped_;
    std::string plain_;
};

} // namespace tanba::sign
