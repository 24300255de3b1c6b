#include "core/keys/pkcs12_token.h"

#include "core/base/encoding.h"
#include "core/keys/pkcs12.h"
#include "core/keys/pkcs12_unlock.h"

#include <utility>

namespace tanba::keys {

namespace {

namespace fs = std::filesystem;

class Pkcs12Session : public KeySession {
  public:
    Pkcs12Session(crypto::PrivateKey key, Certificate certificate)
        : key_(std::move(key)), certificate_(std::move(certificate)) {}

    const Certificate& certificate() const override { return certificate_; }
    Result<Bytes> sign(const crypto::Digest& digest) override { return key_.signDigest(digest); }

  private:
    crypto::PrivateKey key_;
    Certificate certificate_;
};

/// How this program calls a key: by the certificate's subject key identifier, else by what the file says,
/// else by the serial number.
std::string idOf(const Certificate& certificate, const Bytes& localKeyId) {
    if (!certificate.subjectKeyId().empty())
        return toHex(certificate.subjectKeyId());
    return localKeyId.empty() ? certificate.serialHex() : toHex(localKeyId);
}

class Pkcs12SigningKey : public SigningKey {
  public:
    Pkcs12SigningKey(FileStore& files, fs::path file, std::string keyId)
        : files_(files), file_(std::move(file)), id_(std::move(keyId)), wantedId_(id_) {}

    std::string id() const override { return id_; }
    std::optional<Certificate> certificate() const override { return certificate_; }
    Result<std::unique_ptr<KeySession>> open(PinSource& pins, const CancelToken* cancel) override;

  private:
    FileStore& files_;
    fs::path file_;
    std::string id_;
    std::string wantedId_;
    std::optional<Certificate> certificate_;
};

Result<std::unique_ptr<KeySession>> Pkcs12SigningKey::open(PinSource& pins, const CancelToken* cancel) {
    const WorkControl control{cancel, nullptr};
    TANBA_TRY(const Bytes content, readFile(files_, file_, kMaxPkcs12Size));
    // Nobody is asked for the password of a file that is no key file.
    WorkBudget budget(Pkcs12Limits{});
    TANBA_CHECK(readPfx(content, budget));
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    TANBA_TRY(const SecretBytes password, pins.pin(file_.filename().string(), PinRules{}));
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    Pkcs12Limits limits;
    limits.cancel = cancel;
    TANBA_TRY(Pkcs12Contents contents, openPkcs12(content, password, limits));
    TANBA_TRY(Pkcs12Key key, selectKey(std::move(contents), wantedId_));
    certificate_ = key.certificate;
    id_ = idOf(*certificate_, key.localKeyId);
    return std::unique_ptr<KeySession>(std::make_unique<Pkcs12Session>(std::move(key.key), *certificate_));
}

class Pkcs12Token : public Token {
  public:
    Pkcs12Token(FileStore& files, fs::path file, std::string keyId)
        : files_(files), file_(std::move(file)), keyId_(std::move(keyId)) {}

    std::string label() const override { return file_.filename().string(); }
    TokenKind kind() const override { return TokenKind::File; }
    PinRules pinRules() const override { return {}; }
    std::vector<std::unique_ptr<SigningKey>> keys() override {
        std::vector<std::unique_ptr<SigningKey>> keys;
        keys.push_back(std::make_unique<Pkcs12SigningKey>(files_, file_, keyId_));
        return keys;
    }

  private:
    FileStore& files_;
    fs::path file_;
    std::string keyId_;
};

} // namespace

std::unique_ptr<Token> pkcs12Token(FileStore& files, fs::path file, std::string keyId) {
    return std::make_unique<Pkcs12Token>(files, std::move(file), std::move(keyId));
}

} // namespace tanba::keys
