#include "core/keys/pkcs12_password.h"

#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_cipher.h"
#include "core/keys/pkcs12_unlock.h"

#include <algorithm>
#include <memory>
#include <optional>

namespace tanba::keys {

namespace {

namespace fs = std::filesystem;

constexpr int kMostBackups = 1000;

bool sameSecret(const crypto::PrivateKey& left, const crypto::PrivateKey& right) {
    const auto leftInfo = left.toPkcs8();
    const auto rightInfo = right.toPkcs8();
    return leftInfo.ok() && rightInfo.ok() && leftInfo.value().equals(rightInfo.value());
}

bool sameKeys(const Pkcs12Key& left, const Pkcs12Key& right) {
    return sameBytes(left.key.publicKey().subjectPublicKeyInfo(),
                     right.key.publicKey().subjectPublicKeyInfo()) &&
           sameSecret(left.key, right.key) && left.certificate == right.certificate &&
           left.friendlyName == right.friendlyName && left.localKeyId == right.localKeyId;
}

bool sameContents(const Pkcs12Contents& left, const Pkcs12Contents& right) {
    return std::ranges::equal(left.keys, right.keys, sameKeys) &&
           left.otherCertificates == right.otherCertificates;
}

Failure because(FailureCode code, std::string subject, const Failure& cause) {
    std::string detail(codeText(cause.code));
    if (!cause.detail.empty())
        detail += ": " + cause.detail;
    return fail(code, std::move(subject), std::move(detail));
}

/// One change of one file, step by step. README.md tells why in this order.
class PasswordChange {
  public:
    PasswordChange(FileStore& files, fs::path path, const ChangeControl& control)
        : files_(files), path_(std::move(path)), control_(control) {}

    Outcome run(const SecretBytes& oldPassword, const SecretBytes& newPassword, IterationChoice iterations);

  private:
    void begin(ChangeStep step) const;
    const CancelToken* cancel() const;
    Pkcs12Limits limits() const;
    Outcome passGate();
    Outcome writeProvedCopy(const Pkcs12Contents& before, const SecretBytes& newPassword);
    Outcome keepBackup();
    Outcome replace();
    Outcome proveReplacement();
    Outcome removeBackup();
    Failure abandon(const Failure& cause);
    Result<Bytes> contentOf(const fs::path& path) { return readFile(files_, path, kMaxPkcs12Size); }
    bool holds(const fs::path& path, const Bytes& content);
    fs::path backupName(int number) const;
    Outcome syncFolder() { return files_.syncFolder(folderOf(path_)); }

    FileStore& files_;
    fs::path path_;
    const ChangeControl& control_;
    Bytes oldContent_;
    Bytes newContent_;
    std::unique_ptr<TemporaryFile> copy_;
    std::optional<fs::path> backup_;
};

void PasswordChange::begin(ChangeStep step) const {
    if (control_.began)
        control_.began(step);
}

const CancelToken* PasswordChange::cancel() const {
    return control_.gate == nullptr ? nullptr : &control_.gate->token();
}

Pkcs12Limits PasswordChange::limits() const {
    Pkcs12Limits limits;
    limits.cancel = cancel();
    return limits;
}

/// From here on nothing is cancelled: what is left takes no time, and half of it would be worse than none.
Outcome PasswordChange::passGate() {
    if (control_.gate != nullptr && !control_.gate->begin())
        return fail(FailureCode::Cancelled);
    begin(ChangeStep::Replacing);
    return Done{};
}

bool PasswordChange::holds(const fs::path& path, const Bytes& content) {
    const auto found = contentOf(path);
    return found.ok() && found.value() == content;
}

fs::path PasswordChange::backupName(int number) const {
    fs::path name = path_;
    name += ".tanba-backup";
    if (number > 0)
        name += "-" + std::to_string(number);
    return name;
}

/// Writes the new file beside the old one and opens what the medium gives back.
Outcome PasswordChange::writeProvedCopy(const Pkcs12Contents& before, const SecretBytes& newPassword) {
    TANBA_TRY(copy_, files_.createTemporaryBeside(path_));
    TANBA_CHECK(copy_->write(newContent_));
    TANBA_CHECK(files_.copyPermissions(path_, copy_->path()));
    TANBA_CHECK(copy_->sync());
    TANBA_TRY(const Bytes written, contentOf(copy_->path()));
    const auto after = openPkcs12(written, newPassword, limits());
    if (!after.ok() && after.failure().code == FailureCode::Cancelled)
        return after.failure();
    if (!after.ok())
        return because(FailureCode::PasswordChangeUnproved, {}, after.failure());
    if (!sameContents(before, after.value()))
        return fail(FailureCode::PasswordChangeUnproved, {}, "the new file holds something else");
    return Done{};
}

/// A second name for the old file, which stays until the new one is proved at its place.
Outcome PasswordChange::keepBackup() {
    for (int number = 0; number < kMostBackups && !backup_; ++number) {
        const Outcome made = files_.duplicate(path_, backupName(number));
        if (made.ok())
            backup_ = backupName(number);
        else if (made.failure().code != FailureCode::FileExists)
            return made;
    }
    if (!backup_)
        return fail(FailureCode::FileExists, {}, "every backup name is taken");
    TANBA_CHECK(syncFolder());
    if (!holds(*backup_, oldContent_))
        return fail(FailureCode::FileChangedMeanwhile);
    return Done{};
}

Outcome PasswordChange::replace() {
    TANBA_TRY(const Bytes now, contentOf(path_));
    if (now != oldContent_)
        return fail(FailureCode::FileChangedMeanwhile);
    TANBA_CHECK(files_.rename(copy_->path(), path_));
    copy_->keep();
    return Done{};
}

/// After the replacement nothing is undone: the new file was opened before it came here. What is left to
/// prove is that these very bytes lie at the path and stay there.
Outcome PasswordChange::proveReplacement() {
    const Outcome synced = syncFolder();
    if (!synced.ok())
        return because(FailureCode::PasswordChangeUnproved, backup_->string(), synced.failure());
    const auto now = contentOf(path_);
    if (!now.ok())
        return because(FailureCode::PasswordChangeUnproved, backup_->string(), now.failure());
    if (now.value() != newContent_)
        return fail(FailureCode::PasswordChangeUnproved, backup_->string(), "the file holds something else");
    return Done{};
}

Outcome PasswordChange::removeBackup() {
    const Outcome removed = files_.remove(*backup_);
    if (!removed.ok())
        return because(FailureCode::PasswordBackupRemains, backup_->string(), removed.failure());
    // Should the removal be lost with the power, the old file comes back beside the new one: nothing to fail
    // for.
    static_cast<void>(syncFolder());
    return Done{};
}

/// Before the replacement: takes the backup away again, unless the path no longer holds the same. The failure
/// is about the backup if it stays, else about the key file, whatever step it came from.
Failure PasswordChange::abandon(const Failure& cause) {
    if (!backup_)
        return fail(cause.code, path_.string(), cause.detail);
    const auto kept = contentOf(*backup_);
    const bool superfluous = kept.ok() && holds(path_, kept.value());
    if (superfluous && files_.remove(*backup_).ok())
        return fail(cause.code, path_.string(), cause.detail);
    return fail(cause.code, backup_->string(), cause.detail);
}

Outcome PasswordChange::run(const SecretBytes& oldPassword, const SecretBytes& newPassword,
                            IterationChoice iterations) {
    TANBA_TRY(path_, files_.followLinks(path_));
    TANBA_TRY(oldContent_, contentOf(path_));
    begin(ChangeStep::Opening);
    TANBA_TRY(const Pkcs12Contents before, openPkcs12(oldContent_, oldPassword, limits()));
    begin(ChangeStep::Rewriting);
    TANBA_TRY(newContent_, reencryptPkcs12(oldContent_, oldPassword, newPassword, iterations, cancel()));
    begin(ChangeStep::Proving);
    Outcome replaced = writeProvedCopy(before, newPassword);
    if (replaced.ok())
        replaced = passGate();
    if (replaced.ok())
        replaced = keepBackup();
    if (replaced.ok())
        replaced = replace();
    if (!replaced.ok())
        return abandon(replaced.failure());
    TANBA_CHECK(proveReplacement());
    return removeBackup();
}

} // namespace

Outcome checkNewPassword(const SecretBytes& password) {
    constexpr std::size_t kShortest = 6;
    constexpr std::size_t kLongest = 32;
    std::size_t characters = 0;
    bool capital = false;
    bool small = false;
    bool digit = false;
    bool control = false;
    for (const std::uint8_t octet : password.view()) {
        capital = capital || (octet >= 'A' && octet <= 'Z');
        small = small || (octet >= 'a' && octet <= 'z');
        digit = digit || (octet >= '0' && octet <= '9');
        control = control || octet < 0x20 || octet == 0x7F;
        // Octets 10xxxxxx continue a character (RFC 3629).
        characters += (octet & 0xC0) != 0x80 ? 1 : 0;
    }
    if (!capital || !small || !digit || control || characters < kShortest || characters > kLongest)
        return fail(FailureCode::PasswordRule);
    return Done{};
}

Outcome changePkcs12Password(FileStore& files, const fs::path& path, const SecretBytes& oldPassword,
                             const SecretBytes& newPassword, IterationChoice iterations,
                             const ChangeControl& control) {
    if (oldPassword.equals(newPassword))
        return fail(FailureCode::PasswordSame);
    TANBA_CHECK(checkNewPassword(newPassword));
    return PasswordChange(files, path, control).run(oldPassword, newPassword, iterations);
}

} // namespace tanba::keys
