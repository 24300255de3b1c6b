#pragma once

#include "tests/gui/world.h"

#include <QComboBox>

namespace tanba::gui::test {

/// What a person does on the pages about safety.

void goToAdvice(World& world, AdvicePlace place);
/// The visible chooser with this in its accessible name; the test fails when there is none.
QComboBox* chooser(World& world, const QString& name);
/// Chooses the item with these words, as a person does.
void choose(World& world, const QString& chooserName, const QString& item);
/// Unlocks a key file on its page.
void unlockKey(World& world, const std::filesystem::path& file, std::string_view password);
bool shows(World& world, Phrase phrase, const text::TextValues& values = {});

} // namespace tanba::gui::test
