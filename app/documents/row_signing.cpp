#include "app/documents/row_signing.h"

#include "app/documents/row_opening.h"
#include "core/base/safe_write.h"
#include "core/sign/hash_sink.h"

#include <algorithm>
#include <array>

namespace tanba::documents {

namespace {

/// Hashes what is written on its way.
class HashedSink : public ByteSink {
  public:
    HashedSink(ByteSink& out, sign::HashSink hash) : out_(out), hash_(std::move(hash)) {}
    Outcome write(ByteView bytes) override {
        TANBA_CHECK(hash_.write(bytes));
        return out_.write(bytes);
    }
    Bytes finish() { return hash_.finish().bytes; }

  private:
    ByteSink& out_;
    sign::HashSink hash_;
};

/// What went wrong with the place of the result is told about the result, not about its folder or the
/// temporary file in it.
Failure aboutOutput(Failure failure, const RunRow& row) {
    constexpr std::array kOfThePlace = {FailureCode::FileDiskFull,     FailureCode::FileWriteFailed,
                                        FailureCode::FileMediumGone,   FailureCode::FileReadOnlyMedium,
                                        FailureCode::FileNoPermission, FailureCode::FileNotFound};
    const bool ofThePlace = std::ranges::find(kOfThePlace, failure.code) != kOfThePlace.end();
    const std::filesystem::path subject(failure.subject);
    const std::filesystem::path folder = folderOf(row.output);
    if (ofThePlace && subject != row.document.path && (subject == folder || folderOf(subject) == folder))
        failure.subject = row.output.string();
    return failure;
}

} // namespace

Outcome RowSigning::sign(std::size_t index, RunRow& row, const WorkControl& control) {
    while (true) {
        Outcome signedRow = signOnce(index, row, control);
        // Somebody else took the name in between: the next one is tried, until OutputNames knows no more.
        const bool nameLost = !signedRow.ok() && !row.output.empty() &&
                              plan_.order.ifTaken == IfTaken::NextFree &&
                              signedRow.failure().code == FailureCode::FileExists;
        if (nameLost)
            continue;
        if (!signedRow.ok())
            row.output.clear();
        return signedRow;
    }
}

Outcome RowSigning::signOnce(std::size_t index, RunRow& row, const WorkControl& control) {
    row.output.clear();
    TANBA_TRY(const std::unique_ptr<SigningContent> content,
              openRow(places_, plan_.order, row.document, control));
    row.contentClass = content->classification.contentClass;
    row.presentSigners = content->presentSigners;
    if (places_.instead != nullptr)
        return writeResult(index, row, *content, control, *places_.instead);
    TANBA_TRY(row.output, names_.reserve(row.document));
    if (record_ != nullptr) {
        TANBA_CHECK(record_->working(index, row.output));
    }
    const IfExists ifExists = plan_.order.ifTaken == IfTaken::Replace ? IfExists::Replace : IfExists::Refuse;
    const Outcome written = writeFileSafely(places_.files, row.output, ifExists, [&](ByteSink& out) {
        return writeResult(index, row, *content, control, out);
    });
    return written.ok() ? written : aboutOutput(written.failure(), row);
}

/// The signature, and the record of it before it gets its name.
Outcome RowSigning::writeResult(std::size_t index, RunRow& row, SigningContent& content,
                                const WorkControl& control, ByteSink& out) {
    TANBA_TRY(sign::HashSink hash, sign::HashSink::create(crypto::DigestAlgorithm::Sha256));
    HashedSink hashed(out, std::move(hash));
    const SignatureSources sources{session_, places_.clock.now(), places_.timestamps};
    TANBA_CHECK(signContent(plan_.order, sources, content, hashed, control));
    // A large document was read while it was signed: only now it is sure that it stayed what it was.
    if (row.document.sha256.empty()) {
        TANBA_CHECK(stillTheSame(places_.files, row.document, {}));
    }
    row.outputSha256 = hashed.finish();
    return record_ == nullptr ? Outcome(Done{}) : record_->made(index, row.output, row.outputSha256);
}

} // namespace tanba::documents
