#include "tests/gui/advice_steps.h"

#include <gtest/gtest.h>

namespace tanba::gui::test {

void goToAdvice(World& world, AdvicePlace place) {
    world.window().showAdvice(place);
    world.settle();
}

QComboBox* chooser(World& world, const QString& name) {
    for (auto* box : world.window().findChildren<QComboBox*>())
        if (box->isVisible() && box->accessibleName().contains(name))
            return box;
    ADD_FAILURE() << "no visible chooser is called " << name.toStdString();
    return nullptr;
}

void choose(World& world, const QString& chooserName, const QString& item) {
    QComboBox* box = chooser(world, chooserName);
    if (box == nullptr)
        return;
    const int index = box->findText(item);
    EXPECT_GE(index, 0) << item.toStdString();
    box->setCurrentIndex(index);
    world.settle();
}

void unlockKey(World& world, const std::filesystem::path& file, std::string_view password) {
    world.shelf().chosen(file);
    world.window().go(Place::Keys);
    world.window().keysArea().showKey(file);
    world.type(Phrase::KeyPassword, password);
    world.press(Phrase::KeyUnlock);
}

bool shows(World& world, Phrase phrase, const text::TextValues& values) {
    return world.visibleText().contains(world.words().say(phrase, values));
}

} // namespace tanba::gui::test
