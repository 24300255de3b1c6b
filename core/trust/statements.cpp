#include "core/trust/statements.h"

namespace tanba::trust {

RevocationStatement statementOf(const OcspAnswer& answer, std::string issuer) {
    RevocationStatement statement;
    statement.kind = StatementKind::Ocsp;
    statement.answer = answer.status;
    statement.revokedAt = answer.revokedAt;
    statement.reason = answer.reason;
    statement.thisUpdate = answer.thisUpdate;
    statement.nextUpdate = answer.nextUpdate;
    statement.issuer = std::move(issuer);
    return statement;
}

std::optional<RevocationStatement> statementOf(const Crl& list, ByteView serial) {
    const std::optional<RevokedEntry> entry = list.find(serial);
    // From changes alone, absence says nothing.
    if (list.delta() && !entry)
        return std::nullopt;
    RevocationStatement statement;
    statement.kind = list.delta() ? StatementKind::DeltaList : StatementKind::WholeList;
    statement.thisUpdate = list.thisUpdate();
    statement.nextUpdate = list.nextUpdate();
    statement.issuer = list.issuer().display();
    if (entry) {
        statement.answer = StatusAnswer::Revoked;
        statement.revokedAt = entry->revokedAt;
        statement.reason = entry->reason;
    }
    return statement;
}

} // namespace tanba::trust
