#pragma once

#include "core/base/bytes.h"
#include "tests/support/fixtures.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

namespace tanba::keys {

/// The openssl program, the outside judge of our files, in a folder of its own.
class OpenSslCommand {
  public:
    OpenSslCommand();

    /// False: the program is not installed.
    bool present() const { return present_; }
    void write(const std::string& name, ByteView content) const;
    Bytes read(const std::string& name) const;
    /// Runs `openssl ARGUMENTS` in the folder; standard output when it succeeds.
    std::optional<std::string> run(const std::string& arguments) const;

  private:
    std::filesystem::path folder_;
    bool present_ = false;
};

#define TANBA_NEEDS_OPENSSL(command) TANBA_NEEDS((command).present(), "the openssl program")

} // namespace tanba::keys
