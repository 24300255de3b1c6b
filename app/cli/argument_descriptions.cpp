#include "app/cli/argument_parser.h"
#include "app/cli/help.h"

namespace tanba::cli {

using text::Ui;

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
    CLI::App* card = add(app_, "card", Ui::HelpCard);
    describeCard(*card);
    sign_ = add(app_, "sign", Ui::HelpSign);
    describeSign(*sign_);
    verify_ = add(app_, "verify", Ui::HelpVerify);
    describeVerify(*verify_);
    login_ = add(app_, "login", Ui::HelpLogin);
    describeLogin(*login_);
    service_ = add(app_, "service", Ui::HelpService);
    describeService(*service_);
    demo_ = add(app_, "demo", Ui::HelpDemo);
    demo_->add_flag("--yes", typed_.yes, word(Ui::HelpDemoYes));
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

void Parser::addModules(CLI::App& command) {
    command.add_option("--module", typed_.modules, word(Ui::HelpModule))->type_name("FILE")->expected(1);
}

void Parser::addDemoOrders(CLI::App& command) {
    command.add_option("--demo-fault", typed_.demoFaults, word(Ui::HelpDemoFault))
        ->type_name("KIND@N")
        ->expected(1);
    command.add_option("--demo-delay", typed_.demoDelay, word(Ui::HelpDemoDelay))->type_name("MS");
}

CLI::App* Parser::addCard(CLI::App& card, const std::string& name, Ui description) {
    CLI::App* command = add(card, name, description);
    command->add_option("NAME", typed_.card, word(Ui::HelpCardName))->type_name("");
    command->add_flag("--demo", typed_.demo, word(Ui::HelpCardDemo));
    addModules(*command);
    addDemoOrders(*command);
    command->footer(word(Ui::HelpCardDemoSecrets));
    return command;
}

void Parser::describeCard(CLI::App& card) {
    card.require_subcommand(0, 1);
    card.footer(word(Ui::HelpCardDemoSecrets));
    cardList_ = add(card, "list", Ui::HelpCardList);
    cardList_->add_flag("--demo", typed_.demo, word(Ui::HelpCardDemo));
    addModules(*cardList_);
    addDemoOrders(*cardList_);
    cardInfo_ = addCard(card, "info", Ui::HelpCardInfo);
    cardInfo_->add_option("--certificate", typed_.certificate, word(Ui::HelpCardCertificate))
        ->type_name("FILE");
    cardPin_ = addCard(card, "pin", Ui::HelpCardPin);
    cardPin_->add_option("--password-file", typed_.passwordFile, word(Ui::HelpPinFileTwo))->type_name("FILE");
    cardUnblock_ = addCard(card, "unblock", Ui::HelpCardUnblock);
    cardUnblock_->add_option("--password-file", typed_.passwordFile, word(Ui::HelpPukFileTwo))
        ->type_name("FILE");
    cardSurvey_ = add(card, "survey", Ui::HelpCardSurvey);
    cardSurvey_->footer(""); // it looks at real cards only
    cardSurvey_->add_option("READER", typed_.card, word(Ui::HelpSurveyReader))->type_name("");
    cardSurvey_->add_option("-o,--output", typed_.output, word(Ui::HelpSurveyOutput))->type_name("OUT");
    cardSurvey_->add_flag("--force", typed_.force, word(Ui::HelpForce));
}

void Parser::describeSign(CLI::App& sign) {
    sign.add_option("IN", typed_.many, word(Ui::HelpSignInputs))->type_name("");
    sign.add_option("--key", typed_.keyFile, word(Ui::HelpSignKey))->type_name("FILE.p12");
    sign.add_option("--token", typed_.token, word(Ui::HelpSignToken))->type_name("NAME");
    addModules(sign);
    addDemoOrders(sign);
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
    sign.add_option("--record", typed_.record, word(Ui::HelpRecord))->type_name("FILE");
    sign.add_flag("--journal", typed_.journal, word(Ui::HelpJournal));
    sign.add_flag("--tsa", typed_.timestamp, word(Ui::HelpTimestamp));
    sign.add_option("--tsa-url", typed_.timestampUrl, word(Ui::HelpTimestampUrl))->type_name("URL");
    sign.add_flag("--force", typed_.force, word(Ui::HelpForce));
    sign.add_flag("--allow-expired", typed_.allowExpired, word(Ui::HelpAllowExpired));
}

void Parser::describeVerify(CLI::App& verify) {
    verify.add_option("FILE", typed_.many, word(Ui::HelpVerifyFiles))->type_name("");
    verify.add_option("--content", typed_.content, word(Ui::HelpContent))->type_name("ORIGINAL");
    verify.add_option("--trust", typed_.trustFolder, word(Ui::HelpTrust))->type_name("DIR");
    verify.add_option("--crl", typed_.crlFolder, word(Ui::HelpCrl))->type_name("DIR");
    verify.add_flag("--online", typed_.online, word(Ui::HelpOnline));
    verify.add_option("--at", typed_.at, word(Ui::HelpAt))->type_name("RFC3339");
    verify.add_option("--report", typed_.report, word(Ui::HelpReport))
        ->type_name("OUT.pdf|OUT.html|OUT.json");
    verify.footer(word(Ui::HelpVerifyExit));
}

void Parser::describeLogin(CLI::App& login) {
    login.add_option("URL", typed_.file, word(Ui::HelpLoginAddress))->type_name("");
    login.add_option("--key", typed_.keyFile, word(Ui::HelpSignKey))->type_name("FILE.p12");
    login.add_option("--token", typed_.token, word(Ui::HelpSignToken))->type_name("NAME");
    addModules(login);
    addDemoOrders(login);
    addPasswordFile(login);
    login.add_option("--key-id", typed_.keyId, word(Ui::HelpKeyId))->type_name("ID");
    login.add_option("--factor", typed_.factor, word(Ui::HelpLoginFactor))->type_name("sms|qr");
    login.add_flag("--browser", typed_.browser, word(Ui::HelpLoginBrowser));
    login.add_option("--token-file", typed_.tokenFile, word(Ui::HelpLoginTokenFile))->type_name("FILE");
    login.add_option("--portal-ca", typed_.portalAuthority, word(Ui::HelpLoginAuthority))->type_name("FILE");
    login.add_flag("--yes", typed_.yes, word(Ui::HelpLoginYes));
    login.add_flag("--resume", typed_.resume, word(Ui::HelpLoginResume));
}

void Parser::describeService(CLI::App& service) {
    service.add_option("--port", typed_.port, word(Ui::HelpServicePort))->type_name("N");
    service.add_option("--key", typed_.keyFile, word(Ui::HelpServiceKey))->type_name("FILE.p12");
    addPasswordFile(service);
    service.add_option("--consent-policy", typed_.policy, word(Ui::HelpServicePolicy))->type_name("FILE");
}

} // namespace tanba::cli
