// For every APDU of every flow, every fault: nothing hangs, no PIN try is spent without the person's act, and
// the next attempt works. All through the PC/SC layer, over a scripted service with a clock of its own.
#include "cardreader/pcsc/card_slot.h"
#include "cardreader/tokens/card_token.h"
#include "tests/support/scripted_pcsc.h"
#include "tests/unit/cardreader/tokens/token_test_support.h"

#include <array>
#include <iostream>

namespace tanba::card {
namespace {

using test::outcome;
using test::Trouble;
using test::When;

constexpr const char* kReader = "Reader";
/// Of the virtual clock: 3 seconds of waiting for another program and half a second of looking again, for
/// each of the few attempts.
constexpr pcsc::Duration kPatience = std::chrono::seconds(20);

enum class CardKind { IdCard, IdCardT0, Piv, PivEverySignature, PivExactLength, Pkcs15 };
enum class Flow { List, ReadCertificates, VerifyPin, Sign, ChangePin, UnblockPin };

struct Fault {
    std::string name;
    std::optional<std::pair<When, Trouble>> trouble;
    std::optional<Bytes> answer;
};

std::vector<Fault> allFaults() {
    std::vector<Fault> faults;
    const auto add = [&](const std::string& name, When when, Trouble trouble) {
        faults.push_back({name, std::pair{when, trouble}, std::nullopt});
    };
    const std::vector<std::pair<const char*, When>> moments{
        {"before", When::Before}, {"during", When::During}, {"after", When::After}};
    const std::vector<std::pair<const char*, Trouble>> troubles{{"pull ", Trouble::Pull},
                                                                {"unplug ", Trouble::UnplugReader},
                                                                {"kill ", Trouble::KillService},
                                                                {"reset ", Trouble::ResetByOther}};
    for (const auto& [what, trouble] : troubles) {
        for (const auto& [moment, when] : moments)
            add(std::string(what) + moment, when, trouble);
    }
    add("pull silently before", When::Before, Trouble::PullSilently);
    add("pull silently during", When::During, Trouble::PullSilently);
    for (const unsigned status :
         {0x6282U, 0x6300U, 0x63C2U, 0x63C1U, 0x63C0U, 0x6400U, 0x6401U, 0x6402U, 0x6403U, 0x6581U, 0x6700U,
          0x6900U, 0x6982U, 0x6983U, 0x6984U, 0x6985U, 0x6988U, 0x6A80U, 0x6A82U, 0x6A86U, 0x6A88U, 0x6B00U,
          0x6D00U, 0x6E00U, 0x6F86U, 0x6100U, 0x6110U, 0x61FFU, 0x6C00U, 0x6C10U, 0x6CFFU, 0x9000U}) {
        const Bytes raw{static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status & 0xFF)};
        faults.push_back({"status " + std::to_string(status), std::nullopt, raw});
    }
    faults.push_back({"one octet", std::nullopt, Bytes{0x90}});
    faults.push_back({"nonsense", std::nullopt, Bytes{0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00}});
    return faults;
}

std::unique_ptr<test::CardModel> modelOf(CardKind kind) {
    switch (kind) {
    case CardKind::IdCard:
        return std::make_unique<test::KzIdModel>();
    case CardKind::IdCardT0: {
        auto model = std::make_unique<test::KzIdModel>();
        model->t0 = true;
        return model;
    }
    case CardKind::Piv:
    case CardKind::PivEverySignature:
    case CardKind::PivExactLength:
        return std::make_unique<test::PivModel>();
    case CardKind::Pkcs15:
        return std::make_unique<test::Pkcs15Model>();
    }
    std::abort();
}

bool isPiv(CardKind kind) {
    return kind == CardKind::Piv || kind == CardKind::PivEverySignature || kind == CardKind::PivExactLength;
}

const char* pinOf(CardKind kind) {
    return isPiv(kind) ? "123456" : "1234";
}

/// The second PIV key wants its PIN for each signature.
std::size_t keyIndexOf(CardKind kind) {
    return kind == CardKind::PivEverySignature ? 1 : 0;
}
constexpr const char* kNewPin = "654321";
constexpr const char* kPuk = "12345678";

/// A reader with a card, and a person who knows the PIN.
class World {
    CardKind kind_;
    std::unique_ptr<test::CardModel> model_;

  public:
    explicit World(CardKind kind) : kind_(kind), model_(modelOf(kind)) {
        pcsc.plug(kReader);
        insert();
    }

    /// Everything that the flow needs and that is not the flow.
    void prepare(Flow flow) {
        if (flow == Flow::List || flow == Flow::ReadCertificates)
            return;
        token_ = openCardToken(slot_, memory_, nullptr).value();
        if (flow == Flow::UnblockPin)
            model_->triesLeft = 0;
        if (flow == Flow::Sign)
            session_ = key()->open(pins, nullptr).value();
    }

    Outcome run(Flow flow) {
        switch (flow) {
        case Flow::List:
        case Flow::ReadCertificates: {
            TANBA_TRY(token_, openCardToken(slot_, memory_, nullptr));
            return Done{};
        }
        case Flow::VerifyPin: {
            TANBA_TRY(session_, key()->open(pins, nullptr));
            return Done{};
        }
        case Flow::Sign: {
            const Outcome made = sign();
            session_.reset();
            return made;
        }
        case Flow::ChangePin:
            return token_->pinManagement()->change(change, nullptr);
        case Flow::UnblockPin:
            return token_->pinManagement()->unblock(unblock, nullptr);
        }
        std::abort();
    }

    /// The person puts everything right and begins anew.
    Outcome tryAgain(const Fault& fault) {
        session_.reset();
        token_.reset();
        const auto was = [&](Trouble trouble) { return fault.trouble && fault.trouble->second == trouble; };
        if (was(Trouble::KillService))
            pcsc.startService();
        if (was(Trouble::UnplugReader))
            pcsc.plug(kReader);
        if (was(Trouble::UnplugReader) || was(Trouble::Pull) || was(Trouble::PullSilently))
            insert();
        if (model_->triesLeft == 0)
            model_->triesLeft = model_->maximumTries;
        PreparedPins now{model_->pinIs(kNewPin) ? kNewPin : pinOf(kind_)};
        TANBA_TRY(token_, openCardToken(slot_, memory_, nullptr));
        TANBA_TRY(session_, key()->open(now, nullptr));
        const Outcome made = sign();
        session_.reset();
        return made;
    }

    test::CardModel& model() { return *model_; }
    int secretsGiven() const { return pins.asked + change.asked / 2 + unblock.asked / 2; }

    test::ScriptedPcsc pcsc;
    PreparedPins pins{pinOf(kind_), pinOf(kind_), pinOf(kind_), pinOf(kind_), pinOf(kind_)};
    PreparedPins change{pinOf(kind_), kNewPin};
    PreparedPins unblock{kPuk, kNewPin};
    MapMemory memory_;

  private:
    std::unique_ptr<keys::SigningKey> key() { return std::move(token_->keys().at(keyIndexOf(kind_))); }

    Outcome sign() {
        TANBA_CHECK(keys::signChecked(*session_, sha256Of("document")));
        return Done{};
    }

    void insert() {
        model_->reset();
        test::CardFunction answer = [this](ByteView command) { return model_->answer(command); };
        if (kind_ == CardKind::PivExactLength)
            answer = test::withExactLength(answer);
        pcsc.insert(kReader, {.atr = model_->atr(),
                              .answer = answer,
                              .protocol = model_->t0 ? pcsc::Protocol::T0 : pcsc::Protocol::T1,
                              .onReset = [this] { model_->reset(); }});
    }

    pcsc::PcscCardSlot slot_{pcsc, pcsc.clock(), kReader};
    std::unique_ptr<keys::Token> token_;
    std::unique_ptr<keys::KeySession> session_;
};

struct Row {
    CardKind kind;
    Flow flow;
    const char* name;
};

class FaultMatrix : public testing::TestWithParam<Row> {};

void strike(World& world, unsigned apdu, const Fault& fault) {
    if (fault.trouble)
        world.pcsc.trouble(apdu, fault.trouble->first, fault.trouble->second);
    else
        world.pcsc.answerWith(apdu, *fault.answer);
}

unsigned apdusOf(const Row& row) {
    World world(row.kind);
    world.prepare(row.flow);
    const unsigned before = world.pcsc.apduCount();
    EXPECT_EQ(outcome(world.run(row.flow)), "ok") << row.name;
    return world.pcsc.apduCount() - before;
}

TEST_P(FaultMatrix, EveryFaultAtEveryCommand) {
    const Row& row = GetParam();
    const std::vector<Fault> faults = allFaults();
    const unsigned length = apdusOf(row);
    unsigned cases = 0;
    unsigned endedWell = 0;
    for (unsigned apdu = 1; apdu <= length; ++apdu) {
        for (const Fault& fault : faults) {
            SCOPED_TRACE(std::string(row.name) + ", APDU " + std::to_string(apdu) + ", " + fault.name);
            World world(row.kind);
            world.prepare(row.flow);
            const pcsc::Duration start = world.pcsc.clock().now();
            strike(world, apdu, fault);
            const Outcome result = world.run(row.flow);
            ++cases;
            endedWell += result.ok() ? 1U : 0U;
            EXPECT_NE(outcome(result), "internal");
            EXPECT_LE(world.pcsc.clock().now() - start, kPatience);
            EXPECT_LE(world.model().pinsTried, static_cast<unsigned>(world.secretsGiven()));
            EXPECT_EQ(outcome(world.tryAgain(fault)), "ok");
            if (HasFailure())
                return;
        }
    }
    // Faults that strike nothing prove nothing.
    EXPECT_LT(endedWell, cases);
    std::cout << "fault matrix: " << row.name << ": " << cases << " cases (" << length << " APDUs x "
              << faults.size() << " faults), " << endedWell << " of them came through" << std::endl;
}

INSTANTIATE_TEST_SUITE_P(
    Cards, FaultMatrix,
    testing::Values(Row{CardKind::IdCard, Flow::ReadCertificates, "IdCard_ReadCertificates"},
                    Row{CardKind::IdCard, Flow::VerifyPin, "IdCard_VerifyPin"},
                    Row{CardKind::IdCard, Flow::Sign, "IdCard_Sign"},
                    Row{CardKind::IdCardT0, Flow::ReadCertificates, "IdCardT0_ReadCertificates"},
                    Row{CardKind::IdCardT0, Flow::VerifyPin, "IdCardT0_VerifyPin"},
                    Row{CardKind::IdCardT0, Flow::Sign, "IdCardT0_Sign"},
                    Row{CardKind::Piv, Flow::List, "Piv_List"},
                    Row{CardKind::Piv, Flow::VerifyPin, "Piv_VerifyPin"},
                    Row{CardKind::Piv, Flow::Sign, "Piv_Sign"},
                    Row{CardKind::PivEverySignature, Flow::VerifyPin, "PivEverySignature_VerifyPin"},
                    Row{CardKind::PivEverySignature, Flow::Sign, "PivEverySignature_Sign"},
                    Row{CardKind::Piv, Flow::ChangePin, "Piv_ChangePin"},
                    Row{CardKind::Piv, Flow::UnblockPin, "Piv_UnblockPin"},
                    Row{CardKind::PivExactLength, Flow::List, "PivExactLength_List"},
                    Row{CardKind::Pkcs15, Flow::List, "Pkcs15_List"},
                    Row{CardKind::Pkcs15, Flow::VerifyPin, "Pkcs15_VerifyPin"},
                    Row{CardKind::Pkcs15, Flow::Sign, "Pkcs15_Sign"},
                    Row{CardKind::Pkcs15, Flow::ChangePin, "Pkcs15_ChangePin"},
                    Row{CardKind::Pkcs15, Flow::UnblockPin, "Pkcs15_UnblockPin"}),
    [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

constexpr std::array kFlows{Flow::List, Flow::VerifyPin, Flow::Sign, Flow::ChangePin, Flow::UnblockPin};

TEST(HeldCard, AnotherProgramKeepsTheCard) {
    unsigned cases = 0;
    for (const CardKind kind : {CardKind::IdCard, CardKind::Piv, CardKind::Pkcs15}) {
        for (const Flow flow : kFlows) {
            const bool offered =
                kind != CardKind::IdCard || (flow != Flow::ChangePin && flow != Flow::UnblockPin);
            if (!offered || flow == Flow::Sign)
                continue;
            World world(kind);
            world.prepare(flow);
            const pcsc::Duration start = world.pcsc.clock().now();
            world.pcsc.holdExclusively(kReader);
            EXPECT_EQ(outcome(world.run(flow)), "card.in_use");
            EXPECT_LE(world.pcsc.clock().now() - start, std::chrono::seconds(5));
            EXPECT_EQ(world.model().pinsTried, 0u);
            world.pcsc.letGo(kReader);
            EXPECT_EQ(outcome(world.tryAgain(Fault{})), "ok");
            ++cases;
        }
    }
    std::cout << "fault matrix: held for ever: " << cases << " cases" << std::endl;
}

TEST(HeldCard, AnotherProgramLetsGoInTime) {
    unsigned cases = 0;
    for (const CardKind kind : {CardKind::IdCard, CardKind::Piv, CardKind::Pkcs15}) {
        for (const Flow flow : {Flow::List, Flow::VerifyPin}) {
            World world(kind);
            world.prepare(flow);
            world.pcsc.holdExclusivelyFor(kReader, std::chrono::seconds(1));
            EXPECT_EQ(outcome(world.run(flow)), "ok");
            EXPECT_EQ(outcome(world.tryAgain(Fault{})), "ok");
            ++cases;
        }
    }
    std::cout << "fault matrix: held for a second: " << cases << " cases" << std::endl;
}

} // namespace
} // namespace tanba::card
