#include "app/text/text_table.h"

#include <gtest/gtest.h>

namespace tanba::text {
namespace {

constexpr std::string_view kSmall =
    R"({"file.not_found": {"kk": {"what": "Жоқ[: «{subject}»].", "next": "Тексеріңіз."},
                           "ru": {"what": "Нет[: «{subject}»].", "next": "Проверьте."},
                           "en": {"what": "None[: {subject}].", "next": "Check."}},
        "usage": {"kk": {"what": "Дұрыс емес."}, "ru": {"what": "Неверно."}, "en": {"what": "Wrong."}},
        "usage.missing": {"kk": {"what": "Жетіспейді: {subject}."}, "ru": {"what": "Нет: {subject}."},
                          "en": {"what": "Missing: {subject}."}}})";

TEST(FillText, PutsValuesInTheirPlaces) {
    EXPECT_EQ(fillText("{name} → {output}.", {{"name", "a.txt"}, {"output", "a.cms"}}), "a.txt → a.cms.");
}

TEST(FillText, OptionalPartDisappearsWithoutItsValue) {
    EXPECT_EQ(fillText("Жоқ[: «{subject}»].", {{"subject", ""}}), "Жоқ.");
    EXPECT_EQ(fillText("Жоқ[: «{subject}»].", {}), "Жоқ.");
    EXPECT_EQ(fillText("Жоқ[: «{subject}»].", {{"subject", "x"}}), "Жоқ: «x».");
    EXPECT_EQ(fillText("[{a}; ]{b}[; {c}]", {{"a", "1"}, {"b", "2"}}), "1; 2");
}

TEST(FillText, AValueIsNeverReadAsAText) {
    EXPECT_EQ(fillText("<{subject}>", {{"subject", "{detail}[x]"}, {"detail", "secret"}}), "<{detail}[x]>");
}

TEST(FillText, AValueCannotRewriteTheTerminal) {
    const std::string filled = fillText("«{subject}»", {{"subject", "a\x1b[2J\r\nb\xe2\x80\xae"
                                                                    "c"}});
    EXPECT_EQ(filled, "«a\xef\xbf\xbd[2J\xef\xbf\xbd\xef\xbf\xbd"
                      "b\xef\xbf\xbd"
                      "c»");
}

TEST(FillText, BrokenTextsDoNotCrash) {
    EXPECT_EQ(fillText("a {", {}), "a ");
    EXPECT_EQ(fillText("a [b", {}), "a ");
    EXPECT_EQ(fillText("", {}), "");
}

TEST(TextTable, GivesTheSentenceOfAFailure) {
    const auto table = TextTable::load(kSmall);
    ASSERT_TRUE(table.ok());
    const Sentence sentence =
        table.value().sentence(fail(FailureCode::FileNotFound, "құжат.pdf"), Language::Kk);
    EXPECT_EQ(sentence.what, "Жоқ: «құжат.pdf».");
    EXPECT_EQ(sentence.next, "Тексеріңіз.");
}

TEST(TextTable, ACodeMayHaveAnEscape) {
    const auto table = TextTable::load(
        R"({"b": {"kk": {"what": "b"}, "ru": {"what": "b"}, "en": {"what": "b"}},
            "a\nb": {"kk": {"what": "1\n2"}, "ru": {"what": "1"}, "en": {"what": "1", "next": "\"n\"", "cli": "c"}}})");
    ASSERT_TRUE(table.ok());
    EXPECT_EQ(table.value().stored("a\nb", Language::Kk).what, "1\n2");
    EXPECT_EQ(table.value().stored("a\nb", Language::En).nextOnCommandLine(), "\"n\" c");
    EXPECT_EQ(table.value().stored("b", Language::En).nextOnCommandLine(), "");
    EXPECT_EQ(table.value().codes(), (std::vector<std::string>{"a\nb", "b"}));
}

TEST(TextTable, EachSystemIsToldItsOwnWayAfterThePlainWords) {
    constexpr std::string_view text =
        R"({"off": {"kk": {"what": "x", "next": "Қосыңыз.", "linux": "l", "windows": "w"},
                    "ru": {"what": "x", "linux": "l", "windows": "w"}, "en": {"what": "x", "next": "Start."}}})";
    const auto next = [text](System system, Language language) {
        const auto table = TextTable::load(text, system);
        return table.ok() ? table.value().stored("off", language).next : "no table";
    };
    EXPECT_EQ(next(System::Linux, Language::Kk), "Қосыңыз. l");
    EXPECT_EQ(next(System::Windows, Language::Kk), "Қосыңыз. w");
    EXPECT_EQ(next(System::Windows, Language::Ru), "w");
    EXPECT_EQ(next(System::Linux, Language::En), "Start.");
}

TEST(TextTable, ACodeStandsOnce) {
    EXPECT_FALSE(TextTable::load(R"({"a": {"kk": {"what": "x"}, "ru": {"what": "x"}, "en": {"what": "x"}},
                                     "b": {"kk": {"what": "x"}, "ru": {"what": "x"}, "en": {"what": "x"}},
                                     "a": {"kk": {"what": "y"}, "ru": {"what": "y"}, "en": {"what": "y"}}})")
                     .ok());
}

TEST(TextTable, UsageIsToldByItsOwnRow) {
    const auto table = TextTable::load(kSmall);
    ASSERT_TRUE(table.ok());
    const auto what = [&table](const char* detail) {
        return table.value().sentence(fail(FailureCode::Usage, "--key", detail), Language::En).what;
    };
    EXPECT_EQ(what("missing"), "Missing: --key.");
    EXPECT_EQ(what("no such row"), "Wrong.");
}

TEST(TextTable, AMomentIsToldInWords) {
    setenv("TZ", "UTC", 1);
    tzset();
    const Sentence told =
        TextTable::builtIn().reason({sign::ReasonCode::RevokedLater, "2026-06-02T11:39:09Z"}, Language::Kk);
    EXPECT_NE(told.what.find("2 маусым 2026, 11:39 (UTC)"), std::string::npos) << told.what;
}

TEST(TextTable, WordsOfCoreAreToldInTheLanguageAndCodesNotAtAll) {
    const auto told = [](const char* detail) {
        return TextTable::builtIn().reason({sign::ReasonCode::RevokedLater, detail}, Language::Ru).what;
    };
    EXPECT_NE(
        told("2026-06-02T11:39:09Z keyCompromise").find("2 июня 2026, 11:39 (UTC), ключ скомпрометирован"),
        std::string::npos);
    EXPECT_NE(told("CN=Имя").find("CN=Имя"), std::string::npos);
    EXPECT_EQ(told("signature.wrong"), told(""));
}

TEST(TextTable, RefusesWhatIsNoTable) {
    EXPECT_FALSE(TextTable::load("").ok());
    EXPECT_FALSE(TextTable::load("[1]").ok());
    EXPECT_FALSE(TextTable::load(R"({"a": 1})").ok());
    EXPECT_FALSE(TextTable::load(R"({"a": {"kk": {"what": "x"}, "ru": {"what": "x"}}})").ok());
    EXPECT_FALSE(TextTable::load(R"({"a": {"kk": "x", "ru": "x", "en": "x"}})").ok());
}

} // namespace
} // namespace tanba::text
