#include "cardreader/drivers/driver_table.h"

#include "core/base/encoding.h"
#include "tests/unit/cardreader/drivers/driver_test_support.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace tanba::card {
namespace {

using test::outcome;

std::string driverNameFor(std::string_view atr) {
    const CardDriver* const driver = driverByAtr(fromHex(atr).value());
    return driver == nullptr ? "" : std::string(driver->name());
}

TEST(DriverTable, PublishedAnswersToReset) {
    for (const char* atr : {"3B391900534F4D414453333031", "3B391900534F4D414453333033",
                            "3B3E9500534F4D412D633030372D44533161", "3B3E9500534F4D412D633030372D44533162",
                            "3B771800004B4153414B4944", "3BFA1800FF8031FE450031807394410000900090"}) {
        EXPECT_EQ(driverNameFor(atr), "kz-id-card") << atr;
        EXPECT_FALSE(cardNameByAtr(fromHex(atr).value(), "kk").empty());
    }
}

TEST(DriverTable, ContactlessAnswerSaysNothing) {
    // Its bytes are a made-up number and what every travel document says.
    EXPECT_EQ(driverNameFor("3B8C800150F56FF82BE1F35E113381C73C"), "");
    EXPECT_EQ(cardNameByAtr(fromHex("3B8C800150F56FF82BE1F35E113381C73C").value()), "");
}

TEST(DriverTable, NamedWithoutADriver) {
    const Bytes kaztoken = fromHex("3B88014B415A544F4B454E82").value();
    EXPECT_EQ(driverByAtr(kaztoken), nullptr);
    EXPECT_EQ(cardNameByAtr(kaztoken), "KAZTOKEN");
}

TEST(DriverTable, TextOutsideTheHistoricalBytesDoesNotCount) {
    // "SOMA" as interface bytes of a malformed answer, and cut off.
    EXPECT_EQ(driverNameFor("3B04534F4D"), "");
    EXPECT_EQ(driverNameFor("534F4D41534F4D41"), "");
    EXPECT_EQ(driverNameFor(""), "");
}

// The table that is shipped recognises every card by its historical bytes or its application; whoever adds a
// card that has neither writes its whole answer to reset. Here with the published ones of identity cards.
TEST(DriverTable, AWholeAnswerToResetUnderAMask) {
    const std::vector<CardRow> table = cardRowsOf(R"({"cards": [
        {"driver": "kz-id-card", "atr": "3B 39 19 00 53 4F 4D 41 44 53 33 30 31",
         "mask": "FF FF FF FF FF FF FF FF FF FF FF FF FD", "en": "SOMADS301 and SOMADS303"},
        {"driver": "", "atr": "3B 77 18 00 00 4B 41 53 41 4B 49 44", "en": "KASAKID, every bit of it"}]})");
    ASSERT_EQ(table.size(), 2u);
    const auto nameFor = [&](std::string_view atr) {
        const CardRow* const row = rowByAtr(table, fromHex(atr).value());
        return row == nullptr ? std::string() : row->nameEn;
    };
    EXPECT_EQ(nameFor("3B391900534F4D414453333031"), "SOMADS301 and SOMADS303");
    EXPECT_EQ(nameFor("3B391900534F4D414453333033"), "SOMADS301 and SOMADS303");
    EXPECT_EQ(rowByAtr(table, fromHex("3B391900534F4D414453333033").value())->driver->name(), "kz-id-card");
    EXPECT_EQ(nameFor("3B391900534F4D414453333032"), "");
    EXPECT_EQ(nameFor("3B391900534F4D41445333303100"), "");
    EXPECT_EQ(nameFor("3B391900534F4D4144533330"), "");
    EXPECT_EQ(nameFor("3B771800004B4153414B4944"), "KASAKID, every bit of it");
    EXPECT_EQ(nameFor("3B771800004B4153414B4945"), "");
    EXPECT_EQ(nameFor(""), "");
    EXPECT_TRUE(cardRowsOf("not a table").empty());
}

TEST(DriverTable, EveryRowIsWhole) {
    std::ifstream file(std::string(TANBA_SOURCE_DIR) + "/resources/cards.json");
    const auto rows = nlohmann::json::parse(file).at("cards");
    ASSERT_EQ(cardTable().size(), rows.size());
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const CardRow& row = cardTable()[index];
        const auto& json = rows[index];
        const int ways = int{!row.historical.empty()} + int{!row.atr.empty()} + int{!row.application.empty()};
        EXPECT_EQ(ways, 1) << json;
        EXPECT_EQ(row.driver == nullptr, json.at("driver") == "") << json;
        for (const char* language : {"kk", "ru", "en"})
            EXPECT_FALSE(row.name(language).empty()) << json;
        EXPECT_FALSE(json.at("source").get<std::string>().empty());
        if (row.driver != nullptr) {
            EXPECT_EQ(json.at("kind"), row.driver->kind() == keys::TokenKind::IdCard ? "id-card" : "token");
        }
    }
}

TEST(DriverTable, AsksTheCard) {
    test::KzIdModel idCard;
    test::PivModel piv;
    test::Pkcs15Model pkcs15;
    test::Pkcs15Model listed(test::Pkcs15Application::ByListOnly);
    const std::vector<std::pair<test::CardModel*, std::string>> cards{
        {&idCard, "kz-id-card"}, {&piv, "piv"}, {&pkcs15, "pkcs15"}, {&listed, "pkcs15"}};
    for (const auto& [model, name] : cards) {
        test::ModelSession session(*model);
        const auto driver = driverFor(session);
        ASSERT_TRUE(driver.ok()) << name;
        EXPECT_EQ(driver.value()->name(), name);
        EXPECT_EQ(model->pinsTried + model->emptyVerifies, 0u);
    }
}

TEST(DriverTable, LooksIsNotEnough) {
    // A PIV card with the answer to reset of an identity card.
    test::PivModel piv;
    Bytes atr{0x3B, 0x34, 0x00};
    append(atr, viewOf("SOMA"));
    test::ModelSession session([&](ByteView command) { return piv.answer(command); }, atr);
    EXPECT_EQ(driverFor(session).value()->name(), "piv");
}

TEST(DriverTable, UnknownCard) {
    for (const Bytes& status : {Bytes{0x6A, 0x82}, Bytes{0x6D, 0x00}, Bytes{0x6E, 0x00}}) {
        test::ModelSession session([&](ByteView) { return status; }, {0x3B, 0x00});
        EXPECT_EQ(outcome(driverFor(session)), "card.unknown");
        EXPECT_LE(session.transmitted, 5u);
    }
}

} // namespace
} // namespace tanba::card
