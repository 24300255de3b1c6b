#include "app/cli/commands.h"
#include "app/cli/token_view.h"

namespace tanba::cli {

namespace {

using text::Ui;

Json readerJson(const ReaderAtHand& reader) {
    return {{"name", reader.name}, {"state", reader.stateName}, {"card", reader.card}};
}

void tellReader(const ReaderAtHand& reader, Console& console) {
    const text::Sentence state =
        console.table().sentence(reader.state, console.language(), {{"card", reader.card}});
    console.result(console.word(Ui::ReaderLine, {{"reader", reader.name}, {"state", state.what}}));
    console.result("  " + state.nextOnCommandLine());
}

void tellToken(const TokenAtHand& found, Console& console) {
    const text::TokenWords words(console.table(), console.language());
    console.result(console.word(Ui::TokenLine, {{"name", words.name(*found.token)},
                                                {"kind", words.kind(found.token->kind())},
                                                {"serial", found.token->serial()}}));
    if (found.token->proof() == keys::TokenProof::EmulatorOnly)
        console.result("  " + console.word(Ui::TokenProofEmulatorOnly));
}

} // namespace

CommandEnd runCardList(const CardListArguments& arguments, const Services& services) {
    Console& console = services.console;
    TokenSources sources(services, arguments.sources);
    const auto hand = sources.all();
    if (!hand.ok())
        return endWith(console, hand.failure(), Phase::Reading);
    CommandEnd end;
    for (const char* member : {"readers", "tokens", "problems"})
        end.json[member] = Json::array();
    for (const ReaderAtHand& reader : hand.value().readers) {
        tellReader(reader, console);
        end.json["readers"].push_back(readerJson(reader));
    }
    for (const TokenAtHand& found : hand.value().tokens) {
        tellToken(found, console);
        end.json["tokens"].push_back(tokenJson(found));
    }
    for (const Failure& problem : hand.value().problems) {
        console.problem(problem);
        end.json["problems"].push_back(console.errorJson(problem));
    }
    if (hand.value().tokens.empty())
        console.result(console.word(Ui::NoTokens));
    return end;
}

} // namespace tanba::cli
