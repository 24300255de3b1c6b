#include "core/guidance/fines.h"

#include "core/guidance/data_table.h"

#include "generated/aek_json.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace tanba::guidance {

namespace {

constexpr std::array<Word<Offence>, 2> kOffences{
    {{"use_of_another_persons_key", Offence::UseOfAnotherPersonsKey},
     {"handing_over_own_key", Offence::HandingOverOwnKey}}};
/// In the order in which they are shown.
constexpr std::array<Word<OffenderCategory>, 5> kCategories{
    {{"natural_person", OffenderCategory::NaturalPerson},
     {"official_small_business_nonprofit", OffenderCategory::OfficialSmallBusinessOrNonProfit},
     {"medium_business", OffenderCategory::MediumBusiness},
     {"large_business", OffenderCategory::LargeBusiness},
     {"legal_entity", OffenderCategory::LegalEntity}}};

constexpr std::int64_t kLargestNumber = 1'000'000;

std::int64_t positive(const Json& value) {
    const auto number = value.get<std::int64_t>();
    requireTable(value.is_number_integer() && number > 0 && number <= kLargestNumber,
                 "not a positive number");
    return number;
}

IndexRow readIndexRow(const Json& row) {
    requireOnly(row, {"from", "value", "confirmed", "source"});
    return {dateOf(row, "from"), positive(row.at("value")), row.at("confirmed").get<bool>(),
            textOf(row, "source")};
}

/// "2025-03-13", or "2016" when only the year is known.
void readSince(const Json& row, OffenceRow& offence) {
    constexpr std::size_t kYearLength = 4;
    Json full = row;
    if (textOf(row, "from").size() == kYearLength) {
        offence.since = SinceKnowledge::Year;
        full["from"] = textOf(row, "from") + "-01-01";
    }
    offence.from = dateOf(full, "from");
}

OffenceRow readOffence(const Json& row) {
    requireOnly(row, {"id", "article", "part", "from", "units", "source"});
    OffenceRow offence;
    offence.offence = meaningOf(kOffences, textOf(row, "id"));
    offence.article = static_cast<int>(positive(row.at("article")));
    offence.part = static_cast<int>(positive(row.at("part")));
    readSince(row, offence);
    offence.source = textOf(row, "source");
    for (const auto& item : row.at("units").items())
        offence.fines.push_back({meaningOf(kCategories, item.key()), positive(item.value())});
    requireTable(!offence.fines.empty(), "an offence without fines");
    std::ranges::sort(offence.fines, {}, &FineUnits::category);
    return offence;
}

const IndexRow* indexOn(const FineTable& table, Date day) {
    const IndexRow* found = nullptr;
    for (const IndexRow& row : table.index) {
        if (row.from.year() == day.year() && row.from <= day)
            found = &row;
    }
    return found;
}

} // namespace

Result<FineTable> readFineTable(std::string_view json) {
    return readTable("aek.json", json, [](const Json& document) {
        requireOnly(document, {"about", "mci", "offences"});
        FineTable table;
        for (const Json& row : document.at("mci"))
            table.index.push_back(readIndexRow(row));
        for (const Json& row : document.at("offences"))
            table.offences.push_back(readOffence(row));
        const auto laterFirst = [](const IndexRow& left, const IndexRow& right) {
            return left.from >= right.from;
        };
        requireTable(std::ranges::adjacent_find(table.index, laterFirst) == table.index.end(),
                     "rows must be in order and none twice");
        for (const auto& word : kOffences) {
            requireTable(std::ranges::count(table.offences, word.meaning, &OffenceRow::offence) == 1,
                         "each offence once: " + std::string(word.text));
        }
        return table;
    });
}

const FineTable& fineTable() {
    static const FineTable kTable = readFineTable(resources::aek_json()).value();
    return kTable;
}

FineCard fineCard(const FineTable& table, Offence offence, Date day) {
    const auto row = std::ranges::find(table.offences, offence, &OffenceRow::offence);
    if (row == table.offences.end())
        std::abort(); // readFineTable() lets no such table through
    FineCard card;
    card.offence = offence;
    card.article = row->article;
    card.part = row->part;
    card.from = row->from;
    card.since = row->since;
    card.year = static_cast<int>(day.year());
    const IndexRow* index = indexOn(table, day);
    if (index != nullptr) {
        card.knowledge = index->confirmed ? IndexKnowledge::Confirmed : IndexKnowledge::Unconfirmed;
        card.index = index->tenge;
    }
    if (day < row->from)
        return card;
    for (const FineUnits& fine : row->fines) {
        card.fines.push_back(
            {fine.category, fine.units, card.index ? std::optional(fine.units * *card.index) : std::nullopt});
    }
    return card;
}

} // namespace tanba::guidance
