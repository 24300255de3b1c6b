#pragma once

#include "core/base/progress.h"
#include "core/sign/classify.h"
#include "core/sign/hidden_login.h"

namespace tanba::sign {

/// Content up to this size is classified whole (classifyContent). Larger content is searched as it passes.
/// Both happen again while the content is hashed (signCms, addCmsSigner), whoever asks: the file may have
/// changed since anybody looked.
inline constexpr std::size_t kMaxClassified = std::size_t{4} * 1024 * 1024;

/// What content of more than kMaxClassified bytes is, after the search. Where that saw names of a login in no
/// more than kMaxXmlSize bytes, these are read again and classified exactly, as smaller content is (and in
/// constant memory). Above, and where not everything could be parsed, the names decide: a Login.
/// @param hidden must have seen the whole content.
/// @param again the same content once more; it fails when it is another one by now (SameContent).
Result<Classification> classifySearched(HiddenLoginSearch& hidden, InputFile& again,
                                        const WorkControl& control);

/// How much is looked at before anybody is asked for a password.
enum class Look {
    Whole,
    /// More than kMaxClassified bytes only as far as the first of them arouse suspicion. Good where a login
    /// will be refused anyway: signCms() and addCmsSigner() search everything, and nothing else may make the
    /// signature.
    Beginning,
};

/// Classifies content of any size as it passes.
class ContentClassifier : public ByteSink {
  public:
    explicit ContentClassifier(Look look) : look_(look) {}

    Outcome write(ByteView bytes) override;

    /// True when nothing that follows can change the answer.
    bool settled() const { return hidden_.size() > kMaxClassified && (unsuspicious_ || hidden_.settled()); }
    /// What all that passed is; hasDocumentName as for classifyContent().
    /// @param again as for classifySearched().
    Result<Classification> finish(bool hasDocumentName, InputFile& again, const WorkControl& control);
    /// How much passed, while it is not settled.
    std::uint64_t size() const { return hidden_.size(); }

  private:
    Look look_;
    bool unsuspicious_ = false; ///< the beginning was, and that is enough
    Bytes start_;               ///< everything, up to kMaxClassified bytes; nothing of larger content
    HiddenLoginSearch hidden_;
};

/// classifyContent() for a file of any size, read from its start as far as necessary.
Result<Classification> classifyFile(InputFile& content, bool hasDocumentName, Look look,
                                    const WorkControl& control);

} // namespace tanba::sign
