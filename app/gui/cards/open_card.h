#pragma once

#include "app/gui/cards/card_entry.h"
#include "app/text/language.h"
#include "cardreader/monitor/identify.h"
#include "cardreader/monitor/snapshot.h"
#include "cardreader/pcsc/card_slot.h"
#include "cardreader/pkcs11/module_finder.h"
#include "cardreader/simulated/simulated_card.h"
#include "cardreader/tokens/certificate_memory.h"
#include "core/base/clock.h"
#include "core/base/file_store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>

namespace tanba::gui {

/// Where cards come from; given by the composition root. Everything in it outlives all work.
struct CardSources {
    card::pcsc::Api& api;
    card::pcsc::Waiter& waiter;
    FileStore& files;
    const Clock& clock;
    /// Holds cards.json and, in cards/, the certificates that people gave for their cards. Made when needed.
    std::filesystem::path folder;
    /// Where modules are looked for, given the files that the person named.
    std::function<pkcs11::ModuleSources(std::vector<std::filesystem::path> configured)> modules;
    /// The program that loads them.
    std::function<Result<std::filesystem::path>()> helper;
    std::function<Result<card::SimulatedCard>()> simulated;
    /// Modules that the person named, on the thread of the windows.
    std::function<std::vector<std::filesystem::path>()> configured;
    std::function<void(const std::vector<std::filesystem::path>& files)> keepConfigured;

    std::filesystem::path index() const { return folder / "cards.json"; }
    std::filesystem::path certificates() const { return folder / "cards"; }
};

/// Finds all key files of a token after a login; waits for the token.
using KeyFileSearch =
    std::function<Result<std::vector<CardKeyFile>>(keys::PinSource& pins, const CancelToken* cancel)>;

/// A card with which one can work. Its methods wait for the card: they belong to the threads of TaskRunner,
/// and only one is at work on a card at a time.
class OpenCard {
  public:
    /// Opens the known card in a reader. As openCardToken().
    static Result<std::shared_ptr<OpenCard>> inReader(const CardSources& sources,
                                                      const card::ReaderSnapshot& reader,
                                                      text::Language language, const CancelToken* cancel);
    static Result<std::shared_ptr<OpenCard>> demonstration(card::SimulatedCard card,
                                                           const CancelToken* cancel);
    /// A token of a module, which `what` describes but for what the token itself tells.
    /// @param search belongs to the token and is not used longer.
    static std::shared_ptr<OpenCard> ofModule(std::unique_ptr<keys::Token> token, CardEntry what,
                                              KeyFileSearch search = {});

    /// Everything that can be shown; what can change is asked for anew.
    CardEntry describe();
    /// Asks for the PIN once; the key files are part of what describe() gives from then on. Nothing happens
    /// where there can be none.
    Outcome findKeyFiles(keys::PinSource& pins, const CancelToken* cancel);
    /// Runs `work` with the token, alone.
    template <typename Work>
    auto with(const Work& work) {
        const std::lock_guard lock(mutex_);
        return work(*token_);
    }

  private:
    OpenCard() = default;

    std::mutex mutex_;
    std::unique_ptr<card::CertificateMemory> memory_;
    std::unique_ptr<card::CardSlot> slot_;
    std::unique_ptr<keys::Token> token_;
    KeyFileSearch search_;
    CardEntry known_;  ///< what the token does not tell
    std::string stay_; ///< names a card without a serial number; see cardId()
};

/// Finds out whether one of our drivers speaks with the card in a slot (cardreader/monitor/identify.h).
Result<std::optional<card::CardIdentity>> identifyCard(card::CardSlot& slot, const CancelToken& cancel);

} // namespace tanba::gui
