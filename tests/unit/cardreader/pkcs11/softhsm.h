#pragma once

#include "cardreader/pkcs11/pkcs11_token.h"
#include "tests/support/test_pki.h"

#include <filesystem>
#include <string>

namespace tanba::pkcs11 {

/// SoftHSM2 with a token of its own in a scratch folder: a module that nobody here wrote. Put together with
/// its own tools and OpenSC's.
class SoftHsm {
  public:
    static bool present();

    SoftHsm();
    ~SoftHsm();
    SoftHsm(const SoftHsm&) = delete;
    SoftHsm& operator=(const SoftHsm&) = delete;

    /// A private key, and with it its public half. @param id two hex digits.
    void importKey(const test::Identity& identity, const std::string& id);
    void importCertificate(const test::Identity& identity, const std::string& id);
    void importData(ByteView content, const std::string& label);

    TokenList list() const;
    /// The one token; the test fails when there is another number.
    std::unique_ptr<Pkcs11Token> token() const;

  private:
    void run(const std::string& command) const;
    std::string fileWith(const std::string& name, ByteView content) const;

    std::filesystem::path folder_;
};

#define TANBA_NEEDS_SOFTHSM() TANBA_NEEDS(SoftHsm::present(), "softhsm2 and opensc (pkcs11-tool)")

} // namespace tanba::pkcs11
