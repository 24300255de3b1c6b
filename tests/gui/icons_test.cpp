#include "app/gui/style/icon.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>

namespace tanba::gui {
namespace {

TEST(Icons, RowsAndDrawingsAreTheSame) {
    std::set<std::string> rows;
    for (const Icon icon : allIcons())
        rows.emplace(iconName(icon));
    std::set<std::string> drawings;
    for (const auto& file : std::filesystem::directory_iterator(TANBA_SOURCE_DIR "/resources/icons"))
        if (file.path().extension() == ".svg")
            drawings.insert(file.path().stem().string());
    EXPECT_EQ(rows, drawings);
}

TEST(Icons, AreDrawnSharpAndInTheColourAskedFor) {
    for (const Icon icon : allIcons())
        for (const int ratio : {1, 2, 3}) {
            const QPixmap pixmap = iconPixmap(icon, 20, QColor(200, 10, 20), ratio);
            ASSERT_FALSE(pixmap.isNull()) << iconName(icon);
            EXPECT_EQ(pixmap.width(), 20 * ratio);
            const QImage image = pixmap.toImage();
            bool inked = false;
            for (int y = 0; y < image.height() && !inked; ++y)
                for (int x = 0; x < image.width() && !inked; ++x)
                    inked = image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).red() > 180;
            EXPECT_TRUE(inked) << iconName(icon);
        }
}

} // namespace
} // namespace tanba::gui
