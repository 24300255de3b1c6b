#include "cardreader/simulated/simulated_card.h"

#include "cardreader/simulated/simulated_state.h"

#include <thread>

namespace tanba::card {

using std::chrono::milliseconds;

SimulatedCard::SimulatedCard(std::shared_ptr<SimulatedState> state) : state_(std::move(state)) {}

Result<SimulatedCard> SimulatedCard::make(const Clock& clock, SimulatedCardSetup setup) {
    TANBA_TRY(DemoKeys keys, makeDemoKeys(clock.now()));
    return holding(std::move(keys), std::move(setup));
}

SimulatedCard SimulatedCard::holding(DemoKeys keys, SimulatedCardSetup setup) {
    if (!setup.sleep)
        setup.sleep = [](milliseconds time) { std::this_thread::sleep_for(time); };
    return SimulatedCard(std::make_shared<SimulatedState>(std::move(setup), std::move(keys)));
}

Result<std::unique_ptr<keys::Token>> SimulatedCard::open(const CancelToken* cancel) {
    TANBA_CHECK(state_->begin(cancel));
    return simulatedToken(state_);
}

const keys::Certificate& SimulatedCard::authority() const {
    return state_->keys().authority;
}

void SimulatedCard::remove() {
    state_->setPresent(false);
}
void SimulatedCard::insert() {
    state_->setPresent(true);
}
void SimulatedCard::resetByOther() {
    state_->resetByOther();
}
void SimulatedCard::holdByOther(bool held) {
    state_->holdByOther(held);
}
void SimulatedCard::breakOff(int count, FailureCode code) {
    state_->breakOff(count, code);
}
void SimulatedCard::spoilSignatures(int count) {
    state_->spoilSignatures(count);
}
void SimulatedCard::delay(milliseconds each) {
    state_->delay(each);
}
void SimulatedCard::setTriesLeft(int tries) {
    state_->setTriesLeft(tries);
}
void SimulatedCard::setPukTriesLeft(int tries) {
    state_->setPukTriesLeft(tries);
}
int SimulatedCard::commands() const {
    return state_->commands();
}

} // namespace tanba::card
