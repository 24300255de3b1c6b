#pragma once

#include "core/base/bytes.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

/// Ran with a shell; standard error is thrown away.
struct ToolAnswer {
    int code = 0;
    std::string text;
};

/// A home folder made for one test, whose stores are made and judged by NSS's own `certutil`.
class NssHome {
  public:
    NssHome();

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path at(std::string_view below) const { return path_ / below; }

    /// An empty store in this folder below the home.
    std::filesystem::path makeStore(std::string_view below) const;
    ToolAnswer certutil(const std::filesystem::path& store, const std::string& arguments) const;
    void add(const std::filesystem::path& store, const std::string& label, const std::string& trust,
             ByteView certificate) const;
    /// What `certutil -L` says, line by line, without its heading: "label  C,,".
    std::vector<std::string> listed(const std::filesystem::path& store) const;
    /// The trust of the one certificate whose label starts so; "none" or "several" otherwise.
    std::string trustOf(const std::filesystem::path& store, std::string_view label) const;
    /// Everything in the store: labels, trust and the certificates themselves.
    std::string content(const std::filesystem::path& store) const;
    std::filesystem::path write(const std::filesystem::path& file, std::string_view content) const;

  private:
    std::filesystem::path path_;
};

/// DER of an authority made now; two of the same name are different certificates with the same subject.
Bytes someAuthority(const std::string& name);

} // namespace tanba::test
