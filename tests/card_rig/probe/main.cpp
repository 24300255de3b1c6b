// card_probe: the card layer of Tanba on the end of a line, for the tests of the rig.
//
// Tells every snapshot of the monitor as {"snapshot": ..., "time": steady seconds}, and obeys orders from
// standard input, one a line, words parted by tabs; each is answered by one line {"answer": ...}:
//     list READER                     keys and what else the card shows
//     sign READER KEY PIN COUNT       signs COUNT times in one session with the KEY-th key
//     change READER PIN NEW           changes the PIN
//     unblock READER PUK NEW
//     know READER FILE                the certificate in FILE is remembered for this card
//     module-list MODULE [TIME]       the same two through a PKCS#11 module, its first token; none of its
//     module-sign MODULE KEY PIN COUNT [TIME]     functions may take longer than so many milliseconds
//     bench READER PIN NEW            commands and milliseconds of each action; the PIN is NEW afterwards
// PINs and PUKs come veiled (pins.cpp).
// Ends with the input.

#include "cardreader/drivers/driver_table.h"
#include "cardreader/monitor/reader_monitor.h"
#include "core/base/encoding.h"
#include "tests/card_rig/probe/flows.h"
#include "tests/card_rig/probe/json_lines.h"

#include <iostream>
#include <sstream>

namespace {

using nlohmann::json;

constexpr std::string_view nameOf(tanba::card::ReaderState state) {
    using tanba::card::ReaderState;
    switch (state) {
    case ReaderState::Empty:
        return "empty";
    case ReaderState::Reading:
        return "reading";
    case ReaderState::KnownCard:
        return "known";
    case ReaderState::UnknownCard:
        return "unknown";
    case ReaderState::Unreadable:
        return "unreadable";
    case ReaderState::InUse:
        return "in-use";
    case ReaderState::NoRight:
        return "no-right";
    }
    return "?";
}

constexpr std::string_view nameOf(tanba::card::ServiceState state) {
    using tanba::card::ServiceState;
    switch (state) {
    case ServiceState::Running:
        return "running";
    case ServiceState::Off:
        return "off";
    case ServiceState::NoRight:
        return "no-right";
    }
    return "?";
}

/// As the program's own composition root does it: by the ATR, else by asking the card.
tanba::Result<std::optional<tanba::card::CardIdentity>>
identify(tanba::card::CardSlot& slot, tanba::ByteView atr, const tanba::CancelToken& cancel) {
    using tanba::card::CardIdentity;
    const auto* driver = tanba::card::driverByAtr(atr);
    if (driver == nullptr) {
        TANBA_TRY(const auto session, slot.begin(&cancel));
        const auto found = tanba::card::driverFor(*session);
        if (!found.ok() && found.failure().code == tanba::FailureCode::CardUnknown)
            return std::optional<CardIdentity>();
        TANBA_TRY(driver, found);
    }
    return std::optional(
        CardIdentity{std::string(driver->name()), std::string(tanba::card::cardNameByAtr(atr))});
}

void tellSnapshot(const tanba::card::Snapshot& snapshot) {
    json readers = json::object();
    for (const auto& reader : snapshot.readers) {
        readers[reader.name] = {{"state", nameOf(reader.state)},
                                {"atr", tanba::toHex(reader.atr)},
                                {"driver", reader.driver},
                                {"cardName", reader.cardName},
                                {"insertion", reader.insertion}};
    }
    rig::tellLine({{"snapshot", {{"service", nameOf(snapshot.service)}, {"readers", readers}}},
                   {"time", rig::steadySeconds()}});
}

std::vector<std::string> wordsOf(const std::string& line) {
    std::vector<std::string> words;
    std::istringstream stream(line);
    for (std::string word; std::getline(stream, word, '\t');)
        words.push_back(word);
    return words;
}

} // namespace

int main() {
    static rig::Flows flows(tanba::card::pcsc::systemApi());
    const tanba::card::ReaderMonitor monitor(tanba::card::pcsc::systemApi(),
                                             tanba::card::pcsc::systemWaiter(), identify, tellSnapshot);
    for (std::string line; std::getline(std::cin, line);)
        rig::tellLine({{"answer", flows.run(wordsOf(line))}});
    return 0;
}
