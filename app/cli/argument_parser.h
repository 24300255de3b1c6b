#pragma once

#include "app/cli/arguments.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace tanba::cli {

/// Everything as it was typed; empty when it was not.
struct Typed {
    bool json = false, offline = false, online = false, force = false, allowExpired = false,
         keepIterations = false, demo = false, yes = false, browser = false, resume = false, journal = false,
         timestamp = false;
    std::string language, passwordFile, file, card, certificate, keyFile, token, keyId, loginFor, format,
        digest, encoding, output, outputFolder, addTo, record, content, trustFolder, crlFolder, at, report,
        timestampUrl, port, policy, factor, portalAuthority, tokenFile, demoDelay;
    std::vector<std::string> many, modules, demoFaults;
};

/// Describes the commands to CLI11 and turns what was typed into typed arguments.
class Parser {
  public:
    Parser(const Console& console, const std::string& version) : console_(console), version_(version) {
        describe();
    }

    Result<CommandArguments> parse(const std::vector<std::string>& arguments);

  private:
    std::string word(text::Ui text) const { return console_.word(text); }
    void describe();
    void describeKey(CLI::App& key);
    void describeCard(CLI::App& card);
    void addModules(CLI::App& command);
    void addDemoOrders(CLI::App& command);
    CLI::App* addCard(CLI::App& card, const std::string& name, text::Ui description);
    void describeSign(CLI::App& sign);
    void describeVerify(CLI::App& verify);
    void describeService(CLI::App& service);
    void describeLogin(CLI::App& login);
    CLI::App* add(CLI::App& parent, const std::string& name, text::Ui description);
    void addPasswordFile(CLI::App& command);

    Result<CommandArguments> chosen() const;
    /// Where the cards of this command come from; usage for orders to a demonstration that is none.
    Result<CardSources> cardSources(const std::string& name) const;
    Result<CommandArguments> keyChosen() const;
    bool isCard() const;
    Result<CommandArguments> cardChosen() const;
    Result<CommandArguments> signChosen() const;
    Result<CommandArguments> verifyChosen() const;
    Result<CommandArguments> serviceChosen() const;
    Result<CommandArguments> loginChosen() const;

    const Console& console_;
    std::string version_;
    Typed typed_;
    CLI::App app_;
    CLI::App* keyInfo_ = nullptr;
    CLI::App* keyPasswd_ = nullptr;
    CLI::App* keyFind_ = nullptr;
    CLI::App* cardList_ = nullptr;
    CLI::App* cardInfo_ = nullptr;
    CLI::App* cardPin_ = nullptr;
    CLI::App* cardUnblock_ = nullptr;
    CLI::App* cardSurvey_ = nullptr;
    CLI::App* sign_ = nullptr;
    CLI::App* verify_ = nullptr;
    CLI::App* service_ = nullptr;
    CLI::App* login_ = nullptr;
    CLI::App* demo_ = nullptr;
};

} // namespace tanba::cli
