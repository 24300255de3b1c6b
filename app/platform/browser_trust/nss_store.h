#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace tanba::platform {

/// One line of a store's list.
struct ListedCertificate {
    std::string label; ///< the nickname of NSS; several certificates may share one
    /// Flags of the trust in it for web sites: 'C' makes it an authority for them.
    std::string webTrust;
};

/// One certificate store in the hands of the program `certutil` of NSS, one process a call. Every failure is
/// browser.trust_failed with the end of the process as its detail, or browser.tool_missing.
class NssStore {
  public:
    NssStore(std::filesystem::path folder, std::filesystem::path tool, std::chrono::milliseconds limit)
        : folder_(std::move(folder)), tool_(std::move(tool)), limit_(limit) {}

    std::filesystem::path database() const { return folder_ / "cert9.db"; }
    Result<std::vector<ListedCertificate>> list() const;
    /// DER of every certificate that has the *subject* of one with this label: NSS names subjects.
    Result<std::vector<Bytes>> certificatesNamed(const std::string& label) const;
    /// Adds it as an authority for web sites, and for nothing else. One that is there keeps its label.
    Outcome addAuthority(const std::string& label, ByteView certificate) const;
    /// One certificate with this label.
    Outcome removeOne(const std::string& label) const;
    /// An empty store, in a folder that exists.
    Outcome make() const;
    /// No certificate, no key, no module besides NSS itself.
    bool isEmpty() const;

  private:
    Result<Bytes> run(std::vector<std::string> arguments, ByteView input = {}) const;

    std::filesystem::path folder_;
    std::filesystem::path tool_;
    std::chrono::milliseconds limit_;
};

} // namespace tanba::platform
