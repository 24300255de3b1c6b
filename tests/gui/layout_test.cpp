#include "app/gui/side_bar.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/picture.h"
#include "tests/gui/walk.h"
#include "tests/gui/world.h"

#include <gtest/gtest.h>

#include <QScrollBar>
#include <algorithm>
#include <cmath>

namespace tanba::gui::test {
namespace {

struct Spot {
    const char* name;
    std::function<void(World&)> goThere;
};

std::filesystem::path anyKey(World& world) {
    if (world.shelf().empty())
        world.shelf().chosen(world.putKey("key.p12", "Right-One1"));
    return world.shelf().entries().front().path;
}

/// Pages that must be seen as a whole in a window of the first size.
const std::vector<Spot>& shortPages() {
    static const std::vector<Spot> all = {
        {"empty keys", [](World& world) { world.window().go(Place::Keys); }},
        {"locked key", [](World& world) { world.window().keysArea().showKey(anyKey(world)); }},
        {"password", [](World& world) { world.window().keysArea().showPassword(anyKey(world)); }},
    };
    return all;
}

const std::vector<Spot>& longPages() {
    static const std::vector<Spot> all = {
        {"home", [](World& world) { world.window().go(Place::Home); }},
        {"forgotten", [](World& world) { world.window().keysArea().showForgotten(); }},
        {"help", [](World& world) { world.window().go(Place::Help); }},
        {"settings", [](World& world) { world.window().go(Place::Settings); }},
    };
    return all;
}

void visit(World& world, const Spot& spot) {
    world.window().go(Place::Keys);
    spot.goThere(world);
    world.settle();
}

int scrollRange(World& world) {
    return world.window().currentPage().verticalScrollBar()->maximum();
}

class Layout : public testing::TestWithParam<text::Language> {};

TEST_P(Layout, AShortPageHasNoScrollBar) {
    World world(GetParam());
    world.window().resize(980, 680);
    for (const Spot& spot : shortPages()) {
        visit(world, spot);
        EXPECT_EQ(scrollRange(world), 0) << spot.name;
    }
}

TEST_P(Layout, NoPageScrollsIntoEmptyRoom) {
    World world(GetParam());
    world.window().resize(980, 680);
    for (const auto* pages : {&shortPages(), &longPages()})
        for (const Spot& spot : *pages) {
            visit(world, spot);
            const Page& page = world.window().currentPage();
            const int seen = page.viewport()->height();
            const int needed = page.widget()->heightForWidth(page.viewport()->width());
            EXPECT_EQ(page.widget()->height(), std::max(seen, needed)) << spot.name;
        }
}

TEST_P(Layout, TheMainButtonIsSeenAtOnce) {
    World world(GetParam());
    world.window().resize(980, 680);
    visit(world, shortPages().back());
    const QWidget* button = world.button(Phrase::KeyChange);
    ASSERT_NE(button, nullptr);
    const Page& page = world.window().currentPage();
    const QRect place(button->mapTo(page.viewport(), QPoint()), button->size());
    EXPECT_TRUE(page.viewport()->rect().contains(place)) << "it ends at " << place.bottom();
}

TEST_P(Layout, WhatWantsAttentionIsSeenOnHomeAtOnce) {
    World world(GetParam());
    world.window().resize(980, 680);
    anyKey(world);
    world.window().go(Place::Home);
    world.settle();
    const Page& page = world.window().currentPage();
    const Text* heading = nullptr;
    for (const auto* text : page.findChildren<Text*>())
        if (text->isVisible() && text->text() == world.words().say(Phrase::HomeAttention))
            heading = text;
    ASSERT_NE(heading, nullptr);
    const int below = heading->mapTo(page.viewport(), QPoint(0, heading->height())).y();
    EXPECT_LT(below, page.viewport()->height());
}

TEST_P(Layout, NoCardIsHigherThanWhatItHolds) {
    World world(GetParam());
    for (const TextSize size : {TextSize::Normal, TextSize::Largest}) {
        world.appearance().choose(size);
        for (const auto* pages : {&shortPages(), &longPages()})
            for (const Spot& spot : *pages) {
                visit(world, spot);
                for (const auto* card : world.window().currentPage().findChildren<QWidget*>()) {
                    const bool isCard =
                        qobject_cast<const Card*>(card) || qobject_cast<const CardButton*>(card);
                    if (!isCard || !card->isVisible())
                        continue;
                    EXPECT_LE(std::abs(card->height() - card->heightForWidth(card->width())), 1)
                        << spot.name << ": " << card->accessibleName().toStdString();
                }
            }
    }
    world.appearance().choose(TextSize::Normal);
}

INSTANTIATE_TEST_SUITE_P(Languages, Layout,
                         testing::Values(text::Language::Kk, text::Language::Ru, text::Language::En),
                         [](const auto& test) { return std::string(text::languageName(test.param)); });

/// Where everything on the page and in the side bar stands, a line each.
std::string placesOf(World& world) {
    std::string places;
    for (const auto* widget : world.window().findChildren<QWidget*>()) {
        if (!widget->isVisible())
            continue;
        const QPoint corner = widget->mapTo(&world.window(), QPoint());
        places += std::string(widget->metaObject()->className()) + " " + std::to_string(corner.x()) + "," +
                  std::to_string(corner.y()) + " " + std::to_string(widget->width()) + "x" +
                  std::to_string(widget->height()) + "\n";
    }
    return places;
}

/// Pages that show no path of the test's folder.
std::vector<std::string> placesEverywhere(World& world) {
    std::vector<std::string> all;
    for (const Place place : {Place::Home, Place::Keys, Place::Help, Place::Settings}) {
        world.window().go(place);
        world.settle();
        all.push_back(placesOf(world));
    }
    world.window().go(Place::Keys);
    world.window().keysArea().showPassword(anyKey(world));
    world.settle();
    all.push_back(placesOf(world));
    return all;
}

TEST(LayoutSideBar, TheMarkStandsAboveTheMiddleOfThePictures) {
    for (const TextSize size : {TextSize::Normal, TextSize::Largest}) {
        World world(text::Language::Kk, size);
        for (const int width : {720, 1300}) {
            world.window().resize(width, 600);
            world.settle();
            const auto* bar = world.window().findChild<SideBar*>();
            const auto* mark = bar->findChild<Picture*>();
            const auto* entry = bar->findChild<SideBarButton*>();
            EXPECT_LE(mark->geometry().right(), bar->width());
            if (bar->width() < theme().px(100)) { // folded
                EXPECT_NEAR(mark->geometry().center().x(), entry->geometry().center().x(), 1) << width;
            }
        }
        world.appearance().choose(TextSize::Normal);
    }
}

TEST(LayoutFold, ALabelTakesMoreLinesWhereThereIsLittleRoom) {
    World world(text::Language::Ru);
    Fold fold(world.words(), Phrase::ProblemDetails);
    const auto* toggle = fold.findChild<Button*>();
    fold.resize(600, 200);
    fold.show();
    world.settle();
    EXPECT_EQ(toggle->width(), toggle->sizeHint().width());
    const int line = toggle->height();
    EXPECT_LT(fold.minimumSizeHint().width(), toggle->sizeHint().width());
    fold.resize(fold.minimumSizeHint().width(), 200);
    world.settle();
    EXPECT_LE(toggle->width(), fold.width());
    EXPECT_GT(toggle->height(), line);
    EXPECT_EQ(toggle->height(), toggle->heightForWidth(toggle->width()));
}

TEST(LayoutBanner, ALongNameInAFailureIsBrokenForTheEyeOnly) {
    World world(text::Language::En, TextSize::Largest);
    Banner banner(world.words());
    banner.showFailure({FailureCode::WorkerCrashed, std::string(240, 'n'), {}});
    EXPECT_LT(banner.minimumSizeHint().width(), 720);
    EXPECT_TRUE(banner.accessibleName().contains(QString(240, QLatin1Char('n'))));
    world.appearance().choose(TextSize::Normal);
}

TEST(LayoutBanner, ItsDetailsFitIntoTheNarrowPhone) {
    for (const TextSize size : {TextSize::Normal, TextSize::Largest})
        for (const text::Language language : text::kLanguages) {
            World world(language, size);
            Banner banner(world.words());
            banner.setClosing(Closing::Never);
            banner.showFailure({FailureCode::DemoFailed, {}, {}});
            banner.findChild<Fold*>()->setOpen(true);
            banner.resize(theme().px(250), banner.heightForWidth(theme().px(250)));
            banner.show();
            world.settle();
            EXPECT_LE(banner.width(), theme().px(250)) << text::languageName(language);
            checkWidths(banner, std::string(text::languageName(language)));
            checkHeights(banner, std::string(text::languageName(language)));
            world.appearance().choose(TextSize::Normal);
        }
}

TEST(TextSizes, ChosenInTheProgramLookAsAfterARestart) {
    std::vector<std::string> grown;
    {
        World world;
        world.window().resize(1100, 700);
        placesEverywhere(world); // every page was seen in the old size
        world.shelf().forgetAll();
        world.appearance().choose(TextSize::Largest);
        grown = placesEverywhere(world);
    }
    World world(text::Language::Kk, TextSize::Largest);
    world.window().resize(1100, 700);
    const std::vector<std::string> fresh = placesEverywhere(world);
    ASSERT_EQ(grown.size(), fresh.size());
    for (std::size_t page = 0; page < fresh.size(); ++page)
        EXPECT_EQ(grown[page], fresh[page]) << "page " << page;
    world.appearance().choose(TextSize::Normal);
}

} // namespace
} // namespace tanba::gui::test
