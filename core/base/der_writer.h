#pragma once

#include "core/base/bytes.h"
#include "core/base/der_reader.h"
#include "core/base/oid.h"
#include "core/base/time.h"

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace tanba::der {

/// Identifier, definite minimal length, content.
Bytes element(std::uint8_t tag, ByteView content);
/// Identifier and length octets only, for content that is streamed after them.
Bytes header(std::uint8_t tag, std::uint64_t contentLength);
/// Number of octets that header() gives for this length.
std::size_t headerSize(std::uint64_t contentLength);

Bytes constructed(std::uint8_t tag, std::initializer_list<ByteView> parts);
Bytes sequence(std::initializer_list<ByteView> parts);
Bytes sequenceOf(const std::vector<Bytes>& parts);
/// DER SET OF: the encodings in ascending order (X.690 11.6).
Bytes setOf(std::vector<Bytes> parts);

Bytes oid(const Oid& value);
Bytes boolean(bool value);
/// A non-negative INTEGER.
Bytes integer(std::uint64_t value);
/// A non-negative INTEGER from big-endian octets; leading zeros are normalised.
Bytes integerFromBigEndian(ByteView magnitude);
Bytes octetString(ByteView content);
/// BIT STRING with no unused bits.
Bytes bitString(ByteView octets);
Bytes null();
Bytes utf8String(std::string_view text);
Bytes printableString(std::string_view text);
Bytes ia5String(std::string_view text);
/// UTCTime up to 2049, GeneralizedTime after (RFC 5280 4.1.2.5).
Bytes time(Time value);
Bytes generalizedTime(Time value);

} // namespace tanba::der
