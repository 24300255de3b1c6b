#include "app/gui/cards/card_shelf.h"

#include <algorithm>

// Tokens behind modules, and the demonstration card; card_shelf.cpp is about what lies in readers.
namespace tanba::gui {

namespace {

struct ReadModules {
    ModuleLook look;
    std::vector<CardEntry> entries;
};

} // namespace

void CardShelf::addModule(const std::filesystem::path& file) {
    std::vector<std::filesystem::path> files = configuredModules();
    if (std::ranges::find(files, file) == files.end()) {
        files.push_back(file);
        sources_->keepConfigured(files);
    }
    lookAtModules();
}

void CardShelf::removeModule(const std::filesystem::path& file) {
    std::vector<std::filesystem::path> files = configuredModules();
    std::erase(files, file);
    sources_->keepConfigured(files);
    lookAtModules();
}

void CardShelf::lookAtModules() {
    modulesWanted_ = modulesRunning_;
    if (modulesRunning_)
        return;
    modulesRunning_ = true;
    emit modulesChanged();
    tasks_.run<ReadModules>(
        this,
        [sources = sources_, configured = configuredModules()](const WorkControl& control) {
            ReadModules read{lookThroughModules(*sources, configured, control.cancel), {}};
            for (const auto& token : read.look.tokens)
                read.entries.push_back(token->describe());
            return read;
        },
        [this](ReadModules read) { takeModules(std::move(read.look), std::move(read.entries)); });
}

void CardShelf::takeModules(ModuleLook look, std::vector<CardEntry> entries) {
    modulesRunning_ = false;
    modules_ = std::move(look);
    // One change for all: whoever looks in between would take a token that stays for one that was pulled.
    std::erase_if(live_, [](const Live& card) { return card.entry.way == CardWay::Module; });
    bool remembered = false;
    for (std::size_t index = 0; index < entries.size(); ++index) {
        CardEntry& entry = entries[index];
        if (live(entry.id) != nullptr)
            continue;
        entry.memory = isRemembered(entry.id) ? Memory::Remembered : Memory::Session;
        remembered = updateRemembered(entry) || remembered;
        live_.push_back({modules_.tokens[index], std::move(entry)});
    }
    if (remembered)
        keep();
    else
        emit cardsChanged();
    emit modulesChanged();
    if (modulesWanted_)
        lookAtModules();
}

void CardShelf::setDemonstration(Demonstration demonstration) {
    if (demonstration == demonstration_)
        return;
    demonstration_ = demonstration;
    if (demonstration == Demonstration::Hidden) {
        std::erase_if(live_, [](const Live& card) { return card.entry.way == CardWay::Program; });
        emit cardsChanged();
        return;
    }
    tasks_.run<ReadCard>(
        this,
        [sources = sources_](const WorkControl& control) {
            auto simulated = sources->simulated();
            if (!simulated.ok())
                return ReadCard{simulated.failure(), std::nullopt};
            return described(OpenCard::demonstration(std::move(simulated).value(), control.cancel));
        },
        [this](const ReadCard& read) { showDemonstration(read.card, read.entry); });
}

void CardShelf::showDemonstration(const Result<std::shared_ptr<OpenCard>>& card,
                                  std::optional<CardEntry> entry) {
    if (demonstration_ == Demonstration::Hidden)
        return;
    if (card.ok())
        add(card.value(), std::move(*entry));
    else
        demonstration_ = Demonstration::Hidden;
    emit cardsChanged();
}

} // namespace tanba::gui
