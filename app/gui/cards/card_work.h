#pragma once

#include "app/gui/cards/open_card.h"
#include "app/gui/cards/typed_pins.h"
#include "core/base/progress.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanba::gui {

/// Work on cards that runs beside the windows.

/// A card that was read: how one works with it, and what it shows.
struct ReadCard {
    Result<std::shared_ptr<OpenCard>> card;
    std::optional<CardEntry> entry{};
};
ReadCard described(Result<std::shared_ptr<OpenCard>> card);

/// A file that the person named, and where it leads.
struct NamedModule {
    std::filesystem::path file; ///< as in the settings
    std::filesystem::path real; ///< FoundModule::path; empty when it was not found or may not be loaded
};

/// What the modules of tokens have.
struct ModuleLook {
    std::vector<pkcs11::FoundModule> modules;
    std::vector<NamedModule> named;
    /// Modules that may not be loaded or misbehaved, and tokens that could not be read; the subject names
    /// each.
    std::vector<Failure> problems;
    std::vector<std::shared_ptr<OpenCard>> tokens;
};
/// Starts every module, one after the other, each in a process of its own.
ModuleLook lookThroughModules(const CardSources& sources,
                              const std::vector<std::filesystem::path>& configured,
                              const CancelToken* cancel);

enum class PinAction { Change, Unblock };

/// How a change of a PIN ended, and what the card shows afterwards.
struct PinAnswer {
    Outcome outcome = Done{};
    CardEntry after;
    /// The reader cannot do it on its own keys: the PINs have to be typed. Nothing was sent.
    bool typingNeeded = false;
};
/// Sends at most one command with secrets, and never a second time.
PinAnswer actOnPin(OpenCard& card, PinAction action, TypedPins& pins, const CancelToken* cancel);

/// How a look for key files that show only after the PIN ended, and what the token shows afterwards.
struct KeyFileAnswer {
    Outcome outcome = Done{};
    CardEntry after;
};
/// Sends the PIN at most once.
KeyFileAnswer findKeyFiles(OpenCard& card, TypedPin& pin, const CancelToken* cancel);

/// Gives a card the certificate that is in a file or in anything that was signed with it.
/// @returns the certificate; card.certificate_of_other_card, and what reading the file says.
Result<keys::Certificate> adoptFrom(const CardSources& sources, OpenCard& card,
                                    const std::filesystem::path& file, const WorkControl& control);

/// The report on what the card in a reader shows without a PIN.
Result<std::string> surveyCardIn(const CardSources& sources, const std::string& reader,
                                 const WorkControl& control);

/// Removes the certificates that people gave for their cards, or for the one with this CardEntry::id.
Outcome forgetCertificates(const CardSources& sources, const std::optional<std::string>& id);

} // namespace tanba::gui
