#pragma once

#include "core/base/result.h"
#include "core/base/stream.h"
#include "core/crypto/digest.h"
#include "core/sign/work_meter.h"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace tanba::sign {

using DigestSet = std::set<crypto::DigestAlgorithm>;
using DigestValues = std::map<crypto::DigestAlgorithm, Bytes>;

/// By what two readings of one content are compared; fast also where the signature's own digest is not.
inline constexpr crypto::DigestAlgorithm kComparison = crypto::DigestAlgorithm::Sha256;

/// What is noted of a content while it passes by once.
struct ContentRecord {
    std::uint64_t size = 0;
    /// At most kContentStart bytes.
    Bytes start;
    DigestValues digests;
};

class ContentRecorder {
  public:
    static Result<ContentRecorder> create(const DigestSet& algorithms);

    void update(ByteView piece);
    ContentRecord finish();

  private:
    std::vector<crypto::Hasher> hashers_;
    ContentRecord record_;
};

/// Content that was read before: read to its end again, it fails with file.changed_meanwhile unless its
/// digest is still the same.
class SameContent : public InputFile {
  public:
    SameContent(InputFile& content, crypto::Digest digest) : content_(content), digest_(std::move(digest)) {}

    Result<std::size_t> read(std::span<std::uint8_t> buffer) override;
    std::uint64_t size() const override { return content_.size(); }
    /// Before everything else.
    Outcome rewind() override;

  private:
    InputFile& content_;
    crypto::Digest digest_;
    std::optional<crypto::Hasher> hasher_; ///< until the end
};

/// Records a whole file from its start.
/// @param copy receives the file too, when not null.
/// @param limit more bytes than this are file.too_large.
Result<ContentRecord> recordFile(InputFile& file, const DigestSet& algorithms, ByteSink* copy,
                                 std::uint64_t limit, WorkMeter& meter);

} // namespace tanba::sign
