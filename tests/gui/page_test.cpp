#include "app/gui/widgets/page.h"

#include "app/gui/style/theme.h"

#include <gtest/gtest.h>

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>

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

/// A part asks the part above it for room, and that one the next: each asks in a round of its own.
void settle() {
    for (int round = 0; round < 4; ++round)
        QApplication::processEvents();
}

/// A page that is higher than its window, with a field in its foot.
struct PageWithFoot {
    PageWithFoot() {
        page.resize(700, 600);
        for (int line = 0; line < 60; ++line)
            page.column().addWidget(new QLabel(QStringLiteral("line")));
        foot->column().addWidget(field);
        page.setFoot(foot);
        page.show();
        page.activateWindow();
        QApplication::setActiveWindow(&page);
        field->setFocus();
        settle();
    }

    bool fieldInSight() const {
        const QRect place(field->mapTo(&page, QPoint()), field->size());
        return page.rect().contains(place) && !field->visibleRegion().isEmpty();
    }

    Page page;
    PageFoot* foot = new PageFoot;
    QLineEdit* field = new QLineEdit;
};

TEST(PageFoot, StaysInSightHoweverFarThePageIsScrolled) {
    PageWithFoot it;
    QScrollBar& bar = *it.page.verticalScrollBar();
    ASSERT_GT(bar.maximum(), 0);
    for (const int place : {0, bar.maximum()}) {
        bar.setValue(place);
        EXPECT_TRUE(it.fieldInSight()) << place;
    }
    EXPECT_EQ(it.page.viewport()->height() + it.foot->height(), it.page.height()) << "nothing lies under it";
    EXPECT_LE(bar.mapTo(&it.page, QPoint(0, bar.height())).y(), it.foot->y()) << "nor does the scroll bar";
}

TEST(PageFoot, GrowsWithItsContentAndGoesWhenItIsHidden) {
    PageWithFoot it;
    const int before = it.page.viewport()->height();
    it.foot->column().addWidget(new QLabel(QStringLiteral("one more line")));
    settle();
    EXPECT_LT(it.page.viewport()->height(), before);
    it.foot->hide();
    EXPECT_EQ(it.page.viewport()->height(), it.page.height());
    it.foot->show();
    settle();
    EXPECT_LT(it.page.viewport()->height(), before);
}

TEST(PageFoot, GoesIntoTheColumnOfAPageThatIsTooLowAndKeepsTheKeyboard) {
    PageWithFoot it;
    ASSERT_EQ(QApplication::focusWidget(), it.field);
    it.page.resize(700, 180);
    settle();
    EXPECT_TRUE(it.page.widget()->isAncestorOf(it.field));
    EXPECT_EQ(it.page.viewport()->height(), it.page.height());
    EXPECT_EQ(QApplication::focusWidget(), it.field);
    it.page.resize(700, 600);
    settle();
    EXPECT_FALSE(it.page.widget()->isAncestorOf(it.field));
    EXPECT_TRUE(it.fieldInSight());
    EXPECT_EQ(QApplication::focusWidget(), it.field);
}

TEST(PageFoot, StandsStillAtEveryHeightOfThePage) {
    PageWithFoot it;
    auto* text = new Text(TypeRole::Body);
    text->setText(QStringLiteral("a line that is long enough to be broken in a narrow place ").repeated(3));
    it.foot->column().addWidget(text);
    for (int height = 150; height < 600; height += 5) {
        it.page.resize(420, height);
        settle();
        const PageFoot::Standing standing = it.foot->standing();
        settle();
        EXPECT_EQ(it.foot->standing(), standing) << height;
        EXPECT_EQ(it.foot->parentWidget() == &it.page, standing == PageFoot::Standing::Below) << height;
        if (standing == PageFoot::Standing::Below) {
            EXPECT_EQ(it.foot->heightIn(420), it.foot->height()) << height;
        }
    }
}

TEST(PageFoot, StandsOnOneLineWithTheColumn) {
    PageWithFoot it;
    const QWidget* line = it.page.column().itemAt(it.page.column().count() - 1)->widget();
    ASSERT_NE(line, nullptr);
    for (const int width : {420, 700, 1400}) {
        it.page.resize(width, 600);
        settle();
        EXPECT_EQ(it.field->mapTo(&it.page, QPoint()).x(), line->mapTo(&it.page, QPoint()).x()) << width;
        EXPECT_EQ(it.field->width(), line->width()) << width;
    }
}

TEST(PageFoot, AReaderComesToItAfterTheContent) {
    PageWithFoot it;
    ASSERT_EQ(seen(it.page)->childCount(), 2);
    QAccessibleInterface* foot = seen(it.page)->child(1);
    ASSERT_NE(foot, nullptr);
    EXPECT_EQ(foot->object(), it.foot);
    EXPECT_EQ(seen(it.page)->indexOfChild(foot), 1);
    it.page.standFoot(PageFoot::Standing::InColumn);
    EXPECT_EQ(seen(it.page)->childCount(), 1) << "there it is a part of the content";
}

} // namespace
} // namespace tanba::gui
