#include "app/service/web_identity/web_identity.h"

#include "app/service/web_identity/identity_file.h"
#include "app/service/web_identity/identity_seal.h"
#include "app/service/web_identity/private_place.h"
#include "core/base/private_file.h"

namespace tanba::service {

namespace {

namespace fs = std::filesystem;

bool validAt(const keys::Certificate& certificate, Time now) {
    return certificate.notBefore() <= now && now <= certificate.notAfter();
}

/// Not readFile(): there are private keys in it.
Result<SecretBytes> readIdentityFile(FileStore& files, const fs::path& path) {
    TANBA_TRY(const std::unique_ptr<InputFile> file, files.openForReading(path));
    if (file->size() > kMaxIdentityFile)
        return fail(FailureCode::ServiceIdentityUnusable, path.string(), "too large");
    SecretBytes content(static_cast<std::size_t>(file->size()));
    content.resize(content.capacity());
    std::size_t done = 0;
    while (done < content.size()) {
        TANBA_TRY(const std::size_t count, file->read({content.data() + done, content.size() - done}));
        if (count == 0)
            break;
        done += count;
    }
    content.resize(done);
    return content;
}

Outcome write(FileStore& files, const fs::path& path, IfExists ifExists, const keys::WebAuthority& identity) {
    TANBA_TRY(const SecretBytes content, sealed(encodeIdentity(identity)));
    return writePrivateFile(files, path, ifExists, content.view());
}

} // namespace

Result<WebIdentity> WebIdentity::load(FileStore& files, const fs::path& folder) {
    const fs::path path = folder / kWebIdentityName;
    TANBA_TRY(const FileStatus status, files.status(path));
    if (status.kind == FileKind::Absent)
        return fail(FailureCode::FileNotFound, path.string());
    TANBA_CHECK(requirePrivate(folder, path));
    TANBA_TRY(SecretBytes file, readIdentityFile(files, path));
    const auto unusable = [&path](const Failure& why) { return fail(why.code, path.string(), why.detail); };
    const auto content = unsealed(std::move(file));
    if (!content.ok())
        return unusable(content.failure());
    auto identity = decodeIdentity(content.value().view());
    if (!identity.ok())
        return unusable(identity.failure());
    return WebIdentity(std::move(identity).value());
}

Result<WebIdentity> WebIdentity::make(Time now) {
    TANBA_TRY(keys::WebAuthority identity, keys::makeWebAuthority(now));
    return WebIdentity(std::move(identity));
}

Outcome WebIdentity::keep(FileStore& files, const fs::path& folder) const {
    return write(files, folder / kWebIdentityName, IfExists::Replace, content_);
}

Result<WebIdentity> WebIdentity::renew(FileStore& files, const fs::path& folder, Time now) {
    TANBA_TRY(WebIdentity identity, make(now));
    TANBA_CHECK(identity.keep(files, folder));
    return identity;
}

Result<WebIdentity> WebIdentity::loadOrMake(FileStore& files, const fs::path& folder, Time now) {
    auto present = load(files, folder);
    if (present.ok() || present.failure().code != FailureCode::FileNotFound)
        return present;
    TANBA_TRY(keys::WebAuthority identity, keys::makeWebAuthority(now));
    const Outcome written = write(files, folder / kWebIdentityName, IfExists::Refuse, identity);
    // When another program was faster, its authority is the one that browsers will be told about.
    if (!written.ok() && written.failure().code != FailureCode::FileExists)
        return written.failure();
    return load(files, folder);
}

Outcome WebIdentity::erase(FileStore& files, const fs::path& folder) {
    const Outcome removed = files.remove(folder / kWebIdentityName);
    if (!removed.ok())
        return removed.failure().code == FailureCode::FileNotFound ? Outcome(Done{}) : removed;
    return files.syncFolder(folder);
}

const keys::WebLeaf* WebIdentity::leafFor(Time now) const {
    const keys::WebLeaf* best = nullptr;
    for (const keys::WebLeaf& leaf : content_.leaves)
        if (validAt(leaf.certificate, now) &&
            (best == nullptr || leaf.certificate.notAfter() > best->certificate.notAfter()))
            best = &leaf;
    return best;
}

Renewal WebIdentity::renewal(Time now) const {
    if (leafFor(now) == nullptr)
        return Renewal::Now;
    return content_.leaves.back().certificate.notAfter() - now <= kRenewalNotice ? Renewal::Soon
                                                                                 : Renewal::NotNeeded;
}

} // namespace tanba::service
