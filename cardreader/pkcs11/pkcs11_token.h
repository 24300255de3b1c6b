#pragma once

#include "cardreader/pkcs11/found_module.h"
#include "cardreader/pkcs11/key_list.h"
#include "cardreader/pkcs11/pin_change.h"
#include "cardreader/pkcs11/token_connection.h"
#include "cardreader/pkcs11/token_objects.h"
#include "cardreader/pkcs11/token_session.h"
#include "core/keys/token.h"

#include <memory>
#include <vector>

namespace tanba::pkcs11 {

/// Everything a token shows without its PIN, read once.
struct TokenContents {
    std::vector<ListedKey> keys;
    std::vector<KeyFileObject> keyFiles;
};

/// A token behind a PKCS#11 module. Each action starts a helper process of its own and ends it; keys outlive
/// the token. open() fails with card.no_certificate for keys without one, key.id_not_found when the token has
/// no private key for the certificate, and as ModuleClient and TokenConnection say.
class Pkcs11Token : public keys::Token {
  public:
    Pkcs11Token(const FoundModule& module, TokenAddress address, SlotView slot, TokenContents contents);

    std::string label() const override { return slot_.displayLabel(); }
    keys::TokenKind kind() const override { return keys::TokenKind::Token; }
    /// As the token said when it was listed; open() looks again.
    keys::PinRules pinRules() const override { return slot_.pinRules; }
    /// Keys without a certificate are here too.
    std::vector<std::unique_ptr<keys::SigningKey>> keys() override;
    keys::PinManagement* pinManagement() override { return &pinChange_; }
    keys::TokenProof proof() const override { return proof_; }
    std::string serial() const override;

    const std::string& moduleName() const { return moduleName_; }
    /// PKCS#12 files on the token that are visible without the PIN.
    const std::vector<KeyFileObject>& keyFiles() const { return contents_.keyFiles; }
    /// All of them, after a login.
    Result<std::vector<KeyFileObject>> keyFilesAfterLogin(keys::PinSource& pins, const CancelToken* cancel);

  private:
    std::string moduleName_;
    keys::TokenProof proof_;
    TokenAddress address_;
    SlotView slot_;
    TokenContents contents_;
    std::shared_ptr<GostOrderMemory> gostOrder_;
    PinChange pinChange_;
};

/// Tokens, and what kept others from being read.
struct TokenList {
    std::vector<std::unique_ptr<Pkcs11Token>> tokens;
    std::vector<Failure> failures;
};

/// The tokens behind one module. A token that cannot be read is a failure and does not hide the
/// others; blank tokens are left out.
TokenList tokensOf(const FoundModule& module, const ModuleOptions& options, const CancelToken* cancel);
/// The tokens behind all of them, one module after the other; stops when cancelled.
TokenList tokensOf(const std::vector<FoundModule>& modules, const ModuleOptions& options,
                   const CancelToken* cancel);

} // namespace tanba::pkcs11
