#include "cardreader/survey/card_survey.h"

#include "core/base/encoding.h"
#include "tests/support/card_model_session.h"
#include "tests/support/outcome.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::card {
namespace {

using nlohmann::json;
using test::cardIdentities;
using test::outcome;

std::string survey(CardSession& session) {
    auto report = surveyCard(session, {});
    EXPECT_TRUE(report.ok()) << codeText(report.failure().code);
    return std::move(report).value();
}

const json* fileRow(const json& report, const std::string& folder, const std::string& file) {
    for (const json& row : report.at("files")) {
        if (row.at("folder") == folder && row.at("file") == file)
            return &row;
    }
    return nullptr;
}

TEST(CardSurvey, FindsWhatTheCardShows) {
    test::KzIdModel model;
    model.files[{0x3F00, 0x00AB}] = toBytes("IIN 991231500016");
    test::ModelSession session(model);
    const json report = json::parse(survey(session));
    EXPECT_EQ(report.at("atr"), toHex(model.atr()));
    EXPECT_EQ(report.at("keys").size(), 4u);
    EXPECT_EQ(report.at("keys")[0].at("header"), "ffa007820109"
                                                 "7f4982010481820100");
    EXPECT_EQ(report.at("keys")[0].at("modulusBits"), 2048);
    EXPECT_EQ(report.at("keys")[2].at("status"), "6a82");
    const json* const certificate = fileRow(report, "0101", "c007");
    ASSERT_NE(certificate, nullptr);
    EXPECT_EQ(certificate->at("content").at("kind"), "certificate");
    EXPECT_EQ(certificate->at("content").at("keySlot"), "07");
    const json& described = certificate->at("content").at("certificate");
    EXPECT_EQ(described.at("keyAlgorithm"), "rsa");
    EXPECT_EQ(described.at("size"), cardIdentities().rsa.certificate.der().size());
    EXPECT_FALSE(described.at("extendedKeyUsage").empty());
    const json* const other = fileRow(report, "3f00", "00ab");
    ASSERT_NE(other, nullptr);
    EXPECT_EQ(other->at("content").at("kind"), "other");
}

TEST(CardSurvey, NothingPersonalIsInIt) {
    test::KzIdModel model;
    model.files[{0x3F00, 0x00AB}] = toBytes("IIN 991231500016");
    model.files[{0x3F00, 0x2F01}] = test::cardTlv(0x43, toBytes("991231500016"));
    model.files[{0x3F00, 0x2F00}] = test::cardTlv(0x61, test::cardTlv(0x50, toBytes("991231500016")));
    test::ModelSession session(model);
    const std::string report = survey(session);
    const keys::Certificate& certificate = cardIdentities().rsa.certificate;
    const auto absent = [&](std::string_view text) {
        EXPECT_EQ(report.find(text), std::string::npos) << text;
        EXPECT_EQ(report.find(toHex(viewOf(text))), std::string::npos) << "hex of " << text;
    };
    absent("991231500016");
    absent("СЫНАҚ");
    EXPECT_EQ(report.find(certificate.serialHex()), std::string::npos);
    EXPECT_EQ(report.find(toHex(certificate.fingerprint())), std::string::npos);
    EXPECT_EQ(report.find(toHex(certificate.subjectKeyId())), std::string::npos);
    // No run of the modulus, and no plain hash of what was read.
    const ByteView key = certificate.subjectPublicKeyInfo();
    for (std::size_t at = 24; at + 8 <= key.size(); at += 8)
        EXPECT_EQ(report.find(toHex(key.subspan(at, 8))), std::string::npos);
    const auto hash = crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf("IIN 991231500016")).value();
    EXPECT_EQ(report.find(toHex(ByteView(hash.bytes).first(8))), std::string::npos);
}

TEST(CardSurvey, DisguisesDifferFromReportToReport) {
    test::KzIdModel model;
    model.files[{0x3F00, 0x0001}] = toBytes("the same");
    model.files[{0x0101, 0x0001}] = toBytes("the same");
    test::ModelSession session(model);
    const json first = json::parse(survey(session));
    const json second = json::parse(survey(session));
    const auto name = [](const json& report, const std::string& folder) {
        return fileRow(report, folder, "0001")->at("content").at("disguisedStart").get<std::string>();
    };
    EXPECT_EQ(name(first, "3f00"), name(first, "0101"));
    EXPECT_NE(name(first, "3f00"), name(second, "3f00"));
}

TEST(CardSurvey, ReadsOnly) {
    test::KzIdModel model;
    test::ModelSession session(model);
    static_cast<void>(survey(session));
    for (const std::uint8_t ins : model.instructions)
        EXPECT_TRUE(ins == 0xA4 || ins == 0xB0 || ins == 0xCB) << int{ins};
    EXPECT_EQ(model.pinsTried + model.emptyVerifies, 0u);
    EXPECT_FALSE(session.endsWithReset);
    EXPECT_LT(session.transmitted, 720u);
}

TEST(CardSurvey, NumberOfAContactlessCardIsLeftOut) {
    const Bytes atr = fromHex("3B8C800150F56FF82BE1F35E113381C73C").value();
    test::ModelSession session([](ByteView) { return Bytes{0x6A, 0x82}; }, atr);
    const json report = json::parse(survey(session));
    EXPECT_EQ(report.at("atr"), "3b8c800150xxxxxxxxe1f35e113381c73c");
    EXPECT_EQ(report.at("absentFiles"), 620);
}

class Steps : public ProgressSink {
  public:
    explicit Steps(CancelToken& cancel, std::uint64_t stopAt) : cancel_(cancel), stopAt_(stopAt) {}
    void progress(std::uint64_t done, std::uint64_t total) override {
        EXPECT_LE(done, total);
        EXPECT_EQ(done, ++last);
        if (done == stopAt_)
            cancel_.cancel();
    }
    std::uint64_t last = 0;

  private:
    CancelToken& cancel_;
    std::uint64_t stopAt_;
};

TEST(CardSurvey, TellsHowFarAndStops) {
    test::KzIdModel model;
    test::ModelSession session(model);
    CancelToken cancel;
    Steps steps(cancel, 50);
    EXPECT_EQ(outcome(surveyCard(session, {&cancel, &steps})), "cancelled");
    EXPECT_EQ(session.transmitted, 50u);
}

TEST(CardSurvey, HostileCardsEnd) {
    Bytes huge(65534, 0x30);
    append(huge, Bytes{0x90, 0x00});
    for (const Bytes& answer : {Bytes{}, Bytes{0x90}, Bytes{0x90, 0x00}, Bytes{0x61, 0x00}, Bytes{0x6C, 0x01},
                                Bytes{0x30, 0x82, 0x1F, 0xFF, 0x00, 0x90, 0x00}, huge}) {
        unsigned raw = 0;
        test::ModelSession session([&](ByteView) { return ++raw, answer; }, {0x3B, 0x00});
        static_cast<void>(surveyCard(session, {}));
        EXPECT_LE(session.transmitted, kMaxSurveyCommands);
    }
}

TEST(CardSurvey, ACardThatGoesEndsIt) {
    test::KzIdModel model;
    test::ModelSession session(model);
    session.beforeTransmit = [&](const CommandApdu&) -> Outcome {
        if (session.transmitted == 30)
            return fail(FailureCode::CardRemoved);
        return Done{};
    };
    EXPECT_EQ(outcome(surveyCard(session, {})), "card.removed");
}

} // namespace
} // namespace tanba::card
