#pragma once

#include "cardreader/tokens/certificate_memory.h"
#include "cardreader/tokens/shown_certificates.h"
#include "core/base/file_store.h"

#include <filesystem>

namespace tanba::card {

/// Certificates in a folder that exists, one file a card, readable by its owner only. A file's name is the
/// SHA-256 of the serial, so that a listing of the folder tells no card; its content is
///     SEQUENCE { hash OCTET STRING, certificates SEQUENCE OF Certificate }
/// with the SHA-256 of the second part. A file that does not fit its hash counts as absent. What cards showed
/// is kept only in memory: nothing of a person lies on the disk whose card was merely looked at.
class FileCertificateMemory : public CertificateMemory {
  public:
    /// Most certificates of one card; the oldest give way.
    static constexpr std::size_t kMaxCertificates = 16;

    /// `files` and `shown` outlive the memory.
    FileCertificateMemory(FileStore& files, std::filesystem::path folder,
                          ShownCertificates& shown = shownInThisRun())
        : files_(files), folder_(std::move(folder)), shown_(shown) {}

    std::vector<keys::Certificate> certificatesFor(const std::string& cardSerial) const override;
    /// Nothing is remembered for a card without a serial.
    Outcome remember(const std::string& cardSerial, const keys::Certificate& certificate) override;
    std::vector<KnownCertificate> shownBefore(const std::string& cardSerial) const override {
        return shown_.of(cardSerial);
    }
    void keepShown(const std::string& cardSerial, std::vector<KnownCertificate> shown) override {
        shown_.keep(cardSerial, std::move(shown));
    }

  private:
    Result<std::filesystem::path> fileFor(const std::string& cardSerial) const;

    FileStore& files_;
    std::filesystem::path folder_;
    ShownCertificates& shown_;
};

} // namespace tanba::card
