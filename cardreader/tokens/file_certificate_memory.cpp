#include "cardreader/tokens/file_certificate_memory.h"

#include "core/base/der_reader.h"
#include "core/base/der_writer.h"
#include "core/base/encoding.h"
#include "core/crypto/digest.h"

#include <algorithm>

namespace tanba::card {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileSize = 1024 * 1024;

Result<Bytes> sha256(ByteView bytes) {
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, bytes));
    return std::move(digest.bytes);
}

Result<std::vector<keys::Certificate>> decode(ByteView content) {
    DerReader outer(content);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_TRY(const ByteView expected, body.octetString());
    TANBA_TRY(const DerElement list, body.expect(der::kSequence));
    TANBA_TRY(const Bytes found, sha256(list.encoded));
    if (!sameBytes(expected, found))
        return fail(FailureCode::DerMalformed, {}, "hash");
    std::vector<keys::Certificate> certificates;
    for (DerReader reader(list); !reader.atEnd();) {
        TANBA_TRY(const DerElement element, reader.any());
        TANBA_TRY(keys::Certificate certificate, keys::Certificate::fromDer(element.encoded));
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

Result<Bytes> encode(const std::vector<keys::Certificate>& certificates) {
    std::vector<Bytes> parts;
    for (const keys::Certificate& certificate : certificates)
        parts.emplace_back(certificate.der().begin(), certificate.der().end());
    const Bytes list = der::sequenceOf(parts);
    TANBA_TRY(const Bytes hash, sha256(list));
    return der::sequence({der::octetString(hash), list});
}

} // namespace

Result<fs::path> FileCertificateMemory::fileFor(const std::string& cardSerial) const {
    TANBA_TRY(const Bytes name, sha256(viewOf(cardSerial)));
    return folder_ / (toHex(name) + ".certificates");
}

std::vector<keys::Certificate> FileCertificateMemory::certificatesFor(const std::string& cardSerial) const {
    const auto file = fileFor(cardSerial);
    if (!file.ok() || cardSerial.empty())
        return {};
    const auto content = readFile(files_, file.value(), kMaxFileSize);
    if (!content.ok())
        return {};
    auto certificates = decode(content.value());
    return certificates.ok() ? std::move(certificates).value() : std::vector<keys::Certificate>();
}

Outcome FileCertificateMemory::remember(const std::string& cardSerial, const keys::Certificate& certificate) {
    if (cardSerial.empty())
        return Done{};
    std::vector<keys::Certificate> certificates = certificatesFor(cardSerial);
    if (std::ranges::find(certificates, certificate) != certificates.end())
        return Done{};
    if (certificates.size() >= kMaxCertificates)
        certificates.erase(certificates.begin());
    certificates.push_back(certificate);
    TANBA_TRY(const Bytes content, encode(certificates));
    TANBA_TRY(const fs::path file, fileFor(cardSerial));
    // Not writeFileSafely(): that gives the permissions of an ordinary file, and this one names a person.
    TANBA_TRY(const std::unique_ptr<TemporaryFile> temporary, files_.createTemporaryBeside(file));
    TANBA_CHECK(temporary->write(content));
    TANBA_CHECK(temporary->sync());
    TANBA_CHECK(files_.rename(temporary->path(), file));
    temporary->keep();
    return files_.syncFolder(folder_);
}

} // namespace tanba::card
