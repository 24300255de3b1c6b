#include "app/cli/token_sources.h"

#include "app/cli/card_certificates.h"
#include "app/cli/card_readers.h"
#include "app/platform/data_folder.h"
#include "cardreader/pcsc/reset_card.h"
#include "cardreader/pkcs11/module_finder.h"
#include "cardreader/pkcs11/pkcs11_token.h"
#include "cardreader/simulated/simulated_card.h"
#include "cardreader/tokens/card_token.h"
#include "cardreader/tokens/file_certificate_memory.h"

#include <algorithm>
#include <optional>

namespace tanba::cli {

namespace {

namespace fs = std::filesystem;

/// For a user without a home folder.
class NoMemory : public card::CertificateMemory {
  public:
    std::vector<keys::Certificate> certificatesFor(const std::string&) const override { return {}; }
    Outcome remember(const std::string&, const keys::Certificate&) override {
        return fail(FailureCode::FileNotFound, "HOME");
    }
};

std::unique_ptr<card::CertificateMemory> memoryIn(FileStore& files, const fs::path& folder) {
    if (folder.empty())
        return std::make_unique<NoMemory>();
    return std::make_unique<card::FileCertificateMemory>(files, folder, platform::makePrivateFolder);
}

bool isNamed(const TokenAtHand& found, const std::string& name) {
    return found.token->label() == name || (!found.reader.empty() && found.reader == name) ||
           (!found.token->serial().empty() && found.token->serial() == name);
}

/// "label (serial), label (serial)".
std::string listed(const std::vector<TokenAtHand>& tokens) {
    std::string list;
    for (const TokenAtHand& found : tokens) {
        list += (list.empty() ? "" : ", ") + found.token->label();
        if (!found.token->serial().empty())
            list += " (" + found.token->serial() + ")";
    }
    return list;
}

std::vector<keys::Certificate> certificatesOf(keys::Token& token) {
    std::vector<keys::Certificate> certificates;
    for (const auto& key : token.keys())
        if (const auto certificate = key->certificate())
            certificates.push_back(*certificate);
    return certificates;
}

std::vector<KeyFileOnToken> keyFilesOn(const pkcs11::Pkcs11Token& token) {
    std::vector<KeyFileOnToken> files;
    for (const pkcs11::KeyFileObject& file : token.keyFiles())
        files.push_back({file.label, file.content.size()});
    return files;
}

/// A card that was opened without anybody's module is not shown a second time through one.
bool isShownAlready(keys::Token& token, const std::vector<TokenAtHand>& shown) {
    const std::vector<keys::Certificate> certificates = certificatesOf(token);
    return !certificates.empty() && std::ranges::any_of(shown, [&](const TokenAtHand& other) {
        const std::vector<keys::Certificate> known = certificatesOf(*other.token);
        return std::ranges::all_of(certificates, [&known](const keys::Certificate& certificate) {
            return std::ranges::find(known, certificate) != known.end();
        });
    });
}

} // namespace

fs::path cardsFolder() {
    const fs::path data = platform::dataFolder(text::processEnvironment);
    return data.empty() ? fs::path() : data / "cards";
}

struct TokenSources::Parts {
    const Services& services;
    CardSources which;
    std::unique_ptr<card::CertificateMemory> memory;
    CardSlots slots;
    std::optional<card::SimulatedCard> simulated;

    void addCards(AtHand& hand);
    void addModules(AtHand& hand) const;
    Outcome addSimulated(AtHand& hand);
};

void TokenSources::Parts::addCards(AtHand& hand) {
    auto found = cardSlots();
    if (!found.ok()) {
        hand.readers.push_back(noReaderState(found.failure().code));
        if (!isReaderState(found.failure().code))
            hand.problems.push_back(found.failure());
        return;
    }
    slots = std::move(found).value();
    const std::string_view language = text::languageName(services.console.language());
    for (const auto& slot : slots) {
        auto token = card::openCardToken(*slot, *memory, &services.cancel, language);
        if (token.ok()) {
            hand.readers.push_back(readerWithKnownCard(slot->readerName(), token.value()->label()));
            hand.tokens.push_back({std::move(token).value(), slot->readerName(), {}});
            continue;
        }
        hand.readers.push_back(readerNotOpened(*slot, token.failure(), language, services.cancel));
        if (token.failure().code != FailureCode::CardAbsent)
            hand.problems.push_back(token.failure());
    }
}

void TokenSources::Parts::addModules(AtHand& hand) const {
    const auto helper = pkcs11::helperBesideThisProgram();
    if (!helper.ok()) {
        hand.problems.push_back(helper.failure());
        return;
    }
    const std::vector<fs::path> configured(which.modules.begin(), which.modules.end());
    const pkcs11::ModuleSearch search =
        pkcs11::findModules(pkcs11::systemModuleSources(configured, text::processEnvironment("HOME")));
    hand.problems.insert(hand.problems.end(), search.refused.begin(), search.refused.end());
    pkcs11::ModuleOptions options;
    options.helper = helper.value();
    options.afterPin = [](const std::string& slot) {
        card::pcsc::resetCardIn(card::pcsc::systemApi(), card::pcsc::systemWaiter(), slot);
    };
    pkcs11::TokenList list = pkcs11::tokensOf(search.modules, options, &services.cancel);
    for (auto& token : list.tokens) {
        if (isShownAlready(*token, hand.tokens))
            continue;
        std::vector<KeyFileOnToken> keyFiles = keyFilesOn(*token);
        hand.tokens.push_back({std::move(token), {}, std::move(keyFiles)});
    }
    hand.problems.insert(hand.problems.end(), list.failures.begin(), list.failures.end());
}

Outcome TokenSources::Parts::addSimulated(AtHand& hand) {
    if (!simulated) {
        card::SimulatedCardSetup setup;
        setup.label = kDemoName;
        TANBA_TRY(simulated, card::SimulatedCard::make(services.clock, std::move(setup)));
        giveOrders(*simulated, which.orders);
    }
    TANBA_TRY(std::unique_ptr<keys::Token> token, simulated->open(&services.cancel));
    hand.tokens.push_back({std::move(token), {}, {}});
    return Done{};
}

TokenSources::TokenSources(const Services& services, CardSources which)
    : parts_(
          new Parts{services, std::move(which), memoryIn(services.files, cardsFolder()), {}, std::nullopt}) {}

TokenSources::~TokenSources() = default;

Result<AtHand> TokenSources::all() {
    AtHand hand;
    parts_->addCards(hand);
    parts_->addModules(hand);
    if (parts_->which.demonstration == Demonstration::Include) {
        TANBA_CHECK(parts_->addSimulated(hand));
    }
    if (parts_->services.cancel.cancelled())
        return fail(FailureCode::Cancelled);
    return hand;
}

Result<TokenAtHand> TokenSources::find(const std::string& name) {
    if (name == kDemoName) {
        AtHand hand;
        TANBA_CHECK(parts_->addSimulated(hand));
        return std::move(hand.tokens.front());
    }
    TANBA_TRY(AtHand hand, all());
    std::vector<TokenAtHand> fitting;
    std::vector<TokenAtHand> others;
    for (TokenAtHand& found : hand.tokens)
        (name.empty() || isNamed(found, name) ? fitting : others).push_back(std::move(found));
    if (fitting.size() > 1)
        return fail(FailureCode::TokenSeveral, name, listed(fitting));
    if (fitting.size() == 1)
        return std::move(fitting.front());
    // What keeps the named reader, or the only thing there is, from being used says more than "not found".
    const auto reason = std::ranges::find(hand.problems, name, &Failure::subject);
    if (reason != hand.problems.end())
        return *reason;
    if (name.empty() && hand.problems.size() == 1)
        return hand.problems.front();
    return fail(FailureCode::TokenNotFound, name, listed(others));
}

Result<keys::Certificate> TokenSources::adopt(keys::Token& token, const std::string& file) {
    Inputs inputs(parts_->services.files);
    TANBA_TRY(const std::vector<keys::Certificate> candidates,
              certificatesInFile(file, inputs, {&parts_->services.cancel, nullptr}));
    for (const keys::Certificate& candidate : candidates) {
        auto adopted = card::adoptCertificate(token, candidate.der());
        if (adopted.ok() || adopted.failure().code != FailureCode::CardCertificateOfOther)
            return adopted;
    }
    return fail(FailureCode::CardCertificateOfOther, file);
}

} // namespace tanba::cli
