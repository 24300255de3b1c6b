#include "app/gui/widgets/verdict_header.h"
#include "tests/gui/check_world.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

namespace tanba::gui::test {
namespace {

using tanba::test::CertificateProfile;
using tanba::test::gostPerson;
using tanba::test::rsaPerson;

/// So many bytes more than before a hostile file may be held, at any moment.
constexpr std::size_t kMostGrowth = std::size_t{256} * 1024 * 1024;

/// The most that was ever held at once since forgetHighest().
std::size_t highestMemory() {
    std::ifstream status("/proc/self/status");
    const std::string field = "VmHWM:";
    for (std::string word; status >> word;)
        if (word == field) {
            std::size_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * 1024;
        }
    return 0;
}
void forgetHighest() {
    std::ofstream("/proc/self/clear_refs") << 5; // proc(5): "reset the peak resident set size"
}

/// Opened through the page: a sentence, no failure of the program, and no growth.
void expectSentence(World& world, const std::filesystem::path& file, std::string_view what) {
    forgetHighest();
    [[maybe_unused]] const std::size_t before = highestMemory();
    openFiles(world, {file});
    ASSERT_EQ(world.checks().entries().size(), 1U) << what;
    const CheckState state = world.checks().entries().front().state;
    EXPECT_TRUE(state == CheckState::Failed || state == CheckState::NotSigned || state == CheckState::Checked)
        << what;
    EXPECT_GT(world.visibleText().size(), 100) << what;
#ifndef TANBA_SANITIZED // which take memory of their own
    EXPECT_LT(highestMemory(), before + kMostGrowth) << what;
#endif
    EXPECT_LE(world.window().currentPage().widget()->width(),
              world.window().currentPage().viewport()->width())
        << what << ": wider than the window";
}

/// What a worker process may have (app/worker/lockdown.cpp): hostile XML is read in this process, and costs
/// less.
[[maybe_unused]] constexpr std::size_t kBoundOfAWorker = std::size_t{1024} * 1024 * 1024;

Bytes withSigners(std::size_t count) {
    tanba::test::FileRecipe recipe;
    recipe.content = toBytes(kContract);
    recipe.digestAlgorithms = {tanba::test::algorithm("2.16.840.1.101.3.4.2.1")};
    recipe.certificates = {tanba::test::certificateOf(rsaPerson())};
    recipe.signers.assign(count, tanba::test::signerInfo({&rsaPerson()}, viewOf(kContract)));
    return tanba::test::signedData(recipe);
}

std::string nestedElements(std::size_t depth) {
    std::string xml = "<?xml version=\"1.0\"?>";
    for (std::size_t level = 0; level < depth; ++level)
        xml += "<a>";
    return xml;
}

const std::string kBillionLaughs =
    "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
    "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">]>"
    "<l xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">&f;<ds:Signature/></l>";

TEST(CheckHostile, SentencesForFilesThatNobodyShouldMake) {
    World world;
    trustAuthority(world);
    const Bytes good = tanba::test::signWith(gostPerson(), viewOf(kContract), sign::CmsContent::Attached);
    Bytes nested = good;
    for (int level = 0; level < 40; ++level)
        nested = tanba::test::signWith(rsaPerson(), nested, sign::CmsContent::Attached);
    const std::vector<std::pair<std::string, Bytes>> files = {
        {"ten thousand signers.cms", withSigners(10'000)},
        {"sixty-four signers.cms", withSigners(64)},
        {"bomb.xml", toBytes(kBillionLaughs)},
        {"deep.xml", toBytes(nestedElements(100'000))},
        {"nested.cms", nested},
        {"cut.cms", Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2))},
        {"empty.cms", {}},
        {"zeros.p7s", Bytes(1'000'000)},
    };
    for (const auto& [name, content] : files)
        expectSentence(world, put(world, name, content), name);
    EXPECT_TRUE(world.checks().entries().front().state != CheckState::Checked);
}

std::string repeated(std::string_view part, std::size_t count) {
    std::string all;
    all.reserve(part.size() * count);
    for (std::size_t number = 0; number < count; ++number)
        all += part;
    return all;
}

TEST(CheckHostile, TheDearestXmlThatTheLimitsLetThroughCostsLessThanAWorkerMay) {
    constexpr std::size_t kParts = 1'999'900;
    // In this encoding a letter takes one octet, and in memory two.
    const std::string instruction = "<?a " + std::string(25, '\xFF') + "?>";
    // The mark of a signature, without which it is no matter of this page.
    const std::string root = R"(<a xmlns:ds="http://www.w3.org/2000/09/xmldsig#">)";
    const std::vector<std::pair<std::string, std::string>> documents = {
        {"elements.xml", root + repeated("<b/>", kParts) + "</a>"},
        {"instructions.xml",
         "<?xml version='1.0' encoding='windows-1251'?>" + root + repeated(instruction, kParts) + "</a>"},
    };
    for (const auto& [name, content] : documents) {
        World world;
        const auto file = put(world, name, viewOf(content));
        forgetHighest();
        [[maybe_unused]] const std::size_t before = highestMemory();
        openFiles(world, {file});
        EXPECT_TRUE(says(world, Phrase::CheckNoneTitle)) << world.visibleText().toStdString();
#ifndef TANBA_SANITIZED // which take memory of their own
        EXPECT_LT(highestMemory(), before + kBoundOfAWorker) << name;
        std::cout << name << ": " << (highestMemory() - before) / 1024 / 1024 << " MiB at the highest\n";
#endif
    }
}

TEST(CheckHostile, NamesCannotTurnTheSentenceAround) {
    World world;
    trustAuthority(world);
    CertificateProfile profile = CertificateProfile::person();
    profile.commonName = "ТЕСТОВ \u202Eжарамды\u202C ТЕСТ";
    profile.organisation = std::string(60, 'W');
    const auto file = putAttached(world, "bill\u202Efdp.cms", signerWith(profile));
    expectSentence(world, file, "bidirectional controls");
    EXPECT_EQ(world.checks().entries().front().state, CheckState::Checked);
    EXPECT_FALSE(world.visibleText().contains(QChar(0x202E)));
    EXPECT_FALSE(world.visibleText().contains(QChar(0x202C)));
    world.window().resize(720, 520);
    std::string longName(240, 'W');
    longName += ".cms";
    expectSentence(world, put(world, longName, viewOf("x")), "a very long name");
}

TEST(CheckHostile, ALoginChallengeIsNoDocument) {
    World world;
    trustAuthority(world);
    const Bytes challenge =
        toBytes("<login><timeTicket>1750420800000</timeTicket><sessionid>x</sessionid></login>");
    const auto file =
        put(world, "paper.cms",
            tanba::test::signWith(rsaPerson(), challenge, sign::CmsContent::Attached, "https://idp.egov.kz"));
    expectSentence(world, file, "login challenge");
    EXPECT_TRUE(says(world, Phrase::CheckLoginTitle));
}

TEST(CheckHostile, WhatIsNoSignedFileIsToldSo) {
    World world;
    const auto other = [&world](const std::string& name, ByteView content, Phrase title, Phrase text) {
        world.window().checkArea().open({put(world, name, content)});
        world.until([&world] { return !world.checks().working(); });
        world.window().go(Place::Check);
        world.settle();
        EXPECT_TRUE(says(world, title)) << name;
        EXPECT_TRUE(says(world, text)) << name;
    };
    other("paper.pdf", viewOf("%PDF-1.7\n1 0 obj"), Phrase::CheckPdfTitle, Phrase::CheckPdfText);
    other("letter.txt", viewOf("Dear Sir or Madam"), Phrase::CheckNoneTitle, Phrase::CheckNoneText);
    other("plain.xml", viewOf("<contract/>"), Phrase::CheckNoneTitle, Phrase::CheckNoneText);
    other("person.cer", gostPerson().certificate.der(), Phrase::CheckCertificateTitle,
          Phrase::CheckCertificateText);
}

TEST(CheckHostile, AKeyFileGoesToTheKeys) {
    World world;
    const auto key = world.putKey("key.p12", "Right-One1");
    world.window().go(Place::Check);
    drop(world, {key});
    EXPECT_TRUE(says(world, Phrase::KeyUnlock)) << world.visibleText().toStdString();
    EXPECT_TRUE(world.checks().entries().empty());
}

} // namespace
} // namespace tanba::gui::test
