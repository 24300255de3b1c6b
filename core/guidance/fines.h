#pragma once

#include "core/guidance/calendar_date.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::guidance {

/// Two offences, which the press often mixes up (administrative code, article 640).
enum class Offence {
    UseOfAnotherPersonsKey, ///< part 6, since 13 March 2025
    HandingOverOwnKey,      ///< part 5
};

enum class OffenderCategory {
    NaturalPerson,
    OfficialSmallBusinessOrNonProfit,
    MediumBusiness,
    LargeBusiness,
    LegalEntity,
};

/// How exactly the beginning of an offence is known.
enum class SinceKnowledge { Day, Year };

/// How sure the index of a year is.
enum class IndexKnowledge {
    Confirmed,
    Unconfirmed, ///< no primary source
    NotInTable,  ///< "not known to this version": only the units may be shown
};

struct IndexRow {
    Date from;
    std::int64_t tenge = 0;
    bool confirmed = false;
    std::string source;
};

struct FineUnits {
    OffenderCategory category = OffenderCategory::NaturalPerson;
    std::int64_t units = 0; ///< monthly calculation indices (АЕК, МРП)
};

struct OffenceRow {
    Offence offence = Offence::UseOfAnotherPersonsKey;
    int article = 0;
    int part = 0;
    Date from; ///< 1 January when only the year is known
    SinceKnowledge since = SinceKnowledge::Day;
    std::vector<FineUnits> fines;
    std::string source;
};

struct FineTable {
    std::vector<IndexRow> index;
    std::vector<OffenceRow> offences;
};

/// resources/aek.json or a text like it.
Result<FineTable> readFineTable(std::string_view json);
/// The table that is part of the program.
const FineTable& fineTable();

struct Fine {
    OffenderCategory category = OffenderCategory::NaturalPerson;
    std::int64_t units = 0;
    std::optional<std::int64_t> tenge;
};

/// What an offence costs by the index of one day.
struct FineCard {
    Offence offence = Offence::UseOfAnotherPersonsKey;
    int article = 0;
    int part = 0;
    Date from; ///< the offence exists since; 1 January when only the year is known
    SinceKnowledge since = SinceKnowledge::Day;
    IndexKnowledge knowledge = IndexKnowledge::NotInTable;
    std::optional<std::int64_t> index; ///< tenge for one unit
    int year = 0;                      ///< of the index that is asked for
    std::vector<Fine> fines;           ///< empty when the offence did not exist on that day
};

/// @param day of the offence: the index of that day counts, and a row of the table holds in its year only.
FineCard fineCard(const FineTable& table, Offence offence, Date day);

} // namespace tanba::guidance
