#pragma once

#include "app/documents/signing_record.h"
#include "app/documents/signing_run.h"
#include "app/gui/cards/open_card.h"
#include "app/gui/documents/signing_key_option.h"
#include "app/gui/documents/signing_pins.h"
#include "core/base/cancel_gate.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace tanba::gui {

/// A run that has begun: what is signed, and the record in which it is written down.
struct SigningWork {
    documents::SigningRun run;
    /// None before the key was opened for the first time.
    std::unique_ptr<documents::SigningRecord> record;
};

/// What signing works with; everything outlives the work.
struct SigningMeans {
    documents::SigningRun::Places places;
    GrowingFiles& growing;
    std::filesystem::path records; ///< folder, made when needed
    std::shared_ptr<documents::Journal> journal;
    std::shared_ptr<sign::TimestampSource> timestamps; ///< keeps alive what `places` points to
    std::shared_ptr<CancelGate> gate; ///< passed when the key is open; nothing is signed or written before
    std::function<void()> opened;     ///< told when the key is open, on the working thread
};

struct SigningEnd {
    /// The key was opened. Without it nothing has happened, and `outcome` tells why.
    bool opened = false;
    Outcome outcome = Done{};
    std::optional<Failure> journal; ///< why the journal could not be written
    std::optional<CardEntry> after; ///< of a card
};

/// Opens the key and signs every waiting row; runs beside the windows. A record without waiting rows is
/// removed.
/// @param card of an option on a card; null for a key file.
SigningEnd signDocuments(const SigningMeans& means, const SigningKeyOption& option, OpenCard* card,
                         SigningPins& pins, SigningWork& work, documents::RunObserver& observer,
                         const WorkControl& control);

} // namespace tanba::gui
