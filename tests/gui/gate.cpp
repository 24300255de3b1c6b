#include "tests/gui/gate.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QTimer>

namespace tanba::gui::test {

void holdNextReading(World& world, const std::filesystem::path& file, Gate& gate) {
    const auto held = std::make_shared<std::atomic<bool>>(false);
    world.files().beforeReading = [file, held, &gate](const std::filesystem::path& read) -> Outcome {
        if (read == file && !held->exchange(true))
            gate.pass();
        return Done{};
    };
}

void expectAlive() {
    bool alive = false;
    QTimer::singleShot(0, qApp, [&alive] { alive = true; });
    for (int round = 0; round < 3; ++round)
        QApplication::processEvents();
    EXPECT_TRUE(alive);
}

} // namespace tanba::gui::test
