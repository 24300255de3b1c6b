#include "app/gui/documents/file_digest.h"

#include "core/crypto/digest.h"

namespace tanba::gui {

Result<Bytes> sha256OfFile(FileStore& files, const std::filesystem::path& file, const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> input, files.openForReading(file));
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, *input, control));
    return std::move(digest.bytes);
}

} // namespace tanba::gui
