#pragma once

#include "tests/gui/world.h"

// Qt makes a keyword of a name in it.
#pragma push_macro("slots")
#undef slots
#include "tests/support/card_model.h"
#pragma pop_macro("slots")

namespace tanba::gui::test {

inline const std::string kReader = "Reader 00 00";

/// A card model as a reader of the scripted service holds it.
inline tanba::test::ScriptedCard inReader(tanba::test::CardModel& model) {
    return {model.atr(), [&model](ByteView command) { return model.answer(command); },
            model.t0 ? card::pcsc::Protocol::T0 : card::pcsc::Protocol::T1, [&model] { model.reset(); }};
}

/// Whose name is in a certificate of the card models.
QString ownerOf(const tanba::test::Identity& identity);

/// A world with one reader, watched; the model outlives it.
class CardWorld : public World {
  public:
    CardWorld();

    bool sees(const QString& text) { return visibleText().contains(text); }
    bool sees(Phrase phrase) { return sees(words().say(phrase)); }
    bool sees(FailureCode code) { return sees(fromUtf8(words().sentence(fail(code)).what)); }
    /// Puts the card in and opens its page from the list of keys.
    void openCard(tanba::test::CardModel& model);
    /// The card button of the list whose name begins so; the test fails when there is none.
    QAbstractButton* row(const QString& beginning);
};

// Pages about cards, one after the other in any world, for walks over all pages.
void goToReaders(World& world);
void goToReaderWithCard(World& world);
void goToCardWithoutCertificate(World& world);
void goToAdopt(World& world);
void goToSurvey(World& world);
void goToReport(World& world);
void goToCardWithPin(World& world);
void goToWrongPin(World& world);
void goToUnblock(World& world);
void goToPinPad(World& world);
void goToDemonstration(World& world);

} // namespace tanba::gui::test
