// After a login and a change no PIN lies in this process, and none in the helper beside the module's own.
#include "tests/support/outcome.h"
#include "tests/support/veiled_secret.h"
#include "tests/unit/cardreader/pkcs11/test_module.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace tanba::pkcs11 {
namespace {

using test::outcome;
using test::VeiledSecret;

constexpr VeiledSecret kPin("48213759");
constexpr VeiledSecret kNext("93175248");
constexpr std::array kPins{kPin, kNext};

class VeiledPinSource : public keys::PinSource, public keys::PinChangeSource {
  public:
    Result<SecretBytes> pin(const std::string&, const keys::PinRules&) override {
        return current->unveiled();
    }
    Result<SecretBytes> pin(keys::PinRole role, const std::string&, const keys::PinRules&) override {
        return (role == keys::PinRole::New ? kNext : *current).unveiled();
    }

    const VeiledSecret* current = &kPin;
};

/// The process that loaded this module.
std::string processWith(const std::filesystem::path& module) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
        std::ifstream maps(entry.path() / "maps");
        for (std::string line; std::getline(maps, line);)
            if (line.ends_with(module.string()))
                return entry.path().filename().string();
    }
    return {};
}

class PinMemoryTest : public testing::Test {
  protected:
    void SetUp() override {
        const auto veiled = kPin.veiled();
        module.putBeside("pin", ByteView(veiled.data(), veiled.size()));
    }

    TestModule module;
    VeiledPinSource pins;
};

TEST_F(PinMemoryTest, NothingIsLeftInTheClient) {
    const auto key = module.key();
    {
        const auto session = key->open(pins, nullptr);
        ASSERT_TRUE(session.ok());
        EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
        EXPECT_EQ(test::copiesInMemory(kPins), 0u);
    }
    EXPECT_EQ(outcome(module.token()->pinManagement()->change(pins, nullptr)), "ok");
    EXPECT_EQ(test::copiesInMemory(kPins), 0u);
    EXPECT_EQ(outcome(key->open(pins, nullptr)), "pin.wrong_count_unknown");
    EXPECT_EQ(test::copiesInMemory(kPins), 0u);
}

TEST_F(PinMemoryTest, NothingIsLeftInTheClientWhenTheHelperCrashesOrTheTokenFails) {
    const auto key = module.key();
    const auto token = module.token();
    for (const auto& [name, value] : {std::pair{"crash_in", "C_Login"}, std::pair{"crash_in", "C_SetPIN"},
                                      std::pair{"crash_in", "C_Sign"}, std::pair{"error_in", "C_Login:0x32"},
                                      std::pair{"error_in", "C_SetPIN:0xe1"}}) {
        module.tell(name, value);
        const auto session = key->open(pins, nullptr);
        const bool isSigned = session.ok() && session.value()->sign(gostDigest()).ok();
        const bool isChanged = token->pinManagement()->change(pins, nullptr).ok();
        EXPECT_FALSE(isSigned && isChanged) << value;
        EXPECT_EQ(test::copiesInMemory(kPins), 0u) << value;
        module.tell(name, "");
        SetUp();
    }
}

TEST_F(PinMemoryTest, NothingIsLeftInTheHelper) {
    const auto session = module.key()->open(pins, nullptr);
    ASSERT_TRUE(session.ok());
    EXPECT_EQ(outcome(keys::signChecked(*session.value(), gostDigest())), "ok");
    const std::string helper = processWith(module.path());
    if (helper.empty() || !test::copiesInMemoryOf(helper, kPins))
        GTEST_SKIP() << "the system lets nobody look into the helper, which asked for that";
    EXPECT_EQ(test::copiesInMemoryOf(helper, kPins), 0u);
    // The looking itself finds what is there: the name of the module that was loaded.
    EXPECT_GT(test::copiesInMemoryOf(helper, std::array{VeiledSecret("module.so")}).value_or(0), 0u);
}

} // namespace
} // namespace tanba::pkcs11
