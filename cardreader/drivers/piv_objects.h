#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/keys/certificate.h"

#include <cstdint>
#include <optional>
#include <string>

// Data objects of SP 800-73-4 part 1, appendix A, as bytes: no card is needed to read them.
namespace tanba::card::piv {

/// The certificate in a certificate object: 53 { 70 certificate, 71 information }, where bit 1 of the
/// information says that the certificate is packed with gzip. None for an object without a certificate.
Result<std::optional<keys::Certificate>> certificateIn(ByteView object);

/// The GUID (tag 34) in a card holder unique identifier, in hex; empty when absent or all zero.
std::string guidIn(ByteView object);

/// A gzip file (RFC 1952) of at most `limit` bytes; card.answer_malformed beyond, and when it is damaged.
Result<Bytes> gunzip(ByteView packed, std::size_t limit);

} // namespace tanba::card::piv
