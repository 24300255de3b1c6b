#include "core/sign/content_record.h"

#include "core/sign/cms_reader.h"
#include "core/sign/read_ahead.h"

#include <algorithm>

namespace tanba::sign {

Result<ContentRecorder> ContentRecorder::create(const DigestSet& algorithms) {
    ContentRecorder recorder;
    for (const crypto::DigestAlgorithm algorithm : algorithms) {
        TANBA_TRY(crypto::Hasher hasher, crypto::Hasher::create(algorithm));
        recorder.hashers_.push_back(std::move(hasher));
    }
    return recorder;
}

void ContentRecorder::update(ByteView piece) {
    record_.size += piece.size();
    const std::size_t room = kContentStart - record_.start.size();
    append(record_.start, piece.first(std::min(room, piece.size())));
    for (crypto::Hasher& hasher : hashers_)
        hasher.update(piece);
}

ContentRecord ContentRecorder::finish() {
    for (crypto::Hasher& hasher : hashers_) {
        crypto::Digest digest = hasher.finish();
        record_.digests[digest.algorithm] = std::move(digest.bytes);
    }
    hashers_.clear();
    return std::move(record_);
}

Result<std::size_t> SameContent::read(std::span<std::uint8_t> buffer) {
    TANBA_TRY(const std::size_t count, content_.read(buffer));
    if (hasher_)
        hasher_->update(ByteView(buffer).first(count));
    if (count == 0 && hasher_ && !buffer.empty()) {
        if (hasher_->finish().bytes != digest_.bytes)
            return fail(FailureCode::FileChangedMeanwhile);
        hasher_.reset();
    }
    return count;
}

Outcome SameContent::rewind() {
    TANBA_TRY(crypto::Hasher hasher, crypto::Hasher::create(digest_.algorithm));
    hasher_ = std::move(hasher);
    return content_.rewind();
}

Result<ContentRecord> recordFile(InputFile& file, const DigestSet& algorithms, ByteSink* copy,
                                 std::uint64_t limit, WorkMeter& meter) {
    TANBA_CHECK(file.rewind());
    TANBA_TRY(ContentRecorder recorder, ContentRecorder::create(algorithms));
    ReadAhead reader(file);
    std::uint64_t size = 0;
    while (true) {
        TANBA_TRY(const ByteView piece, reader.next());
        TANBA_CHECK(meter.advance(piece.size()));
        if (piece.empty())
            return recorder.finish();
        size += piece.size();
        if (size > limit)
            return fail(FailureCode::FileTooLarge);
        recorder.update(piece);
        if (copy != nullptr)
            TANBA_CHECK(copy->write(piece));
    }
}

} // namespace tanba::sign
