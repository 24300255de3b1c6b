#include "app/service/web_identity/private_place.h"
#include "core/base/windows_owner.h"

namespace tanba::service {

namespace {

Outcome requireOwn(const std::filesystem::path& path, OwnedKind kind) {
    const Outcome own = requireOwnersAlone(path, kind);
    if (own.ok())
        return Done{};
    return fail(FailureCode::ServiceIdentityUnusable, own.failure().subject, own.failure().detail);
}

} // namespace

Outcome requirePrivate(const std::filesystem::path& folder, const std::filesystem::path& file) {
    TANBA_CHECK(requireOwn(folder, OwnedKind::Folder));
    return requireOwn(file, OwnedKind::File);
}

} // namespace tanba::service
