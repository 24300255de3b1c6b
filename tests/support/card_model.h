#pragma once

#include "core/base/bytes.h"
#include "core/crypto/private_key.h"
#include "tests/support/test_pki.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::test {

/// A card in memory: raw commands in, raw answers out (ISO 7816-4 5.1), with chaining, extended length, GET
/// RESPONSE and a PIN that is counted before it is compared. Keeps no copy of a PIN that it was sent.
class CardModel {
  public:
    virtual ~CardModel() = default;
    virtual Bytes atr() const = 0;
    Bytes answer(ByteView command);
    /// Power off and on: the PIN is no longer verified.
    void reset();

    /// T=0: the answer to a command with data is fetched by GET RESPONSE.
    bool t0 = false;
    /// Instructions that must never be sent: the test fails when one is.
    std::set<std::uint8_t> forbidden;
    /// An empty VERIFY fails the test.
    bool emptyVerifyForbidden = false;

    int triesLeft = 3;
    int pukTriesLeft = 3;
    int maximumTries = 3;
    /// PINs that were tried: VERIFY with data, CHANGE, RESET RETRY COUNTER.
    unsigned pinsTried = 0;
    unsigned emptyVerifies = 0;
    unsigned signatures = 0;
    /// Commands as drivers count them: without GET RESPONSE, a chain as one.
    unsigned commands = 0;
    std::vector<std::uint8_t> instructions;

    void setPin(std::string_view pin) { maskedPin_ = masked(viewOf(pin)); }
    void setPuk(std::string_view puk) { maskedPuk_ = masked(viewOf(puk)); }
    bool pinIs(std::string_view pin) const { return maskedPin_ == masked(viewOf(pin)); }
    bool verified() const { return verified_; }

  protected:
    struct Command {
        std::uint8_t ins = 0;
        std::uint8_t p1 = 0;
        std::uint8_t p2 = 0;
        Bytes data;
        std::optional<std::size_t> expected;
    };
    struct Answer {
        std::uint16_t status = 0x6F00;
        Bytes data;
    };

    virtual Answer work(const Command& command) = 0;
    virtual void forget() {}

    /// Compares a PIN field of `size` octets padded with `padding`; counts first.
    std::uint16_t tryPin(ByteView field, std::size_t size, std::uint8_t padding);
    std::uint16_t changePin(ByteView data, std::size_t size, std::uint8_t padding);
    std::uint16_t unblockPin(ByteView data, std::size_t size, std::uint8_t padding);
    std::uint16_t tellTries();
    /// PKCS#1 v1.5 over a DigestInfo, as a card does it.
    static std::optional<Bytes> signDigestInfo(const crypto::PrivateKey& key, ByteView digestInfo);
    /// ECDSA over the octets of a digest: DER.
    static std::optional<Bytes> signDigestOctets(const crypto::PrivateKey& key, ByteView digest);
    static std::uint16_t statusOfTries(int tries);

    bool verified_ = false;

  private:
    static Bytes masked(ByteView pin);
    bool parse(ByteView command, std::uint8_t& cla, Command& parsed) const;

    Bytes maskedPin_;
    Bytes maskedPuk_;
    /// What came with the pieces of a chain, and its instruction.
    Bytes chain_;
    std::uint8_t chainIns_ = 0;
    Bytes rest_;
};

/// Keys and certificates for the models, made once a process.
struct CardIdentities {
    Identity rsa;
    Identity secondRsa;
    Identity otherRsa; ///< of another card
    Identity ec;
};
const CardIdentities& cardIdentities();
/// The same for larger keys: RSA with 3072 bits, P-384.
struct LargeCardIdentities {
    Identity rsa3072;
    Identity p384;
};
const LargeCardIdentities& largeCardIdentities();
/// Another certificate for the same key; `name` makes it longer or shorter.
keys::Certificate renewed(const Identity& identity, std::string_view name);

/// Data object with a tag of one to three octets.
Bytes cardTlv(std::uint32_t tag, ByteView value);

/// The identity card as the published tool of the authority sees it; where the certificates lie is invented.
class KzIdModel : public CardModel {
  public:
    KzIdModel();
    Bytes atr() const override { return answerToReset; }

    Bytes answerToReset;
    std::map<std::uint8_t, Identity> slots;
    /// Folder (3F00 or 0101) and identifier of each file.
    std::map<std::pair<std::uint16_t, std::uint16_t>, Bytes> files;
    /// Of these, the ones that are read after the PIN only.
    std::set<std::pair<std::uint16_t, std::uint16_t>> closedFiles;
    /// Instead of the answer to GET DATA.
    std::optional<Bytes> publicKeyAnswer;
    void hideCertificates() { files.clear(); }

  private:
    Answer work(const Command& command) override;
    void forget() override;
    Answer select(const Command& command);
    Answer read(const Command& command) const;
    Answer publicKey(const Command& command) const;
    Answer sign(const Command& command);

    std::uint16_t folder_ = 0x3F00;
    std::uint16_t fileId_ = 0;
    const Bytes* file_ = nullptr;
    std::uint8_t key_ = 0;
};

/// A PIV card: 9A and 9C are RSA, 9E is P-256.
class PivModel : public CardModel {
  public:
    PivModel();
    Bytes atr() const override;

    std::map<std::uint8_t, Identity> slots;
    /// GET DATA: object tag to whole answer.
    std::map<std::uint32_t, Bytes> objects;
    /// Puts another key in a slot, with its certificate in the slot's object.
    void putKey(std::uint8_t reference, const Identity& identity);
    static Bytes certificateObject(ByteView certificate, std::uint8_t information);

  private:
    Answer work(const Command& command) override;
    void forget() override;
    Answer authenticate(const Command& command);

    bool selected_ = false;
    bool freshPin_ = false;
};

enum class Pkcs15Application { ByName, ByListOnly };

/// A card with an ISO 7816-15 application: RSA (reference 1) and P-256 (reference 2).
class Pkcs15Model : public CardModel {
  public:
    explicit Pkcs15Model(Pkcs15Application application = Pkcs15Application::ByName);
    Bytes atr() const override;

    /// By path below the master file.
    std::map<Bytes, Bytes> files;
    std::map<std::uint8_t, Identity> slots;
    /// What MANAGE SECURITY ENVIRONMENT must name for the key with this reference; the usual (02 for RSA,
    /// nothing for EC) where there is no entry.
    std::map<std::uint8_t, std::uint8_t> algorithms;

    /// Puts another key in a slot, with its certificate in the slot's file.
    void putKey(std::uint8_t reference, const Identity& identity);
    /// The private key directory with these references of algorithms in each entry (none: as without), and
    /// TokenInfo with what they mean.
    void nameAlgorithms(const std::vector<int>& ofKeys, const std::vector<Bytes>& algorithmInfos);
    /// AlgorithmInfo (ISO 7816-15 8.10): reference, PKCS #11 mechanism, operations as a BIT STRING's content,
    /// and the card's own reference, if any.
    static Bytes algorithmInfo(int reference, int mechanism, const Bytes& operations,
                               std::optional<int> cardReference);

  private:
    Answer work(const Command& command) override;
    void forget() override;
    Answer select(const Command& command);
    Answer read(const Command& command) const;
    Answer manageEnvironment(const Command& command);
    Answer sign(const Command& command);

    Pkcs15Application application_;
    Bytes folder_;
    const Bytes* file_ = nullptr;
    std::uint8_t key_ = 0;
};

} // namespace tanba::test
