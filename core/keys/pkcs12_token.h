#pragma once

#include "core/base/file_store.h"
#include "core/keys/token.h"

#include <filesystem>
#include <memory>

namespace tanba::keys {

/// A PKCS#12 key file as a Token with one key. Opening asks the PinSource once and keeps the decrypted key in
/// memory until the session closes. `keyId` chooses among several keys; empty: there must be exactly one.
std::unique_ptr<Token> pkcs12Token(FileStore& files, std::filesystem::path file, std::string keyId);

} // namespace tanba::keys
