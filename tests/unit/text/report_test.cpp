#include "app/text/report_html.h"
#include "app/text/report_view.h"
#include "tests/support/test_pki.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>

namespace tanba::text {
namespace {

using trust::SignatureReport;
using trust::Verdict;

class ReportTest : public ::testing::Test {
  protected:
    static void SetUpTestSuite() {
        setenv("TZ", "UTC", 1);
        tzset();
    }

    static SignatureReport signature(Verdict verdict, std::vector<sign::Reason> reasons = {}) {
        SignatureReport made;
        made.verdict = verdict;
        made.integrity = sign::Integrity::Ok;
        made.signer.owner.commonName = "СЫНАҚОВ СЫНАҚ";
        made.signer.owner.patronymic = "СЫНАҚҰЛЫ";
        made.signer.owner.iin = "991231500016";
        made.signer.owner.organisation = "ЖШС «Үлгі»";
        made.signer.roles = {
            {Oid("1.2.398.3.3.4.1.2.1"), "first head", "Бірінші басшы", "Первый руководитель", "role"}};
        made.claimedTime = test::goodTime();
        made.judgedAt = test::goodTime();
        made.anchor = trust::AnchorOrigin::National;
        made.reasons = std::move(reasons);
        return made;
    }

    static trust::Report report(std::vector<SignatureReport> signatures) {
        trust::Report made;
        made.inputName = "шарт.pdf.cms";
        made.inputSize = 1234;
        made.inputSha256 = "00ff";
        made.verdict = Verdict::Valid;
        for (const SignatureReport& one : signatures)
            made.verdict = std::max(made.verdict, one.verdict);
        made.signatures = std::move(signatures);
        made.verifiedAt = test::goodTime();
        made.policy = "tanba-offline-1";
        made.anchorSet = "abcd";
        made.programVersion = "0.1.0";
        return made;
    }

    static ReportView view(const trust::Report& report, Language language = Language::Kk) {
        return reportView(report, TextTable::builtIn(), language);
    }
    static std::string html(const trust::Report& report, Language language = Language::Kk) {
        return reportHtml({{report.inputName, report}}, TextTable::builtIn(), language);
    }
    static std::string value(const std::vector<Fact>& facts, const std::string& label) {
        for (const Fact& fact : facts)
            if (fact.label == label)
                return fact.value;
        return "(none)";
    }
};

TEST_F(ReportTest, AValidSignatureSaysWhoAndWhenAndThatNothingChanged) {
    const trust::Report made = report({signature(Verdict::Valid)});
    EXPECT_EQ(view(made).headline,
              "Қолтаңба жарамды. Құжатқа СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ қол қойған (өз сағаты бойынша "
              "2026 жылғы 20 маусымда), содан бері құжат өзгермеген.");
    EXPECT_NE(view(made, Language::Ru).headline.find("20 июня 2026 года"), std::string::npos);
    EXPECT_NE(view(made, Language::En).headline.find("on 20 June 2026"), std::string::npos);
}

TEST_F(ReportTest, AProvedTimeIsStatedAsAFact) {
    SignatureReport one = signature(Verdict::Valid);
    one.timestamp = trust::TimestampReport{test::at("2026-06-21T00:00:00Z"), true, "TSA"};
    const ReportView made = view(report({one}));
    EXPECT_NE(made.headline.find("СЫНАҚҰЛЫ 2026 жылғы 21 маусымда қол қойған"), std::string::npos)
        << made.headline;
    EXPECT_EQ(value(made.signatures.front().facts, "Қол қойылған уақыты"),
              "21 маусым 2026, 00:00 (UTC), уақыт белгісімен дәлелденген");
}

TEST_F(ReportTest, AnUnprovedTimeStampCountsForNothing) {
    SignatureReport one = signature(Verdict::Valid);
    one.timestamp = trust::TimestampReport{test::at("2020-01-01T00:00:00Z"), false, "TSA"};
    EXPECT_EQ(view(report({one})).headline.find("2020"), std::string::npos);
}

TEST_F(ReportTest, YourAnchorsAreNamedAsYours) {
    SignatureReport one = signature(Verdict::Valid);
    one.anchor = trust::AnchorOrigin::Yours;
    EXPECT_NE(view(report({one})).headline.find("Сіз көрсеткен"), std::string::npos);
}

TEST_F(ReportTest, WhatIsNotValidNeverReadsAsValid) {
    const std::string valid = TextTable::builtIn().ui(Ui::VerdictValid, Language::Kk);
    for (const Verdict verdict : {Verdict::Indeterminate, Verdict::Invalid})
        for (const sign::ReasonRow& row : sign::reasonTable())
            EXPECT_EQ(view(report({signature(verdict, {{row.code, ""}})})).headline.find(valid),
                      std::string::npos)
                << row.text;
}

TEST_F(ReportTest, TheHeadlineNamesThePlainestCause) {
    const auto headline = [](Verdict verdict, sign::ReasonCode reason) {
        return view(report({signature(verdict, {{sign::ReasonCode::NoTimestamp, ""}, {reason, ""}})}),
                    Language::Ru)
            .headline;
    };
    EXPECT_EQ(headline(Verdict::Invalid, sign::ReasonCode::ContentChanged),
              "Подпись недействительна: документ изменён после подписания.");
    EXPECT_EQ(headline(Verdict::Invalid, sign::ReasonCode::Revoked),
              "Подпись недействительна: сертификат отозван.");
    EXPECT_NE(headline(Verdict::Indeterminate, sign::ReasonCode::RevocationUnknown).find("не отозван ли"),
              std::string::npos);
    EXPECT_NE(headline(Verdict::Indeterminate, sign::ReasonCode::TestKey).find("тестовым ключом"),
              std::string::npos);
    EXPECT_EQ(headline(Verdict::Invalid, sign::ReasonCode::ForgedStructure),
              "Подпись недействительна. Этому файлу нельзя доверять.");
}

TEST_F(ReportTest, DecisiveReasonsStandBeforeNotices) {
    const ReportView made =
        view(report({signature(Verdict::Invalid, {{sign::ReasonCode::NoTimestamp, ""},
                                                  {sign::ReasonCode::RevocationUnknown, ""},
                                                  {sign::ReasonCode::ContentChanged, ""}})}));
    const auto& reasons = made.signatures.front().reasons;
    ASSERT_EQ(reasons.size(), 3U);
    EXPECT_EQ(reasons[0].code, "integrity.content_changed");
    EXPECT_EQ(reasons[1].code, "revocation.unknown");
    EXPECT_EQ(reasons[2].code, "notice.no_timestamp");
}

TEST_F(ReportTest, NobodyIsSentToAskAboutATestKey) {
    using sign::ReasonCode;
    const auto reasons = [](std::vector<sign::Reason> codes) {
        return view(report({signature(Verdict::Indeterminate, std::move(codes))})).signatures.front().reasons;
    };
    for (const ReasonCode status : {ReasonCode::RevocationUnknown, ReasonCode::RevocationStale}) {
        const Sentence real = reasons({{status, ""}}).front().text;
        EXPECT_FALSE(real.next.empty());
        for (const ReasonView& reason : reasons({{status, ""}, {ReasonCode::TestKey, ""}})) {
            EXPECT_FALSE(reason.text.what.empty());
            EXPECT_EQ(reason.text.next.empty(), reason.code != "chain.test_key") << reason.code;
            EXPECT_EQ(reason.text.nextOnCommandLine(), reason.text.next) << reason.code;
        }
    }
}

TEST_F(ReportTest, SeveralSignaturesAreCountedAndEachIsJudged) {
    const ReportView made =
        view(report({signature(Verdict::Valid), signature(Verdict::Invalid)}), Language::En);
    EXPECT_EQ(made.headline, "Some signatures are not valid: 1 of 2. This file cannot be trusted.");
    ASSERT_EQ(made.signatures.size(), 2U);
    EXPECT_EQ(made.signatures[0].verdict, Verdict::Valid);
    EXPECT_EQ(made.signatures[1].verdict, Verdict::Invalid);
}

TEST_F(ReportTest, RolesAndNumbersAreInTheReadersLanguage) {
    const auto facts = view(report({signature(Verdict::Valid)}), Language::Kk).signatures.front().facts;
    EXPECT_EQ(value(facts, "Қол қойды"), "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ");
    EXPECT_EQ(value(facts, "ЖСН"), "991231500016");
    EXPECT_EQ(value(facts, "Рөлі"), "Бірінші басшы");
    EXPECT_EQ(value(facts, "Ұйым"), "ЖШС «Үлгі»");
    EXPECT_EQ(value(facts, "БСН"), "(none)");
}

TEST_F(ReportTest, EvidenceSaysHowOldItIs) {
    SignatureReport one = signature(Verdict::Valid);
    one.evidence = {{"crl", "CN=CA", test::at("2026-06-17T12:00:00Z"), test::at("2026-06-25T12:00:00Z")},
                    {"ocsp", "CN=OCSP", test::at("2026-06-20T07:00:00Z"), std::nullopt}};
    const auto details = view(report({one}), Language::En).signatures.front().details;
    EXPECT_EQ(
        value(details, "List of revoked certificates"),
        "CN=CA; produced: 17 June 2026, 12:00 (UTC); age at the check: 3 d; next: 25 June 2026, 12:00 (UTC)");
    EXPECT_EQ(value(details, "Answer about the status (OCSP)"),
              "CN=OCSP; produced: 20 June 2026, 07:00 (UTC); age at the check: 5 h");
}

TEST_F(ReportTest, EvidenceOfAServerNamesItAndIsMinutesOld) {
    SignatureReport one = signature(Verdict::Valid);
    const auto told = [&](Time producedAt, Language language) {
        one.evidence = {
            {"ocsp", "CN=OCSP", producedAt, std::nullopt, trust::EvidenceSource::Online, "ocsp.pki.gov.kz"}};
        const auto details = view(report({one}), language).signatures.front().details;
        return value(details, language == Language::En ? "Answer about the status (OCSP)"
                                                       : "Сертификат күйі туралы жауап (OCSP)");
    };
    EXPECT_EQ(told(test::at("2026-06-20T11:30:00Z"), Language::En),
              "CN=OCSP; produced: 20 June 2026, 11:30 (UTC); age at the check: 30 min; from the server: "
              "ocsp.pki.gov.kz");
    EXPECT_THAT(told(test::at("2026-06-20T10:00:00Z"), Language::En), testing::HasSubstr("check: 2 h;"));
    // Asked while the check ran.
    EXPECT_THAT(told(test::at("2026-06-20T12:04:00Z"), Language::En), testing::HasSubstr("check: 0 min;"));
    EXPECT_THAT(told(test::at("2026-06-20T11:30:00Z"), Language::Kk),
                testing::HasSubstr("ескілігі: 30 мин; жауап берген сервер: ocsp.pki.gov.kz"));
}

TEST_F(ReportTest, DetailsShowTheCertificateAndTheCheck) {
    SignatureReport one = signature(Verdict::Valid);
    auto authority = test::Authority::makeRoot(crypto::KeyAlgorithm::Gost2015_512, "ОРТАЛЫҚ");
    one.certificate = authority.issue(crypto::KeyAlgorithm::Gost2015_512).certificate;
    const ReportView made = view(report({one}), Language::En);
    EXPECT_EQ(value(made.signatures.front().details, "Serial number"), one.certificate->serialHex());
    EXPECT_NE(value(made.signatures.front().details, "Issuer").find("ОРТАЛЫҚ"), std::string::npos);
    EXPECT_EQ(value(made.signatures.front().details, "SHA-256 of the certificate").size(), 64U + 15U);
    EXPECT_EQ(value(made.details, "Rules of the check"), "tanba-offline-1");
    EXPECT_EQ(value(made.details, "SHA-256 of the file"), "00ff");
}

TEST_F(ReportTest, HtmlIsInItsLanguageAndTheVerdictStandsFirst) {
    for (const Language language : kLanguages) {
        const std::string page = html(report({signature(Verdict::Valid)}), language);
        EXPECT_TRUE(
            page.starts_with("<!DOCTYPE html>\n<html lang=\"" + std::string(languageName(language)) + "\">"));
        const std::size_t headline = page.find(view(report({signature(Verdict::Valid)}), language).headline);
        ASSERT_NE(headline, std::string::npos);
        EXPECT_LT(headline, page.find("991231500016"));
        EXPECT_NE(page.find("1073"), std::string::npos);
    }
}

TEST_F(ReportTest, HtmlIsCompleteInItself) {
    const std::string page =
        html(report({signature(Verdict::Invalid, {{sign::ReasonCode::ContentChanged, ""}})}));
    EXPECT_FALSE(std::regex_search(page, std::regex("<(script|link|img|iframe|object|embed|base|form)\\b")));
    EXPECT_FALSE(std::regex_search(page, std::regex("\\b(src|href|action|on[a-z]+)\\s*=")));
    EXPECT_FALSE(std::regex_search(page, std::regex("url\\(|@import|https?:")));
    EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST_F(ReportTest, ForeignTextCannotBecomeMarkup) {
    const std::string attack = "</dd><script>alert(1)</script>\"'&\xe2\x80\xae\x1b";
    SignatureReport one = signature(Verdict::Valid, {{sign::ReasonCode::ChainBroken, attack}});
    one.signer.owner.commonName = attack;
    one.signer.owner.organisation = attack;
    one.signer.owner.iin = attack;
    one.signer.roles = {{Oid("1.2.3"), attack, attack, attack, "role"}};
    one.timestamp = trust::TimestampReport{test::goodTime(), true, attack};
    one.chainNames = {attack};
    one.evidence = {{"crl", attack, test::goodTime(), std::nullopt}};
    trust::Report made = report({one, one});
    made.inputName = attack;
    made.policy = attack;
    made.anchorSet = attack;
    made.programVersion = attack;
    for (const Language language : kLanguages) {
        const std::string page = html(made, language);
        EXPECT_EQ(page.find("<script"), std::string::npos);
        EXPECT_EQ(page.find("\xe2\x80\xae"), std::string::npos);
        EXPECT_EQ(page.find('\x1b'), std::string::npos);
        EXPECT_NE(page.find("&lt;script&gt;"), std::string::npos);
    }
}

TEST_F(ReportTest, TheElementsOfThePageAreNested) {
    SignatureReport one = signature(Verdict::Indeterminate, {{sign::ReasonCode::RevocationUnknown, ""}});
    const std::string page = html(report({one, one}));
    std::vector<std::string> open;
    const std::regex tag("<(/?)([a-z0-9]+)[^>]*?(/?)>");
    for (std::sregex_iterator found(page.begin(), page.end(), tag), end; found != end; ++found) {
        const std::string name = (*found)[2];
        if (name == "meta" || (*found)[3] == "/")
            continue;
        if ((*found)[1] != "/") {
            open.push_back(name);
            continue;
        }
        ASSERT_FALSE(open.empty()) << name;
        EXPECT_EQ(open.back(), name);
        open.pop_back();
    }
    EXPECT_TRUE(open.empty());
}

TEST_F(ReportTest, AFileThatCannotBeReadHasItsPlaceInTheReport) {
    const std::string page = reportHtml(
        {{"a.cms", report({signature(Verdict::Valid)})}, {"b.cms", fail(FailureCode::CmsMalformed, "b.cms")}},
        TextTable::builtIn(), Language::Kk);
    EXPECT_NE(page.find("Қол қойылған файл бүлінген: «b.cms»."), std::string::npos);
    EXPECT_NE(page.find("Қолтаңба жарамды."), std::string::npos);
}

} // namespace
} // namespace tanba::text
