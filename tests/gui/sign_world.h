#pragma once

#include "app/gui/pages/sign/sign_area.h"
#include "app/gui/widgets/consent_button.h"
#include "tests/gui/world.h"

namespace tanba::gui::test {

inline constexpr std::string_view kSignPassword = "Right-One1";

/// A world in which somebody signs.
class SignWorld : public World {
  public:
    using World::World;

    std::filesystem::path put(const std::string& name, std::string_view content = "Шарт, екі данада.");
    /// A key file that was opened before, whose owner said "this is me".
    std::filesystem::path putOwnKey(const std::string& name = "key.p12");
    /// The same without a word about whose it is.
    std::filesystem::path putOpenedKey(const tanba::test::CertificateProfile& profile,
                                       const std::string& name);
    /// As when files fall on the page.
    void open(const std::vector<std::filesystem::path>& files);
    /// Types the secret, waits until the button wakes, and presses it. Returns at once.
    void consent(Phrase field, std::string_view secret);
    /// The same, until the run is over or the key was refused.
    void sign(Phrase field, std::string_view secret);
    ConsentButton* signButton();

    bool sees(const QString& text) { return visibleText().contains(text); }
    bool sees(Phrase phrase, const text::TextValues& values = {}) {
        return sees(words().say(phrase, values));
    }
    bool sees(FailureCode code) { return sees(fromUtf8(words().sentence(fail(code)).what)); }
    SigningDesk::Stage stage() { return signing().stage(); }
    std::size_t count(documents::RowState state) { return signing().count(state); }
    std::vector<documents::JournalEntry> journal();
    /// The records of runs that are still there.
    std::size_t records() const;
};

/// How many signers a signed file has; 0 when it is none.
std::size_t signersOf(const std::filesystem::path& file);

// Pages about signing, one after the other in any world, for walks over all pages.
void goToSignEmpty(World& world);
void goToSignList(World& world);
void goToSignConsent(World& world);
void goToSignWrongPassword(World& world);
void goToSignKeys(World& world);
void goToSignPreview(World& world);
void goToSignUnderway(World& world);
void goToSignStopped(World& world);
void goToSignDone(World& world);
/// The report of the run is to be printed; there is no printer.
void goToPrintNone(World& world);
/// There are two.
void goToPrint(World& world);
void goToSignJournal(World& world);
void goToSignJournalErase(World& world);
void goToSignPicture(World& world);
void goToSignRole(World& world);

} // namespace tanba::gui::test
