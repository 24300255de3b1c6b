#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/cli/secret_input.h"
#include "app/cli/token_sources.h"

#include <memory>

namespace tanba::cli {

/// The key that `sign` was told to use: of a key file, a card or a token.
class SignKey {
  public:
    SignKey(const SignArguments& arguments, const Services& services);

    /// Finds the key, says what is special about its token, asks for the secret and opens it. Once more only
    /// when it failed.
    /// @returns token.*, card.*, pin.*, pkcs12.*, key.id_not_found, usage.key_id_needed.
    Outcome open();

    /// The open key.
    keys::KeySession& session() { return *session_; }
    /// What holds it, for JSON; null for a key file.
    const Json& token() const { return tokenJson_; }

  private:
    Outcome openFile();
    Outcome openToken();

    const SignArguments& arguments_;
    const Services& services_;
    // In the order in which one needs the other: a session may ask for its PIN again.
    SecretInput secrets_;
    TokenSources sources_;
    std::unique_ptr<keys::Token> token_;
    std::unique_ptr<keys::KeySession> session_;
    Json tokenJson_;
};

} // namespace tanba::cli
