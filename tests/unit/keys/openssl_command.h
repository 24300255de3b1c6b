#pragma once

#include "core/base/bytes.h"

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

/// Skips, or fails where nothing may be skipped.
#define TANBA_NEEDS_OPENSSL(command)                                                                         \
    do {                                                                                                     \
        if (!(command).present())                                                                            \
            GTEST_SKIP() << "LOUD SKIP: the openssl program is not installed";                               \
    } while (false)

} // namespace tanba::keys
