#include "cardreader/survey/card_survey.h"

#include "app/cli/card_readers.h"
#include "app/cli/commands.h"
#include "app/cli/token_sources.h"
#include "cardreader/tokens/file_certificate_memory.h"
#include "core/base/safe_write.h"

namespace tanba::cli {

namespace {

using text::Ui;

std::string namesOf(const CardSlots& slots) {
    std::string names;
    for (const auto& slot : slots)
        names += (names.empty() ? "" : ", ") + slot->readerName();
    return names;
}

/// A session with the card in the named reader, or in the only reader that has one.
Result<std::unique_ptr<card::CardSession>> begin(CardSlots& slots, const std::string& reader,
                                                 const CancelToken& cancel) {
    std::unique_ptr<card::CardSession> only;
    for (const auto& slot : slots) {
        if (!reader.empty() && slot->readerName() != reader)
            continue;
        auto session = slot->begin(&cancel);
        const bool empty = !session.ok() && session.failure().code == FailureCode::CardAbsent;
        if (reader.empty() && empty)
            continue;
        if (!session.ok())
            return session.failure();
        if (only)
            return fail(FailureCode::TokenSeveral, reader, namesOf(slots));
        only = std::move(session).value();
    }
    if (only)
        return only;
    return reader.empty() ? fail(FailureCode::CardAbsent)
                          : fail(FailureCode::TokenNotFound, reader, namesOf(slots));
}

Result<std::string> survey(const CardSurveyArguments& arguments, const CancelToken& cancel) {
    TANBA_TRY(CardSlots slots, cardSlots());
    TANBA_TRY(const std::unique_ptr<card::CardSession> session, begin(slots, arguments.reader, cancel));
    return card::surveyCard(*session, {&cancel, nullptr});
}

/// Who surveys a card wants to know what is on it: the next listing searches it again.
void lookAgain(FileStore& files) {
    const std::filesystem::path folder = cardsFolder();
    if (!folder.empty())
        card::forgetFruitlessSearches(files, folder);
}

} // namespace

CommandEnd runCardSurvey(const CardSurveyArguments& arguments, const Services& services) {
    Console& console = services.console;
    lookAgain(services.files);
    const auto report = survey(arguments, services.cancel);
    if (!report.ok())
        return endWith(console, report.failure(), Phase::Reading);
    if (arguments.output.empty()) {
        console.result(report.value());
        return {Exit::Done, Json{{"survey", Json::parse(report.value(), nullptr, false)}}};
    }
    const Outcome written = writeFileSafely(
        services.files, arguments.output, arguments.force ? IfExists::Replace : IfExists::Refuse,
        [&report](ByteSink& out) { return out.write(viewOf(report.value())); });
    if (!written.ok())
        return endWith(console, written.failure(), Phase::Writing);
    console.result(console.word(Ui::SurveyWritten, {{"subject", arguments.output}}));
    return {Exit::Done, Json{{"output", arguments.output}}};
}

} // namespace tanba::cli
