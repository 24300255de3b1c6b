#pragma once

#include "app/demo/demo_folder.h"
#include "app/demo/demo_keys.h"
#include "app/demo/reference_portal.h"
#include "cardreader/simulated/simulated_card.h"
#include "core/base/clock.h"

#include <string>

namespace tanba::demo {

/// What a demonstration is made with and of.
struct EnvironmentPlan {
    FileStore& files;
    GrowingFiles& growing;
    const Clock& clock;
    std::filesystem::path below; ///< folder for temporary files
    std::filesystem::path portalProgram;
    /// The document to sign, in the language of the person.
    std::string documentName;
    std::string documentText;
    const CancelToken* cancel = nullptr;
};

/// All that a demonstration needs, made anew for it and gone with it: a home folder in a temporary folder, an
/// authority, keys in files and on a simulated card, a document, and the reference portal, which knows the
/// person. Nothing outside the temporary folder is written. The authority's key is gone when make() returns.
class DemoEnvironment {
  public:
    /// demo.failed, random.unavailable, file.*, cancelled.
    static Result<std::unique_ptr<DemoEnvironment>> make(const EnvironmentPlan& plan);

    /// Stands for the person's home folder; keys and document lie in it.
    std::filesystem::path home() const { return folder_.path() / "home"; }
    const DemoKeyFiles& keyFiles() const { return *keyFiles_; }
    const std::filesystem::path& document() const { return document_; }
    /// Anchors: the authority of this demonstration.
    std::filesystem::path trust() const { return folder_.path() / "trust"; }
    /// A card in no reader; the same each time.
    card::SimulatedCard card() const { return *card_; }
    const ReferencePortal& portal() const { return *portal_; }

  private:
    explicit DemoEnvironment(DemoFolder folder) : folder_(std::move(folder)) {}
    Outcome fill(const EnvironmentPlan& plan);

    DemoFolder folder_; ///< the last to go
    std::optional<DemoKeyFiles> keyFiles_;
    std::filesystem::path document_;
    std::optional<card::SimulatedCard> card_;
    std::unique_ptr<ReferencePortal> portal_;
};

} // namespace tanba::demo
