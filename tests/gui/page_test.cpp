#include "app/gui/widgets/page.h"

#include "app/gui/style/theme.h"

#include <gtest/gtest.h>

#include <QAccessible>

namespace tanba::gui {
namespace {

QAccessibleInterface* seen(Page& page) {
    return QAccessible::queryAccessibleInterface(&page);
}

TEST(Page, AReaderThatAsksForWhatIsNotThereGetsNothing) {
    // A screen reader asks for the children one by one, while the person goes to another page.
    Page page;
    for (const bool shown : {true, false}) {
        page.setVisible(shown);
        ASSERT_NE(seen(page), nullptr);
        for (const int index : {-1, seen(page)->childCount(), 7, 1'000'000})
            EXPECT_EQ(seen(page)->child(index), nullptr) << index;
    }
}

TEST(Page, AReaderComesToTheContentAndBack) {
    Page page;
    page.setTitle(QStringLiteral("Title"));
    page.show();
    EXPECT_EQ(seen(page)->text(QAccessible::Name), QStringLiteral("Title"));
    QAccessibleInterface* content = seen(page)->child(0);
    ASSERT_NE(content, nullptr);
    EXPECT_EQ(content->object(), page.viewport());
    EXPECT_EQ(seen(page)->indexOfChild(content), 0);
    EXPECT_EQ(content->parent()->object(), &page);
}

} // namespace
} // namespace tanba::gui
