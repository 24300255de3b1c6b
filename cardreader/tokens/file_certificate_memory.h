#pragma once

#include "cardreader/tokens/certificate_memory.h"
#include "cardreader/tokens/shown_certificates.h"
#include "core/base/file_store.h"

#include <filesystem>
#include <functional>

namespace tanba::card {

/// Certificates in a folder, one file a card, readable by its owner only. A file's name is the SHA-256 of the
/// serial, so that a listing of the folder tells no card; its content is
///     SEQUENCE { hash OCTET STRING, certificates SEQUENCE OF Certificate }
/// with the SHA-256 of the second part. A file that does not fit its hash counts as absent. What cards showed
/// is kept only in memory: no certificate lies on the disk of a person whose card was merely looked at.
///
/// Beside it, for a card whose certificates were sought in vain, a file of the same name and form with the
/// hashes of its keys (CardKey::fruitlessSearch, OCTET STRINGs). It only spares time, so it is given up where
/// it cannot be written.
class FileCertificateMemory : public CertificateMemory {
  public:
    /// Most certificates of one card; the oldest give way.
    static constexpr std::size_t kMaxCertificates = 16;

    /// Makes a folder that only this user may look into, where it is missing.
    using MakeFolder = std::function<Outcome(const std::filesystem::path&)>;

    /// `files` and `shown` outlive the memory. Without `makeFolder` the folder exists.
    FileCertificateMemory(FileStore& files, std::filesystem::path folder, MakeFolder makeFolder = {},
                          ShownCertificates& shown = shownInThisRun())
        : files_(files), folder_(std::move(folder)), makeFolder_(std::move(makeFolder)), shown_(shown) {}

    std::vector<keys::Certificate> certificatesFor(const std::string& cardSerial) const override;
    /// Nothing is remembered for a card without a serial.
    Outcome remember(const std::string& cardSerial, const keys::Certificate& certificate) override;
    std::vector<KnownCertificate> shownBefore(const std::string& cardSerial) const override {
        return shown_.of(cardSerial);
    }
    void keepShown(const std::string& cardSerial, std::vector<KnownCertificate> shown) override {
        shown_.keep(cardSerial, std::move(shown));
    }
    std::vector<Bytes> fruitlessSearches(const std::string& cardSerial) const override;
    void keepFruitlessSearches(const std::string& cardSerial, std::vector<Bytes> searches) override;

  private:
    Result<std::filesystem::path> fileFor(const std::string& cardSerial, const char* ending) const;
    std::vector<Bytes> partsIn(const std::string& cardSerial, const char* ending) const;
    Outcome write(const std::string& cardSerial, const char* ending, const std::vector<Bytes>& parts);
    void remove(const std::string& cardSerial, const char* ending);

    FileStore& files_;
    std::filesystem::path folder_;
    MakeFolder makeFolder_;
    ShownCertificates& shown_;
};

/// Forgets for all cards, in this run and in `folder`, that certificates were sought in vain: somebody wants
/// to look again.
void forgetFruitlessSearches(FileStore& files, const std::filesystem::path& folder);

} // namespace tanba::card
