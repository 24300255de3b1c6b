#pragma once

#include "core/sign/cms_signer.h"
#include "core/trust/signature_judge.h"
#include "core/trust/verify_document.h"
#include "tests/support/fixtures.h"
#include "tests/support/outcome.h"
#include "tests/support/test_pki.h"

#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

/// A certificate's facts, as a row of a table of authorities has them.
trust::Authority rowOf(const keys::Certificate& certificate, trust::AuthorityRole role);
/// A store whose national table is this root with its intermediates.
trust::TrustStore nationalStore(const keys::Certificate& root,
                                const std::vector<keys::Certificate>& intermediates = {});
trust::TrustStore testStore(const keys::Certificate& root);
trust::TrustStore yourStore(const std::vector<keys::Certificate>& anchors);

trust::Crl listFrom(ByteView der);
/// A list of `authority` that is fresh at goodTime().
trust::Crl freshList(Authority& authority, const std::vector<RevokedSerial>& revoked = {});
Bytes serialOf(const keys::Certificate& certificate);

/// Codes of all reasons, separated by blanks.
std::string codesOf(const std::vector<sign::Reason>& reasons);
/// Detail of the first reason with this code; "(absent)" when there is none.
std::string detailOf(const std::vector<sign::Reason>& reasons, sign::ReasonCode code);

/// The program's own attached signature.
Bytes cmsBy(const Identity& identity, std::string_view content, Time signingTime = goodTime());

/// A certificate made by a key that is no authority's.
Identity issuedBy(const Identity& issuer);

/// DER Extension with this type and a NULL as value.
Bytes nullExtension(std::string_view type, bool critical);

} // namespace tanba::test
