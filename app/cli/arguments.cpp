#include "app/cli/arguments.h"

#include "app/cli/argument_rules.h"
#include "app/cli/help.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <memory>

namespace tanba::cli {

namespace {

using text::Ui;

template <typename Value>
struct NamedValue {
    std::string_view name;
    Value value;
};
constexpr std::array<NamedValue<SignFormat>, 4> kFormats = {{
    {"cms", SignFormat::Cms},
    {"cms-detached", SignFormat::CmsDetached},
    {"xml", SignFormat::Xml},
    {"raw", SignFormat::Raw},
}};
constexpr std::array<NamedValue<Encoding>, 3> kEncodings = {{
    {"der", Encoding::Der},
    {"pem", Encoding::Pem},
    {"base64", Encoding::Base64},
}};

template <typename Rows>
auto valueByName(const Rows& rows, const std::string& option, const std::string& name)
    -> Result<decltype(rows.front().value)> {
    for (const auto& row : rows)
        if (row.name == name)
            return row.value;
    return usage("bad_value", option + " " + name);
}

/// Everything as it was typed; empty when it was not.
struct Typed {
    bool json = false, offline = false, force = false, allowExpired = false, keepIterations = false;
    std::string language, passwordFile, file, keyFile, keyId, loginFor, format, digest, encoding, output,
        outputFolder, addTo, content, trustFolder, crlFolder, at, report;
    std::vector<std::string> many;
};

class Parser {
  public:
    Parser(const Console& console, const std::string& version) : console_(console), version_(version) {
        describe();
    }

    Result<CommandArguments> parse(const std::vector<std::string>& arguments);

  private:
    std::string word(Ui text) const { return console_.word(text); }
    void describe();
    void describeKey(CLI::App& key);
    void describeSign(CLI::App& sign);
    void describeVerify(CLI::App& verify);
    CLI::App* add(CLI::App& parent, const std::string& name, Ui description);
    void addPasswordFile(CLI::App& command);

    Result<CommandArguments> chosen() const;
    Result<CommandArguments> signChosen() const;
    Result<CommandArguments> verifyChosen() const;

    const Console& console_;
    std::string version_;
    Typed typed_;
    CLI::App app_;
    CLI::App* keyInfo_ = nullptr;
    CLI::App* keyPasswd_ = nullptr;
    CLI::App* keyFind_ = nullptr;
    CLI::App* sign_ = nullptr;
    CLI::App* verify_ = nullptr;
};

CLI::App* Parser::add(CLI::App& parent, const std::string& name, Ui description) {
    CLI::App* command = parent.add_subcommand(name, word(description));
    command->fallthrough();
    command->group(word(Ui::HelpCommands));
    command->set_help_flag("-h,--help", word(Ui::HelpHelp));
    return command;
}

void Parser::addPasswordFile(CLI::App& command) {
    command.add_option("--password-file", typed_.passwordFile, word(Ui::HelpPasswordFile))->type_name("FILE");
}

void Parser::describe() {
    app_.name("tanba-cli");
    app_.description(word(Ui::HelpProgram));
    app_.formatter(helpFormatter(console_));
    app_.option_defaults()->group(word(Ui::HelpOptions));
    app_.set_help_flag("-h,--help", word(Ui::HelpHelp));
    app_.set_version_flag("--version", version_, word(Ui::HelpVersion));
    app_.add_flag("--json", typed_.json, word(Ui::HelpJson));
    app_.add_option("--lang", typed_.language, word(Ui::HelpLanguage))->type_name("kk|ru|en");
    app_.add_flag("--offline", typed_.offline, word(Ui::HelpOffline));
    app_.footer(word(Ui::HelpFooter));
    app_.require_subcommand(0, 1);
    CLI::App* key = add(app_, "key", Ui::HelpKey);
    describeKey(*key);
    sign_ = add(app_, "sign", Ui::HelpSign);
    describeSign(*sign_);
    verify_ = add(app_, "verify", Ui::HelpVerify);
    describeVerify(*verify_);
}

void Parser::describeKey(CLI::App& key) {
    key.require_subcommand(0, 1);
    keyInfo_ = add(key, "info", Ui::HelpKeyInfo);
    keyInfo_->add_option("FILE.p12", typed_.file, word(Ui::HelpKeyFile))->type_name("");
    addPasswordFile(*keyInfo_);
    keyPasswd_ = add(key, "passwd", Ui::HelpKeyPasswd);
    keyPasswd_->add_option("FILE.p12", typed_.file, word(Ui::HelpKeyFile))->type_name("");
    keyPasswd_->add_option("--password-file", typed_.passwordFile, word(Ui::HelpPasswordFileTwo))
        ->type_name("FILE");
    keyPasswd_->add_flag("--keep-iterations", typed_.keepIterations, word(Ui::HelpKeepIterations));
    keyFind_ = add(key, "find", Ui::HelpKeyFind);
    keyFind_->add_option("DIR", typed_.many, word(Ui::HelpFindFolders))->type_name("");
}

void Parser::describeSign(CLI::App& sign) {
    sign.add_option("IN", typed_.many, word(Ui::HelpSignInputs))->type_name("");
    sign.add_option("--key", typed_.keyFile, word(Ui::HelpSignKey))->type_name("FILE.p12");
    addPasswordFile(sign);
    sign.add_option("--format", typed_.format, word(Ui::HelpFormat))->type_name("cms|cms-detached|xml|raw");
    sign.add_option("--encoding", typed_.encoding, word(Ui::HelpEncoding))->type_name("der|pem|base64");
    sign.add_option("-o,--output", typed_.output, word(Ui::HelpOutput))->type_name("OUT");
    sign.add_option("--out-dir", typed_.outputFolder, word(Ui::HelpOutputFolder))->type_name("DIR");
    sign.add_option("--add-to", typed_.addTo, word(Ui::HelpAddTo))->type_name("SIGNED");
    sign.add_option("--key-id", typed_.keyId, word(Ui::HelpKeyId))->type_name("ID");
    sign.add_option("--login-for", typed_.loginFor, word(Ui::HelpLoginFor))->type_name("ORIGIN");
    // Understood, so that the refusal can say why; not offered in the help, because it is always refused
    // here.
    sign.add_option("--digest", typed_.digest)->type_name("ALGORITHM")->group("");
    sign.add_flag("--force", typed_.force, word(Ui::HelpForce));
    sign.add_flag("--allow-expired", typed_.allowExpired, word(Ui::HelpAllowExpired));
}

void Parser::describeVerify(CLI::App& verify) {
    verify.add_option("FILE", typed_.many, word(Ui::HelpVerifyFiles))->type_name("");
    verify.add_option("--content", typed_.content, word(Ui::HelpContent))->type_name("ORIGINAL");
    verify.add_option("--trust", typed_.trustFolder, word(Ui::HelpTrust))->type_name("DIR");
    verify.add_option("--crl", typed_.crlFolder, word(Ui::HelpCrl))->type_name("DIR");
    verify.add_option("--at", typed_.at, word(Ui::HelpAt))->type_name("RFC3339");
    verify.add_option("--report", typed_.report, word(Ui::HelpReport))->type_name("OUT.html|OUT.json");
    verify.footer(word(Ui::HelpVerifyExit));
}

/// The first word that belongs to nothing, without a value: somebody may have tried to give a password in it.
std::string firstUnknown(const std::vector<std::string>& words) {
    if (words.empty())
        return {};
    const std::string& word = words.front();
    if (word.starts_with("--"))
        return word.substr(0, word.find('='));
    return word.starts_with('-') ? word.substr(0, 2) : word;
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
    if (keyInfo_->parsed() || keyPasswd_->parsed()) {
        if (typed_.file.empty())
            return usage("missing", "FILE.p12");
        if (keyInfo_->parsed())
            return CommandArguments(KeyInfoArguments{typed_.file, typed_.passwordFile});
        const auto iterations =
            typed_.keepIterations ? keys::IterationChoice::KeepOld : keys::IterationChoice::Strengthen;
        return CommandArguments(KeyPasswdArguments{typed_.file, typed_.passwordFile, iterations});
    }
    if (keyFind_->parsed())
        return CommandArguments(KeyFindArguments{typed_.many});
    if (sign_->parsed())
        return signChosen();
    if (verify_->parsed())
        return verifyChosen();
    return usage("no_command", {});
}

Result<CommandArguments> Parser::signChosen() const {
    SignArguments sign;
    sign.keyFile = typed_.keyFile;
    sign.keyId = typed_.keyId;
    sign.passwordFile = typed_.passwordFile;
    sign.inputs = typed_.many;
    sign.output = typed_.output;
    sign.outputFolder = typed_.outputFolder;
    sign.addTo = typed_.addTo;
    sign.force = typed_.force;
    sign.allowExpired = typed_.allowExpired;
    if (sign.keyFile.empty())
        return usage("missing", "--key");
    if (typed_.format.empty() && sign.addTo.empty())
        return usage("missing", "--format");
    if (!typed_.format.empty()) {
        TANBA_TRY(sign.format, valueByName(kFormats, "--format", typed_.format));
    }
    if (!typed_.encoding.empty()) {
        TANBA_TRY(sign.encoding, valueByName(kEncodings, "--encoding", typed_.encoding));
    }
    if (!typed_.digest.empty()) {
        sign.digest = crypto::digestByName(typed_.digest);
        if (!sign.digest)
            return usage("bad_value", "--digest " + typed_.digest);
    }
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
    if (!typed_.at.empty()) {
        const Result<Time> at = parseRfc3339(typed_.at);
        if (!at.ok())
            return usage("bad_value", "--at " + typed_.at);
        verify.at = at.value();
    }
    TANBA_CHECK(checkVerifyArguments(verify));
    return CommandArguments(std::move(verify));
}

} // namespace

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
