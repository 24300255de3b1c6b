#include "app/gui/cards/card_work.h"

#include "cardreader/pcsc/reset_card.h"
#include "cardreader/pkcs11/pkcs11_token.h"
#include "cardreader/survey/card_survey.h"
#include "cardreader/tokens/card_token.h"
#include "cardreader/tokens/file_certificate_memory.h"
#include "core/sign/carried_certificates.h"

namespace tanba::gui {

namespace {

Failure named(Failure failure, const std::filesystem::path& file) {
    if (failure.subject.empty())
        failure.subject = file.filename().string();
    return failure;
}

std::filesystem::path realOf(const std::filesystem::path& file,
                             const std::vector<pkcs11::FoundModule>& modules) {
    for (const pkcs11::FoundModule& module : modules) {
        std::error_code unknown;
        if (std::filesystem::equivalent(module.path, file, unknown))
            return module.path;
    }
    return {};
}

std::vector<CardKeyFile> keyFilesOf(const std::vector<pkcs11::KeyFileObject>& objects) {
    std::vector<CardKeyFile> files;
    for (const pkcs11::KeyFileObject& object : objects)
        files.push_back({object.label, std::make_shared<const Bytes>(object.content)});
    return files;
}

std::shared_ptr<OpenCard> tokenOf(std::unique_ptr<pkcs11::Pkcs11Token> token) {
    CardEntry what;
    what.place = token->moduleName();
    what.keyFiles = keyFilesOf(token->keyFiles());
    KeyFileSearch search = [&token = *token](keys::PinSource& pins,
                                             const CancelToken* cancel) -> Result<std::vector<CardKeyFile>> {
        TANBA_TRY(const std::vector<pkcs11::KeyFileObject> objects, token.keyFilesAfterLogin(pins, cancel));
        return keyFilesOf(objects);
    };
    return OpenCard::ofModule(std::move(token), std::move(what), std::move(search));
}

} // namespace

ReadCard described(Result<std::shared_ptr<OpenCard>> card) {
    ReadCard read{std::move(card), std::nullopt};
    if (read.card.ok())
        read.entry = read.card.value()->describe();
    return read;
}

ModuleLook lookThroughModules(const CardSources& sources,
                              const std::vector<std::filesystem::path>& configured,
                              const CancelToken* cancel) {
    pkcs11::ModuleSearch search = pkcs11::findModules(sources.modules(configured));
    ModuleLook look;
    look.modules = std::move(search.modules);
    for (const std::filesystem::path& file : configured)
        look.named.push_back({file, realOf(file, look.modules)});
    look.problems = std::move(search.refused);
    if (look.modules.empty())
        return look;
    const auto helper = sources.helper();
    if (!helper.ok()) {
        look.problems.push_back(helper.failure());
        return look;
    }
    pkcs11::ModuleOptions options;
    options.helper = helper.value();
    options.afterPin = [&api = sources.api, &waiter = sources.waiter](const std::string& slot) {
        card::pcsc::resetCardIn(api, waiter, slot);
    };
    pkcs11::TokenList list = pkcs11::tokensOf(look.modules, options, cancel);
    look.problems.insert(look.problems.end(), list.failures.begin(), list.failures.end());
    for (auto& token : list.tokens)
        look.tokens.push_back(tokenOf(std::move(token)));
    return look;
}

PinAnswer actOnPin(OpenCard& card, PinAction action, TypedPins& pins, const CancelToken* cancel) {
    PinAnswer answer;
    answer.outcome = card.with([&](keys::Token& token) -> Outcome {
        keys::PinManagement* const management = token.pinManagement();
        if (management == nullptr)
            return fail(FailureCode::PinChangeNotHere);
        return action == PinAction::Change ? management->change(pins, cancel)
                                           : management->unblock(pins, cancel);
    });
    answer.typingNeeded = pins.wantedMore();
    answer.after = card.describe();
    return answer;
}

KeyFileAnswer findKeyFiles(OpenCard& card, TypedPin& pin, const CancelToken* cancel) {
    KeyFileAnswer answer;
    answer.outcome = card.findKeyFiles(pin, cancel);
    answer.after = card.describe();
    return answer;
}

Result<keys::Certificate> adoptFrom(const CardSources& sources, OpenCard& card,
                                    const std::filesystem::path& file, const WorkControl& control) {
    const auto input = sources.files.openForReading(file);
    if (!input.ok())
        return named(input.failure(), file);
    const auto candidates = sign::carriedCertificates(*input.value(), control);
    if (!candidates.ok())
        return named(candidates.failure(), file);
    for (const keys::Certificate& candidate : candidates.value()) {
        auto adopted =
            card.with([&](keys::Token& token) { return card::adoptCertificate(token, candidate.der()); });
        if (adopted.ok() || adopted.failure().code != FailureCode::CardCertificateOfOther)
            return adopted;
    }
    return fail(FailureCode::CardCertificateOfOther, file.filename().string());
}

Result<std::string> surveyCardIn(const CardSources& sources, const std::string& reader,
                                 const WorkControl& control) {
    card::forgetFruitlessSearches(sources.files, sources.certificates());
    card::pcsc::PcscCardSlot slot(sources.api, sources.waiter, reader);
    TANBA_TRY(const std::unique_ptr<card::CardSession> session, slot.begin(control.cancel));
    return card::surveyCard(*session, control);
}

Outcome forgetCertificates(const CardSources& sources, const std::optional<std::string>& id) {
    card::shownInThisRun().forgetFruitless();
    const auto status = sources.files.status(sources.certificates());
    if (!status.ok() || status.value().kind != FileKind::Folder)
        return Done{};
    TANBA_TRY(const std::vector<FolderEntry> entries, sources.files.list(sources.certificates()));
    // Each file is named after the SHA-256 of its card's serial number, which is the id of the card.
    for (const FolderEntry& entry : entries)
        if (entry.kind == FileKind::Regular && (!id || std::filesystem::path(entry.name).stem() == *id))
            TANBA_CHECK(sources.files.remove(sources.certificates() / entry.name));
    return Done{};
}

} // namespace tanba::gui
