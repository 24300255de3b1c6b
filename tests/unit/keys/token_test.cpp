#include "core/keys/token.h"

#include "core/base/encoding.h"
#include "core/keys/pkcs12_token.h"
#include "tests/support/fixtures.h"
#include "tests/support/memory_file_store.h"
#include "tests/unit/keys/pkcs12_samples.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace tanba::keys {
namespace {

namespace fs = std::filesystem;
using crypto::Digest;
using crypto::DigestAlgorithm;
using samples::person;

const std::string kPassword = "Qwerty12";

class PreparedPin : public PinSource {
  public:
    explicit PreparedPin(std::string_view password) : password_(password) {}
    Result<SecretBytes> pin(const std::string& tokenLabel, const PinRules& rules) override {
        ++asked;
        label = tokenLabel;
        seen = rules;
        if (cancelWith != nullptr)
            cancelWith->cancel();
        if (givesUp)
            return fail(FailureCode::Cancelled);
        return samples::secret(password_);
    }

    int asked = 0;
    std::string label;
    PinRules seen;
    bool givesUp = false;
    CancelToken* cancelWith = nullptr;

  private:
    std::string password_;
};

Digest digestOf(std::string_view text, DigestAlgorithm algorithm = DigestAlgorithm::Sha256) {
    return crypto::digestOf(algorithm, viewOf(text)).value();
}

/// A disk with one key file on it.
class TokenTest : public testing::Test {
  protected:
    TokenTest() { disk.put("/usb/key.p12", samples::keyFile(person(), kPassword)); }

    std::unique_ptr<SigningKey> key(const std::string& path = "/usb/key.p12", const std::string& id = "") {
        const auto token = pkcs12Token(disk, path, id);
        auto keys = token->keys();
        EXPECT_EQ(keys.size(), 1u);
        return std::move(keys.at(0));
    }
    FailureCode codeOf(SigningKey& signingKey, PinSource& source, const CancelToken* cancel = nullptr) {
        const auto session = signingKey.open(source, cancel);
        return session.ok() ? FailureCode::Internal : session.failure().code;
    }

    test::MemoryFileStore disk;
    PreparedPin pins{kPassword};
};

TEST_F(TokenTest, TellsWhatItIsWithoutOpeningTheFile) {
    const auto token = pkcs12Token(disk, "/usb/nowhere.p12", "");
    EXPECT_EQ(token->label(), "nowhere.p12");
    EXPECT_EQ(token->kind(), TokenKind::File);
    EXPECT_EQ(token->pinRules().minimumLength, 0u);
    EXPECT_EQ(token->pinRules().maximumLength, 0u);
    EXPECT_FALSE(token->pinRules().triesLeft.has_value());
    EXPECT_EQ(token->keys().size(), 1u);
    EXPECT_TRUE(disk.steps().empty());
}

TEST_F(TokenTest, OpensOnceAndSignsOften) {
    const auto signingKey = key();
    EXPECT_FALSE(signingKey->certificate().has_value());
    const auto session = signingKey->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    for (const std::string_view text : {"one", "two", "three"}) {
        const Digest digest = digestOf(text);
        const auto value = signChecked(*session.value(), digest);
        ASSERT_TRUE(value.ok());
        EXPECT_TRUE(person().certificate.publicKey().value().verifyDigest(digest, value.value()).ok());
    }
    EXPECT_EQ(pins.asked, 1);
    EXPECT_EQ(pins.label, "key.p12");
    EXPECT_EQ(session.value()->certificate(), person().certificate);
    EXPECT_EQ(signingKey->certificate(), person().certificate);
    EXPECT_EQ(signingKey->id(), toHex(person().certificate.subjectKeyId()));
}

TEST_F(TokenTest, SessionOutlivesTheToken) {
    std::unique_ptr<KeySession> session;
    {
        auto opened = key()->open(pins, nullptr);
        ASSERT_TRUE(opened.ok());
        session = std::move(opened).value();
    }
    EXPECT_TRUE(signChecked(*session, digestOf("later")).ok());
}

TEST_F(TokenTest, WrongPassword) {
    PreparedPin wrong("Qwerty13");
    const auto signingKey = key();
    EXPECT_EQ(codeOf(*signingKey, wrong), FailureCode::Pkcs12WrongPassword);
    EXPECT_FALSE(signingKey->certificate().has_value());
    EXPECT_TRUE(signingKey->open(pins, nullptr).ok());
}

TEST_F(TokenTest, NobodyIsAskedForThePasswordOfWhatIsNoKeyFile) {
    disk.put("/usb/text.p12", toBytes("no key"));
    disk.put("/usb/empty.p12", {});
    EXPECT_EQ(codeOf(*key("/usb/text.p12"), pins), FailureCode::Pkcs12NotPkcs12);
    EXPECT_EQ(codeOf(*key("/usb/empty.p12"), pins), FailureCode::InputEmpty);
    EXPECT_EQ(codeOf(*key("/usb/nowhere.p12"), pins), FailureCode::FileNotFound);
    EXPECT_EQ(pins.asked, 0);
}

TEST_F(TokenTest, GivingUpAndCancelling) {
    pins.givesUp = true;
    EXPECT_EQ(codeOf(*key(), pins), FailureCode::Cancelled);
    pins.givesUp = false;
    CancelToken cancel;
    pins.cancelWith = &cancel;
    EXPECT_EQ(codeOf(*key(), pins, &cancel), FailureCode::Cancelled);
    EXPECT_EQ(pins.asked, 2);
    EXPECT_EQ(codeOf(*key(), pins, &cancel), FailureCode::Cancelled);
    EXPECT_EQ(pins.asked, 2);
}

TEST_F(TokenTest, ChoosesAmongSeveralKeys) {
    const auto bags = [](std::size_t number) {
        return std::vector<Bytes>{samples::shroudedKeyBag(samples::privateKeyInfo(person(number)),
                                                          samples::pkcs12Scheme(samples::kTripleDes),
                                                          kPassword),
                                  samples::certificateBag(person(number).certificate.der())};
    };
    disk.put("/usb/two.p12",
             samples::pfx({samples::openSafe(bags(0)), samples::openSafe(bags(1))}, kPassword));
    EXPECT_EQ(codeOf(*key("/usb/two.p12"), pins), FailureCode::Pkcs12SeveralKeys);
    const std::string id = toHex(person(1).certificate.subjectKeyId());
    const auto second = key("/usb/two.p12", id);
    EXPECT_EQ(second->id(), id);
    const auto session = second->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(session.value()->certificate(), person(1).certificate);
    EXPECT_EQ(codeOf(*key("/usb/two.p12", "00"), pins), FailureCode::KeyIdNotFound);
}

TEST(TokenFixtures, EveryKeyFileSignsCheckedAndVerifies) {
    TANBA_NEEDS_FIXTURES();
    int files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(test::fixturePath("p12"))) {
        if (entry.path().extension() != ".p12")
            continue;
        SCOPED_TRACE(entry.path().filename().string());
        test::MemoryFileStore disk;
        disk.put("/key.p12", test::fileContent(entry.path()));
        PreparedPin pins(entry.path().filename() == "ncanode_individual_valid_2015.p12" ? "Aa123456"
                                                                                        : kPassword);
        auto keys = pkcs12Token(disk, "/key.p12", "")->keys();
        const auto session = keys.at(0)->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        const Certificate& certificate = session.value()->certificate();
        const auto algorithm = crypto::naturalDigest(certificate.publicKey().value().algorithm());
        const Digest digest = digestOf("құжат", algorithm);
        const auto value = signChecked(*session.value(), digest);
        ASSERT_TRUE(value.ok());
        EXPECT_TRUE(certificate.publicKey().value().verifyDigest(digest, value.value()).ok());
        EXPECT_FALSE(
            certificate.publicKey().value().verifyDigest(digestOf("құжат.", algorithm), value.value()).ok());
        ++files;
    }
    EXPECT_EQ(files, 21);
}

/// A token with a fault: signs with one key and shows another one's certificate, or changes the value.
class FaultySession : public KeySession {
  public:
    FaultySession(const test::Identity& signer, const test::Identity& shown, std::uint8_t damage)
        : signer_(signer), shown_(shown), damage_(damage) {}
    const Certificate& certificate() const override { return shown_.certificate; }
    Result<Bytes> sign(const Digest& digest) override {
        auto value = signer_.key->signDigest(digest);
        if (value.ok())
            value.value().back() ^= damage_;
        return value;
    }

  private:
    test::Identity signer_;
    test::Identity shown_;
    std::uint8_t damage_;
};

TEST(SignChecked, FaultsNeverLeaveTheProgram) {
    const Digest digest = digestOf("document");
    FaultySession sound(person(0), person(0), 0);
    EXPECT_TRUE(signChecked(sound, digest).ok());
    FaultySession damaged(person(0), person(0), 1);
    FaultySession otherCard(person(0), person(1), 0);
    for (KeySession* session : {&damaged, &otherCard}) {
        const auto value = signChecked(*session, digest);
        ASSERT_FALSE(value.ok());
        EXPECT_EQ(value.failure().code, FailureCode::SignatureSelfCheckFailed);
    }
}

TEST(SignChecked, GostValuesInTheWrongByteOrderAreCaught) {
    class Reversed : public KeySession {
      public:
        explicit Reversed(test::Identity identity) : identity_(std::move(identity)) {}
        const Certificate& certificate() const override { return identity_.certificate; }
        Result<Bytes> sign(const Digest& digest) override {
            TANBA_TRY(Bytes value, identity_.key->signDigest(digest));
            std::reverse(value.begin(), value.end());
            return value;
        }

      private:
        test::Identity identity_;
    };
    test::Authority authority = test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "root");
    Reversed session(authority.issue(crypto::KeyAlgorithm::Gost2015_512));
    const auto value = signChecked(session, digestOf("document", DigestAlgorithm::Streebog512));
    ASSERT_FALSE(value.ok());
    EXPECT_EQ(value.failure().code, FailureCode::SignatureSelfCheckFailed);
}

} // namespace
} // namespace tanba::keys
