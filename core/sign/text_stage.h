#pragma once

#include "core/sign/base64_runs.h"

#include <optional>
#include <string>

namespace tanba::sign {

enum class Comments { Stripped, Kept };

/// Markup without what parts its texts, then with its references replaced, and so on for text that is markup
/// again.
class TextStage {
  public:
    TextStage(HiddenFinds& finds, int level, Comments handling)
        : finds_(finds), level_(level), handling_(handling), names_(finds.shown), runs_(finds, level) {}
    TextStage(const TextStage&) = default;

    void feed(std::string_view text);
    void finish();

  private:
    /// A stage for what this one gives, as if it had been there from the start: up to here it would have
    /// changed nothing, and seen the same.
    std::unique_ptr<TextStage> behind() const;

    HiddenFinds& finds_;
    int level_;
    Comments handling_;
    CommentStripper comments_;
    Unescaper references_;
    NameFinder names_;
    std::optional<NameFinder> unreplaced_; ///< names with the references kept, from the first of them
    Base64Runs runs_;
    Copied<TextStage> inner_;
    std::string joined_;
    std::string plain_;
};

} // namespace tanba::sign
