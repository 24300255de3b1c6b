#pragma once

#include "cardreader/pkcs11/pkcs11_token.h"
#include "tests/support/test_pki.h"
#include "tests/unit/cardreader/pkcs11/pins.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tanba::pkcs11 {

inline constexpr std::string_view kRightPin = "12345678";

/// The GOST test module (tests/support/pkcs11_test_module.cpp) in a folder of its own.
class TestModule {
  public:
    TestModule();

    /// Tells the module something, at once and also while it runs.
    void tell(const std::string& name, const std::string& value);
    /// How often the module was called, over all processes.
    int calls(const std::string& line) const;
    void forgetCalls() const;
    Bytes fileBeside(const std::string& suffix) const;
    void putBeside(const std::string& suffix, ByteView content) const;
    void removeBeside(const std::string& suffix) const;

    const std::filesystem::path& path() const { return path_; }
    FoundModule found() const { return {path_, "Test module", keys::TokenProof::EmulatorOnly}; }
    const test::Identity& identity() const { return identity_; }
    /// The ordinary times, with hardly any between two looks at a slot.
    ModuleOptions options() const;

    TokenList list(const CancelToken* cancel = nullptr) const { return tokensOf(found(), options(), cancel); }
    /// The one token; the test fails when there is another number.
    std::unique_ptr<Pkcs11Token> token() const;
    /// Its one key.
    std::unique_ptr<keys::SigningKey> key() const;

  private:
    std::filesystem::path path_;
    test::Identity identity_;
    std::map<std::string, std::string> script_;
};

/// A GOST certificate and key, made once.
const test::Identity& gostPerson();
crypto::Digest gostDigest(std::string_view text = "құжат");

} // namespace tanba::pkcs11
