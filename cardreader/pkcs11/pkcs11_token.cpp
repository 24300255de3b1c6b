#include "cardreader/pkcs11/pkcs11_token.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace tanba::pkcs11 {

namespace {

class TokenKey : public keys::SigningKey {
  public:
    TokenKey(TokenAddress address, ListedKey listed, std::shared_ptr<GostOrderMemory> gostOrder)
        : address_(std::move(address)), listed_(std::move(listed)), gostOrder_(std::move(gostOrder)) {}

    std::string id() const override { return listed_.name(); }
    std::optional<keys::Certificate> certificate() const override { return listed_.certificate; }
    Result<std::unique_ptr<keys::KeySession>> open(keys::PinSource& pins, const CancelToken* cancel) override;

  private:
    TokenAddress address_;
    ListedKey listed_;
    std::shared_ptr<GostOrderMemory> gostOrder_;
};

Result<KeyObject> findPrivateKey(ModuleClient& module, const ListedKey& listed) {
    TANBA_TRY(const std::vector<KeyObject> publicKeys, readKeys(module, KeyHalf::Public));
    TANBA_TRY(const std::vector<KeyObject> privateKeys, readKeys(module, KeyHalf::Private));
    const KeyObject* key = privateKeyOf(listed, publicKeys, privateKeys);
    if (key == nullptr)
        return fail(FailureCode::KeyIdNotFound, listed.name());
    return *key;
}

Result<std::unique_ptr<keys::KeySession>> TokenKey::open(keys::PinSource& pins, const CancelToken* cancel) {
    if (!listed_.certificate)
        return fail(FailureCode::CardNoCertificate, listed_.label.empty() ? id() : listed_.label);
    TANBA_TRY(TokenConnection connection, TokenConnection::reach(address_, cancel));
    TANBA_CHECK(connection.openSession(wire::SessionKind::Reading));
    TANBA_CHECK(connection.login(pins));
    Result<KeyObject> key = findPrivateKey(connection.module(), listed_);
    if (!key.ok())
        return connection.explained(key.failure());
    return std::unique_ptr<keys::KeySession>(std::make_unique<TokenSession>(
        std::move(connection), std::move(key).value(), *listed_.certificate, gostOrder_, pins));
}

Result<TokenContents> readContents(ModuleClient& module, const SlotView& slot) {
    TANBA_CHECK(module.openSession(slot, wire::SessionKind::Reading));
    TANBA_TRY(std::vector<CertificateObject> certificates, readCertificates(module));
    TANBA_TRY(const std::vector<KeyObject> publicKeys, readKeys(module, KeyHalf::Public));
    TANBA_TRY(const std::vector<KeyObject> privateKeys, readKeys(module, KeyHalf::Private));
    TANBA_TRY(std::vector<KeyFileObject> files, readKeyFiles(module));
    return TokenContents{listKeys(std::move(certificates), publicKeys, privateKeys), std::move(files)};
}

Result<std::vector<SlotView>> slotsOf(Result<ModuleClient>& module) {
    return module.ok() ? module.value().tokenSlots() : module.failure();
}

} // namespace

Pkcs11Token::Pkcs11Token(const FoundModule& module, TokenAddress address, SlotView slot,
                         TokenContents contents)
    : moduleName_(module.name), proof_(module.proof), address_(std::move(address)), slot_(std::move(slot)),
      contents_(std::move(contents)), gostOrder_(std::make_shared<GostOrderMemory>()),
      pinChange_(address_, slot_) {}

std::string Pkcs11Token::serial() const {
    return displayText(slot_.token.serial);
}

std::vector<std::unique_ptr<keys::SigningKey>> Pkcs11Token::keys() {
    std::vector<std::unique_ptr<keys::SigningKey>> keys;
    for (const ListedKey& listed : contents_.keys)
        keys.push_back(std::make_unique<TokenKey>(address_, listed, gostOrder_));
    return keys;
}

Result<std::vector<KeyFileObject>> Pkcs11Token::keyFilesAfterLogin(keys::PinSource& pins,
                                                                   const CancelToken* cancel) {
    TANBA_TRY(TokenConnection connection, TokenConnection::reach(address_, cancel));
    TANBA_CHECK(connection.openSession(wire::SessionKind::Reading));
    TANBA_CHECK(connection.login(pins));
    Result<std::vector<KeyFileObject>> files = readKeyFiles(connection.module());
    if (!files.ok())
        return connection.explained(files.failure());
    return files;
}

TokenList tokensOf(const FoundModule& found, const ModuleOptions& options, const CancelToken* cancel) {
    TokenList list;
    Result<ModuleClient> module = ModuleClient::start(found.path, options, cancel);
    const Result<std::vector<SlotView>> slots = slotsOf(module);
    if (!slots.ok()) {
        list.failures.push_back(slots.failure());
        return list;
    }
    for (const SlotView& slot : slots.value()) {
        if (!slot.initialised())
            continue;
        Result<TokenContents> contents = readContents(module.value(), slot);
        if (contents.ok())
            list.tokens.push_back(std::make_unique<Pkcs11Token>(
                found, TokenAddress{found.path, slot.token, options}, slot, std::move(contents).value()));
        else
            list.failures.push_back(contents.failure());
    }
    return list;
}

TokenList tokensOf(const std::vector<FoundModule>& modules, const ModuleOptions& options,
                   const CancelToken* cancel) {
    TokenList all;
    for (const FoundModule& module : modules) {
        if (cancel != nullptr && cancel->cancelled())
            break;
        TokenList list = tokensOf(module, options, cancel);
        std::ranges::move(list.tokens, std::back_inserter(all.tokens));
        std::ranges::move(list.failures, std::back_inserter(all.failures));
    }
    return all;
}

} // namespace tanba::pkcs11
