// A series: many documents of one site with one consent (SECURITY.md, rule 5), and everything that ends it.
#include "app/gui/consent/series_window.h"
#include "tests/gui/consent_world.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>

namespace tanba::gui::test {
namespace {

using AnswerKind = service::ConsentAnswer::Kind;
using service::SeriesEnd;

class SeriesWorld : public ConsentWorld {
  public:
    explicit SeriesWorld(text::Language language = text::Language::Kk) : ConsentWorld(language) {}
    ~SeriesWorld() { portalDesk().stopSeries(); }

    /// Agrees to three documents, one by one.
    void signThree() {
        for (int document = 0; document < 3; ++document) {
            const Asked& asked = ask(documentQuestion());
            EXPECT_FALSE(says(Phrase::PortalSeriesOffer)) << document;
            agree(kSignPassword);
            ASSERT_TRUE(until([&] { return asked.answers == 1; }));
            settle();
        }
    }

    /// The fourth begins a series of ten more.
    void begin() {
        signThree();
        const Asked& asked = ask(documentQuestion());
        ASSERT_TRUE(says(Phrase::PortalSeriesOffer)) << said().toStdString();
        tick(true);
        EXPECT_TRUE(says(Phrase::PortalSeriesGo, {{"count", "10"}}));
        agree(kSignPassword);
        ASSERT_TRUE(pumpUntil([&] { return asked.answers == 1; }));
        ASSERT_NE(running(), nullptr);
    }

    void tick(bool on) {
        for (auto* check : asking()->findChildren<QCheckBox*>())
            if (check->text() == words().say(Phrase::PortalSeriesOffer))
                check->setChecked(on);
    }

    /// Null when none runs.
    const service::Series* running() {
        const service::Series* series = portalDesk().series();
        return series != nullptr && !series->ended() ? series : nullptr;
    }
    std::optional<SeriesEnd> end() {
        return portalDesk().series() != nullptr ? portalDesk().series()->ended() : std::nullopt;
    }
    /// One more document of the same page, which the series covers.
    Asked& oneMore() {
        Asked& asked = send(documentQuestion());
        pumpUntil([&] { return asked.answers == 1 || isAsking(); });
        return asked;
    }
    /// It has ended for this reason, is told so, and the next document is asked about.
    void expectEnd(SeriesEnd why, Phrase words) {
        EXPECT_TRUE(pumpUntil([&] { return end() == why; }));
        EXPECT_TRUE(textIn(*windows().seriesWindow()).contains(this->words().say(words)));
        const Asked& next = ask(documentQuestion());
        EXPECT_TRUE(isAsking());
        EXPECT_EQ(next.answers, 0);
    }
};

TEST(ConsentSeries, SignsWithoutAskingAndCounts) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    ASSERT_TRUE(world.windows().seriesWindow()->isVisible());
    for (int document = 0; document < 4; ++document) {
        const ConsentWorld::Asked& asked = world.oneMore();
        EXPECT_FALSE(world.isAsking());
        EXPECT_EQ(asked.kind, AnswerKind::Granted);
        ASSERT_EQ(asked.signatures.size(), 1U);
        EXPECT_TRUE(asked.signatures.front().ok());
    }
    const QString seen = textIn(*world.windows().seriesWindow());
    EXPECT_TRUE(seen.contains(world.words().say(Phrase::PortalSeriesState, {{"done", "4"}, {"left", "6"}})))
        << seen.toStdString();
    EXPECT_TRUE(seen.contains(QStringLiteral("idp.egov.kz")));
    for (int document = 0; document < 6; ++document)
        world.oneMore();
    world.expectEnd(SeriesEnd::CountReached, Phrase::PortalSeriesEndCount);
}

TEST(ConsentSeries, IsStoppedByThePerson) {
    SeriesWorld world(text::Language::Ru);
    world.putOwnKey();
    world.begin();
    world.buttonIn(*world.windows().seriesWindow(), Phrase::PortalSeriesStop)->click();
    world.expectEnd(SeriesEnd::Stopped, Phrase::PortalSeriesEndStopped);
    world.buttonIn(*world.windows().seriesWindow(), Phrase::PortalUnderstood)->click();
    EXPECT_FALSE(world.windows().seriesWindow()->isVisible());
}

TEST(ConsentSeries, ClosingItsWindowStopsIt) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    world.windows().seriesWindow()->close();
    EXPECT_EQ(world.running(), nullptr);
    EXPECT_FALSE(world.windows().seriesWindow()->isVisible());
    world.ask(documentQuestion());
    EXPECT_TRUE(world.isAsking());
}

TEST(ConsentSeries, EndsWithTheScreenAndWithSleep) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    emit world.session().locked();
    world.expectEnd(SeriesEnd::Locked, Phrase::PortalSeriesEndLocked);
    world.tick(true);
    const std::size_t before = world.portalDesk().keys().size();
    world.agree(kSignPassword);
    ASSERT_TRUE(world.pumpUntil([&] { return world.running() != nullptr; })) << before;
    emit world.session().suspending();
    world.expectEnd(SeriesEnd::Suspended, Phrase::PortalSeriesEndSleep);
}

TEST(ConsentSeries, EndsAfterTenMinutes) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    world.setTime("2026-06-20T12:11:00Z");
    world.expectEnd(SeriesEnd::TimeOver, Phrase::PortalSeriesEndTime);
}

TEST(ConsentSeries, EndsWithItsPage) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    world.closeConnection(7);
    EXPECT_NE(world.running(), nullptr) << "another page";
    world.closeConnection(1);
    EXPECT_EQ(world.end(), SeriesEnd::ConnectionClosed);
    service::ConsentQuestion question = documentQuestion();
    question.caller.connection = 2;
    world.ask(question);
    EXPECT_TRUE(world.isAsking());
    EXPECT_FALSE(world.says(Phrase::PortalSeriesOffer)) << "a new page begins anew";
}

TEST(ConsentSeries, EndsWithTheFirstFailure) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    world.endWith(fail(FailureCode::NetworkTimeout));
    world.oneMore();
    world.expectEnd(SeriesEnd::Failed, Phrase::PortalSeriesEndFailed);
}

TEST(ConsentSeries, EndsWithAnythingElseThatThePageAsks) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    const ConsentWorld::Asked& login = world.send(loginQuestion());
    EXPECT_TRUE(world.pumpUntil([&] { return world.isAsking(); }));
    EXPECT_EQ(login.answers, 0);
    EXPECT_EQ(world.end(), SeriesEnd::OtherRequest);
}

TEST(ConsentSeries, EndsWithARequestThatIsRefused) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    service::RefusalNotice notice;
    notice.caller = documentQuestion().caller;
    notice.caller.connection = 7;
    notice.reason = fail(FailureCode::LoginNeedsOrigin);
    world.onServiceThread([&] { world.portalDesk().refused(notice); });
    QApplication::processEvents();
    EXPECT_NE(world.running(), nullptr) << "another page";
    notice.caller.connection = 1;
    world.onServiceThread([&] { world.portalDesk().refused(notice); });
    QApplication::processEvents();
    EXPECT_EQ(world.end(), SeriesEnd::OtherRequest);
}

TEST(ConsentSeries, EndsWithARequestForAModuleThatIsNotThere) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    service::Caller caller = documentQuestion().caller;
    caller.connection = 7;
    world.onServiceThread([&] { world.portalDesk().missingModule(caller, "kz.example.module"); });
    QApplication::processEvents();
    EXPECT_NE(world.running(), nullptr) << "another page";
    caller.connection = 1;
    world.onServiceThread([&] { world.portalDesk().missingModule(caller, "kz.example.module"); });
    QApplication::processEvents();
    EXPECT_EQ(world.end(), SeriesEnd::OtherRequest);
}

TEST(ConsentSeries, EndsWithItsDrive) {
    SeriesWorld world;
    const std::filesystem::path drive = world.home() / "media" / "USB";
    world.drives().set({drive});
    world.settle();
    world.putOwnKey("media/USB/key.p12");
    world.begin();
    world.drives().set({});
    EXPECT_TRUE(world.pumpUntil([&] { return world.end() == SeriesEnd::TokenGone; }));
}

TEST(ConsentSeries, OtherSitesAreAskedAboutMeanwhile) {
    SeriesWorld world;
    world.putOwnKey();
    world.begin();
    service::ConsentQuestion other = documentQuestion(kOtherPortal);
    other.caller.connection = 9;
    const ConsentWorld::Asked& asked = world.send(other);
    EXPECT_TRUE(world.pumpUntil([&] { return world.isAsking(); }));
    EXPECT_EQ(asked.answers, 0);
    EXPECT_NE(world.running(), nullptr);
}

TEST(ConsentSeries, IsNotOfferedForAKeyThatNobodyCalledTheirOwn) {
    SeriesWorld world;
    world.putOpenedKey(tanba::test::CertificateProfile::person(), "key.p12");
    world.signThree();
    world.ask(documentQuestion());
    EXPECT_FALSE(world.says(Phrase::PortalSeriesOffer));
}

} // namespace
} // namespace tanba::gui::test
