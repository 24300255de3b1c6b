#pragma once

#include "core/base/bytes.h"
#include "core/base/secret_bytes.h"

#include <initializer_list>

/// DER of secrets: what core/base/der_writer.h does, with every octet in SecretBytes.
namespace tanba::crypto {

SecretBytes secretElement(std::uint8_t tag, std::initializer_list<ByteView> parts);
/// An INTEGER; leading zeros are normalised.
SecretBytes secretInteger(ByteView bigEndian);
/// The octets in the opposite order.
SecretBytes reversed(ByteView octets);

} // namespace tanba::crypto
