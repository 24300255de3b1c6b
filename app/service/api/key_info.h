#pragma once

#include "core/keys/certificate.h"

#include <string>

namespace tanba::service::api {

/// What getKeyInfo answers about a certificate: one JSON object.
std::string keyInfoJson(const keys::Certificate& certificate);

/// A name as the original writes it: in the order of the encoding, commas without space, keywords of
/// BouncyCastle's default style (unknown types as their OID), RFC 2253 escapes.
std::string distinguishedName(const keys::Name& name);

} // namespace tanba::service::api
