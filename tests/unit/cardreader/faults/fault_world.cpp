#include "tests/unit/cardreader/faults/fault_world.h"

namespace tanba::card {

using test::Trouble;
using test::When;

namespace {

bool isPiv(CardKind kind) {
    return kind == CardKind::Piv || kind == CardKind::PivEverySignature || kind == CardKind::PivExactLength;
}

/// The second PIV key wants its PIN for each signature.
std::size_t keyIndexOf(CardKind kind) {
    return kind == CardKind::PivEverySignature ? 1 : 0;
}

constexpr const char* kPuk = "12345678";

} // namespace

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

const char* pinOf(CardKind kind) {
    return isPiv(kind) ? "123456" : "1234";
}

std::vector<Fault> allFaults() {
    std::vector<Fault> faults;
    const auto add = [&](const std::string& name, When when, Trouble trouble) {
        faults.push_back({name, std::pair{when, trouble}, std::nullopt, std::nullopt});
    };
    const auto answering = [&](const std::string& name, Bytes raw) {
        faults.push_back({name, std::nullopt, std::move(raw), std::nullopt});
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
        answering("status " + std::to_string(status),
                  {static_cast<std::uint8_t>(status >> 8), static_cast<std::uint8_t>(status & 0xFF)});
    }
    answering("one octet", {0x90});
    answering("nonsense", {0x30, 0x82, 0xFF, 0xFF, 0x90, 0x00});
    return faults;
}

std::vector<Fault> allCodes() {
    std::vector<Fault> faults;
    for (int number = 1; number <= static_cast<int>(pcsc::Code::Other); ++number) {
        const auto code = static_cast<pcsc::Code>(number);
        faults.push_back({std::string(pcsc::codeName(code)), std::nullopt, std::nullopt, code});
    }
    return faults;
}

FaultWorld::FaultWorld(CardKind kind, Entry entry)
    : kind_(kind), entry_(entry), model_(modelOf(kind)),
      person(*model_), pins{pinOf(kind), pinOf(kind), pinOf(kind), pinOf(kind), pinOf(kind)},
      change{pinOf(kind), kNewPin}, unblock{kPuk, kNewPin} {
    person.pin = pinOf(kind);
    person.next = kNewPin;
    plug();
    insert();
}

void FaultWorld::prepare(Flow flow) {
    if (flow == Flow::List || flow == Flow::ReadCertificates)
        return;
    token_ = openCardToken(slot_, memory, nullptr).value();
    if (flow == Flow::UnblockPin)
        model_->triesLeft = 0;
    if (flow == Flow::Sign || flow == Flow::SignAgain)
        session_ = key()->open(pins, nullptr).value();
    if (flow == Flow::SignAgain && !sign().ok())
        std::abort();
}

Outcome FaultWorld::run(Flow flow) {
    switch (flow) {
    case Flow::List:
    case Flow::ReadCertificates: {
        TANBA_TRY(token_, openCardToken(slot_, memory, nullptr));
        return Done{};
    }
    case Flow::VerifyPin: {
        TANBA_TRY(session_, key()->open(pins, nullptr));
        return Done{};
    }
    case Flow::Sign:
    case Flow::SignAgain: {
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

Outcome FaultWorld::tryAgain(const Fault& fault) {
    session_.reset();
    token_.reset();
    const auto was = [&](Trouble trouble) { return fault.trouble && fault.trouble->second == trouble; };
    if (was(Trouble::KillService))
        pcsc.startService();
    if (was(Trouble::UnplugReader))
        plug();
    if (was(Trouble::UnplugReader) || was(Trouble::Pull) || was(Trouble::PullSilently))
        insert();
    if (model_->triesLeft == 0)
        model_->triesLeft = model_->maximumTries;
    const char* const pinNow = pinIsNew() ? kNewPin : pinOf(kind_);
    PreparedPins now{pinNow, pinNow};
    person.act = AtTheKeys::Types;
    person.pin = pinNow;
    TANBA_TRY(token_, openCardToken(slot_, memory, nullptr));
    TANBA_TRY(session_, key()->open(now, nullptr));
    const Outcome made = sign();
    session_.reset();
    return made;
}

unsigned FaultWorld::typedAtTheComputer() const {
    const auto secrets = [](const PreparedPins& source) {
        return static_cast<unsigned>(source.asked - source.askedForTheReader);
    };
    return secrets(pins) + secrets(change) / 2 + secrets(unblock) / 2;
}

unsigned FaultWorld::actsOfThePerson() const {
    return typedAtTheComputer() + person.asked;
}

std::unique_ptr<keys::SigningKey> FaultWorld::key() {
    return std::move(token_->keys().at(keyIndexOf(kind_)));
}

Outcome FaultWorld::sign() {
    TANBA_CHECK(keys::signChecked(*session_, sha256Of("document")));
    return Done{};
}

void FaultWorld::plug() {
    pcsc.plug(kFaultReader);
    if (entry_ == Entry::Pad)
        pcsc.setPad(kFaultReader, person.pad());
}

void FaultWorld::insert() {
    model_->reset();
    test::CardFunction answer = [this](ByteView command) { return model_->answer(command); };
    if (kind_ == CardKind::PivExactLength)
        answer = test::withExactLength(answer);
    pcsc.insert(kFaultReader, {.atr = model_->atr(),
                               .answer = answer,
                               .protocol = model_->t0 ? pcsc::Protocol::T0 : pcsc::Protocol::T1,
                               .onReset = [this] { model_->reset(); }});
}

} // namespace tanba::card
