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

/// The encodings in a file's list.
Result<std::vector<Bytes>> decode(ByteView content) {
    DerReader outer(content);
    TANBA_TRY(DerReader body, outer.enter(der::kSequence));
    TANBA_TRY(const ByteView expected, body.octetString());
    TANBA_TRY(const DerElement list, body.expect(der::kSequence));
    TANBA_TRY(const Bytes found, sha256(list.encoded));
    if (!sameBytes(expected, found))
        return fail(FailureCode::DerMalformed, {}, "hash");
    std::vector<Bytes> parts;
    for (DerReader reader(list); !reader.atEnd();) {
        TANBA_TRY(const DerElement element, reader.any());
        parts.emplace_back(element.encoded.begin(), element.encoded.end());
    }
    return parts;
}

Result<Bytes> encode(const std::vector<Bytes>& parts) {
    const Bytes list = der::sequenceOf(parts);
    TANBA_TRY(const Bytes hash, sha256(list));
    return der::sequence({der::octetString(hash), list});
}

constexpr const char* kCertificates = ".certificates";
constexpr const char* kFruitless = ".searched";

} // namespace

Result<fs::path> FileCertificateMemory::fileFor(const std::string& cardSerial, const char* ending) const {
    TANBA_TRY(const Bytes name, sha256(viewOf(cardSerial)));
    return folder_ / (toHex(name) + ending);
}

std::vector<Bytes> FileCertificateMemory::partsIn(const std::string& cardSerial, const char* ending) const {
    const auto file = fileFor(cardSerial, ending);
    if (!file.ok() || cardSerial.empty())
        return {};
    const auto content = readFile(files_, file.value(), kMaxFileSize);
    if (!content.ok())
        return {};
    auto parts = decode(content.value());
    return parts.ok() ? std::move(parts).value() : std::vector<Bytes>();
}

Outcome FileCertificateMemory::write(const std::string& cardSerial, const char* ending,
                                     const std::vector<Bytes>& parts) {
    TANBA_TRY(const Bytes content, encode(parts));
    TANBA_TRY(const fs::path file, fileFor(cardSerial, ending));
    if (makeFolder_)
        TANBA_CHECK(makeFolder_(folder_));
    // Not writeFileSafely(): that gives the permissions of an ordinary file, and this one names a person.
    TANBA_TRY(const std::unique_ptr<TemporaryFile> temporary, files_.createTemporaryBeside(file));
    TANBA_CHECK(temporary->write(content));
    TANBA_CHECK(temporary->sync());
    TANBA_CHECK(files_.rename(temporary->path(), file));
    temporary->keep();
    return files_.syncFolder(folder_);
}

void FileCertificateMemory::remove(const std::string& cardSerial, const char* ending) {
    if (const auto file = fileFor(cardSerial, ending); file.ok())
        static_cast<void>(files_.remove(file.value()));
}

std::vector<keys::Certificate> FileCertificateMemory::certificatesFor(const std::string& cardSerial) const {
    std::vector<keys::Certificate> certificates;
    for (const Bytes& part : partsIn(cardSerial, kCertificates)) {
        auto certificate = keys::Certificate::fromDer(part);
        if (!certificate.ok())
            return {};
        certificates.push_back(std::move(certificate).value());
    }
    return certificates;
}

Outcome FileCertificateMemory::remember(const std::string& cardSerial, const keys::Certificate& certificate) {
    if (cardSerial.empty())
        return Done{};
    std::vector<Bytes> parts = partsIn(cardSerial, kCertificates);
    const Bytes added(certificate.der().begin(), certificate.der().end());
    if (std::ranges::find(parts, added) != parts.end())
        return Done{};
    if (parts.size() >= kMaxCertificates)
        parts.erase(parts.begin());
    parts.push_back(added);
    return write(cardSerial, kCertificates, parts);
}

std::vector<Bytes> FileCertificateMemory::fruitlessSearches(const std::string& cardSerial) const {
    std::vector<Bytes> searches = shown_.fruitlessOf(cardSerial);
    if (!searches.empty())
        return searches;
    for (const Bytes& part : partsIn(cardSerial, kFruitless)) {
        DerReader reader(part);
        const auto search = reader.octetString();
        if (search.ok())
            searches.emplace_back(search.value().begin(), search.value().end());
    }
    return searches;
}

void FileCertificateMemory::keepFruitlessSearches(const std::string& cardSerial,
                                                  std::vector<Bytes> searches) {
    if (cardSerial.empty())
        return;
    std::vector<Bytes> parts;
    for (const Bytes& search : searches)
        parts.push_back(der::octetString(search));
    const std::vector<Bytes> before = partsIn(cardSerial, kFruitless);
    shown_.keepFruitless(cardSerial, std::move(searches));
    if (parts == before)
        return;
    if (parts.empty())
        remove(cardSerial, kFruitless);
    else
        static_cast<void>(write(cardSerial, kFruitless, parts));
}

void forgetFruitlessSearches(FileStore& files, const fs::path& folder) {
    shownInThisRun().forgetFruitless();
    const auto entries = files.list(folder);
    if (!entries.ok())
        return;
    for (const FolderEntry& entry : entries.value())
        if (entry.kind == FileKind::Regular && fs::path(entry.name).extension() == kFruitless)
            static_cast<void>(files.remove(folder / entry.name));
}

} // namespace tanba::card
