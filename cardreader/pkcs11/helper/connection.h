#pragma once

#include "cardreader/pkcs11/wire/message.h"
#include "core/base/secret_bytes.h"

#include <optional>

namespace tanba::pkcs11::helper {

/// A request with its secrets, each on pages of its own and wiped with it.
struct Request {
    wire::Operation operation = wire::Operation::Finish;
    Bytes body;
    std::optional<SecretBytes> firstSecret; ///< none: typed on the reader
    std::optional<SecretBytes> secondSecret;
};

struct Answer {
    wire::HelperState state = wire::HelperState::Answered;
    std::uint64_t returned = 0; ///< CK_RV, with `Answered`
    wire::Writer body;
};

/// The helper's end of the connection.
class Connection {
  public:
    explicit Connection(int descriptor) : descriptor_(descriptor) {}
    /// None when the parent is gone or says what no parent says.
    std::optional<Request> receive() const;
    /// False when the parent is gone.
    bool send(const Answer& answer) const;

  private:
    // These two in a file for each system.
    bool readAll(std::uint8_t* target, std::size_t count) const;
    bool writeAll(ByteView bytes) const;
    /// False when the parent is gone.
    bool readSecret(std::uint32_t length, std::optional<SecretBytes>& secret) const;

    int descriptor_;
};

} // namespace tanba::pkcs11::helper
