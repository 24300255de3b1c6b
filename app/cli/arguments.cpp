#include "app/cli/arguments.h"

#include "app/cli/argument_parser.h"
#include "app/cli/argument_rules.h"
#include "app/cli/token_sources.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace tanba::cli {

namespace {

/// The first word that belongs to nothing, without a value: somebody may have tried to give a password in it.
std::string firstUnknown(const std::vector<std::string>& words) {
    if (words.empty())
        return {};
    const std::string& word = words.front();
    if (word.starts_with("--"))
        return word.substr(0, word.find('='));
    return word.starts_with('-') ? word.substr(0, 2) : word;
}

constexpr std::uint16_t kDefaultPort = 13579;

std::optional<std::uint16_t> portOf(const std::string& text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(port) : std::nullopt;
}

/// The name of an option that took another option for its value: the value was forgotten.
std::optional<std::string> optionWithoutValue(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options())
        if (option->nonpositional() && std::ranges::any_of(option->results(), [](const std::string& value) {
                return value.starts_with("--");
            }))
            return option->get_name();
    for (const CLI::App* chosen : command.get_subcommands())
        if (auto found = optionWithoutValue(*chosen))
            return found;
    return std::nullopt;
}

} // namespace

Result<CommandArguments> Parser::parse(const std::vector<std::string>& arguments) {
    try {
        app_.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
        if (const auto option = optionWithoutValue(app_))
            return usage("option_value", *option);
        return chosen();
    } catch (const CLI::CallForHelp&) {
        return CommandArguments(ShowText{app_.help(), "help"});
    } catch (const CLI::CallForVersion&) {
        return CommandArguments(ShowText{version_, "version"});
    } catch (const CLI::ExtrasError&) {
        return usage("unknown_argument", firstUnknown(app_.remaining(true)));
    } catch (const CLI::ArgumentMismatch& mismatch) {
        const std::string what = mismatch.what();
        return usage("option_value", what.substr(0, what.find(':')));
    } catch (const CLI::Error& error) {
        return usage("malformed", error.what());
    }
}

Result<CommandArguments> Parser::chosen() const {
    if (!typed_.language.empty() && !text::languageByName(typed_.language))
        return usage("bad_value", "--lang " + typed_.language);
    if (keyInfo_->parsed() || keyPasswd_->parsed())
        return keyChosen();
    if (keyFind_->parsed())
        return CommandArguments(KeyFindArguments{typed_.many});
    if (isCard())
        return cardChosen();
    if (sign_->parsed())
        return signChosen();
    if (verify_->parsed())
        return verifyChosen();
    if (login_->parsed())
        return loginChosen();
    if (service_->parsed())
        return serviceChosen();
    if (demo_->parsed())
        return CommandArguments(DemoArguments{typed_.yes ? DemoPauses::None : DemoPauses::BetweenSteps});
    return usage("no_command", {});
}

Result<CommandArguments> Parser::keyChosen() const {
    if (typed_.file.empty())
        return usage("missing", "FILE.p12");
    if (keyInfo_->parsed())
        return CommandArguments(KeyInfoArguments{typed_.file, typed_.passwordFile});
    const auto iterations =
        typed_.keepIterations ? keys::IterationChoice::KeepOld : keys::IterationChoice::Strengthen;
    return CommandArguments(KeyPasswdArguments{typed_.file, typed_.passwordFile, iterations});
}

Result<CardSources> Parser::cardSources(const std::string& name) const {
    CardSources sources{typed_.demo ? Demonstration::Include : Demonstration::LeaveOut, typed_.modules};
    for (const std::string& typed : typed_.demoFaults) {
        const auto fault = demoFaultOf(typed);
        if (!fault)
            return usage("bad_value", "--demo-fault " + typed);
        sources.orders.faults.push_back(*fault);
    }
    if (!typed_.demoDelay.empty()) {
        const auto delay = demoDelayOf(typed_.demoDelay);
        if (!delay)
            return usage("bad_value", "--demo-delay " + typed_.demoDelay);
        sources.orders.delay = *delay;
    }
    // A real card takes no orders, and a test that believed so would test nothing.
    if (!sources.orders.empty() && !typed_.demo && name != kDemoName)
        return usage("missing", std::string(kDemoName));
    return sources;
}

bool Parser::isCard() const {
    const auto commands = {cardList_, cardInfo_, cardPin_, cardUnblock_, cardSurvey_};
    return std::ranges::any_of(commands, [](const CLI::App* command) { return command->parsed(); });
}

Result<CommandArguments> Parser::cardChosen() const {
    if (cardSurvey_->parsed())
        return CommandArguments(CardSurveyArguments{typed_.card, typed_.output, typed_.force});
    TANBA_TRY(const CardSources sources, cardSources(typed_.card));
    const CardChoice choice{typed_.card, sources};
    if (cardList_->parsed())
        return CommandArguments(CardListArguments{sources});
    if (cardInfo_->parsed())
        return CommandArguments(CardInfoArguments{choice, typed_.certificate});
    const PinAction action = cardPin_->parsed() ? PinAction::Change : PinAction::Unblock;
    return CommandArguments(CardPinArguments{action, choice, typed_.passwordFile});
}

Result<CommandArguments> Parser::signChosen() const {
    SignArguments sign;
    sign.keyFile = typed_.keyFile;
    sign.token = typed_.token;
    TANBA_TRY(sign.sources, cardSources(typed_.token));
    sign.keyId = typed_.keyId;
    sign.passwordFile = typed_.passwordFile;
    sign.inputs = typed_.many;
    sign.output = typed_.output;
    sign.outputFolder = typed_.outputFolder;
    sign.addTo = typed_.addTo;
    sign.force = typed_.force;
    sign.allowExpired = typed_.allowExpired;
    if (sign.keyFile.empty() && sign.token.empty())
        return usage("missing", "--key | --token");
    if (!sign.keyFile.empty() && !sign.token.empty())
        return usage("key_and_token", "--key --token");
    sign.record = typed_.record;
    sign.journal = typed_.journal;
    sign.format = documents::formatByName(typed_.format);
    if (!sign.format && !typed_.format.empty())
        return usage("bad_value", "--format " + typed_.format);
    if (!typed_.encoding.empty()) {
        const auto encoding = documents::encodingByName(typed_.encoding);
        if (!encoding)
            return usage("bad_value", "--encoding " + typed_.encoding);
        sign.encoding = *encoding;
    }
    if (!typed_.digest.empty()) {
        sign.digest = crypto::digestByName(typed_.digest);
        if (!sign.digest)
            return usage("bad_value", "--digest " + typed_.digest);
    }
    sign.offline = typed_.offline;
    const bool ownAuthority = sign_->count("--tsa-url") > 0;
    // An empty variable of a script must not pass for no wish.
    if (ownAuthority && typed_.timestampUrl.empty())
        return usage("bad_value", "--tsa-url");
    if (typed_.timestamp || ownAuthority)
        sign.timestamp = documents::TimestampWish{typed_.timestampUrl};
    if (!typed_.loginFor.empty())
        sign.loginOrigin = typed_.loginFor;
    TANBA_CHECK(checkSignArguments(sign, console_.form()));
    return CommandArguments(std::move(sign));
}

Result<CommandArguments> Parser::verifyChosen() const {
    VerifyArguments verify;
    verify.files = typed_.many;
    verify.content = typed_.content;
    verify.trustFolder = typed_.trustFolder;
    verify.crlFolder = typed_.crlFolder;
    verify.report = typed_.report;
    verify.online = typed_.online;
    if (typed_.online && typed_.offline)
        return usage("online_and_offline", "--online --offline");
    if (!typed_.at.empty()) {
        const Result<Time> at = parseRfc3339(typed_.at);
        if (!at.ok())
            return usage("bad_value", "--at " + typed_.at);
        verify.at = at.value();
    }
    TANBA_CHECK(checkVerifyArguments(verify));
    return CommandArguments(std::move(verify));
}

Result<CommandArguments> Parser::loginChosen() const {
    LoginArguments login;
    login.address = typed_.file;
    login.keyFile = typed_.keyFile;
    login.token = typed_.token;
    TANBA_TRY(login.sources, cardSources(typed_.token));
    login.keyId = typed_.keyId;
    login.passwordFile = typed_.passwordFile;
    login.portalAuthority = typed_.portalAuthority;
    login.tokenFile = typed_.tokenFile;
    login.end = typed_.browser ? LoginEnd::Browser : LoginEnd::Here;
    login.consentGiven = typed_.yes;
    login.resume = typed_.resume;
    login.offline = typed_.offline;
    if (!typed_.factor.empty() && typed_.factor != "sms" && typed_.factor != "qr")
        return usage("bad_value", "--factor " + typed_.factor);
    if (!typed_.factor.empty())
        login.factor = typed_.factor == "qr" ? LoginFactor::Qr : LoginFactor::Sms;
    TANBA_CHECK(checkLoginArguments(login));
    return CommandArguments(std::move(login));
}

Result<CommandArguments> Parser::serviceChosen() const {
    ServiceArguments service;
    service.port = kDefaultPort;
    service.keyFile = typed_.keyFile;
    service.passwordFile = typed_.passwordFile;
    service.policyFile = typed_.policy;
    service.offline = typed_.offline;
    if (!typed_.port.empty()) {
        const auto port = portOf(typed_.port);
        if (!port)
            return usage("bad_value", "--port " + typed_.port);
        service.port = *port;
    }
    // One without the other would do nothing, and look as if it did.
    if (service.keyFile.empty() != service.policyFile.empty())
        return usage("missing", service.keyFile.empty() ? "--key" : "--consent-policy");
    return CommandArguments(std::move(service));
}

Manner mannerOf(const std::vector<std::string>& arguments, const text::Environment& environment) {
    constexpr std::string_view kLanguageOption = "--lang";
    Manner manner{text::languageOfEnvironment(environment), OutputForm::ForPeople};
    for (std::size_t index = 0; index < arguments.size() && arguments[index] != "--"; ++index) {
        const std::string_view argument = arguments[index];
        std::optional<text::Language> named;
        if (argument == "--json")
            manner.form = OutputForm::ForPrograms;
        else if (argument == kLanguageOption && index + 1 < arguments.size())
            named = text::languageByName(arguments[index + 1]);
        else if (argument.starts_with(kLanguageOption) &&
                 argument.substr(kLanguageOption.size()).starts_with('='))
            named = text::languageByName(argument.substr(kLanguageOption.size() + 1));
        if (named)
            manner.language = *named;
    }
    return manner;
}

Result<CommandArguments> parseArguments(const std::vector<std::string>& arguments, const Console& console,
                                        const std::string& version) {
    return Parser(console, version).parse(arguments);
}

} // namespace tanba::cli
