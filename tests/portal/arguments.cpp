#include "tests/portal/arguments.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

namespace tanba::reference_portal {

namespace {

/// Numbers as the parser reads them.
struct Numbers {
    long long codeLifetime, resendAfter, lockFor, challengeLifetime, loginLifetime, qrLifetime, pollAfter,
        ticketLifetime, delay, clockSkew, networkDelay;
};

struct SecondsOption {
    const char* name;
    long long Numbers::*number;
    long long least;
    long long most;
    const char* help;
};

constexpr long long kMostSeconds = 24LL * 60 * 60;

constexpr auto kSecondsOptions = std::to_array<SecondsOption>({
    {"--lifetime", &Numbers::codeLifetime, 1, kMostSeconds, "seconds that a code lives"},
    {"--resend-after", &Numbers::resendAfter, 0, kMostSeconds, "seconds until the next SMS may be asked for"},
    {"--lock-for", &Numbers::lockFor, 1, kMostSeconds, "seconds that an account stays locked"},
    {"--challenge-lifetime", &Numbers::challengeLifetime, 1, 3600, "seconds that a challenge may be signed"},
    {"--login-lifetime", &Numbers::loginLifetime, 1, kMostSeconds, "seconds that the second stage may take"},
    {"--qr-lifetime", &Numbers::qrLifetime, 1, kMostSeconds, "seconds that a QR lives"},
    {"--poll-after", &Numbers::pollAfter, 1, 3600, "seconds between two polls of a QR"},
    {"--ticket-lifetime", &Numbers::ticketLifetime, 1, kMostSeconds, "seconds that a ticket lives"},
    {"--delay", &Numbers::delay, 0, kMostSeconds, "seconds that an SMS is under way"},
    {"--clock-skew", &Numbers::clockSkew, -kMostSeconds * 365, kMostSeconds * 365,
     "seconds that the portal's clock is fast"},
    {"--network-delay", &Numbers::networkDelay, 0, 60'000, "milliseconds that every answer is late"},
});

Numbers numbersOf(const Settings& settings) {
    return {settings.codeLifetime.count(),
            settings.resendAfter.count(),
            settings.lockFor.count(),
            settings.challengeLifetime.count(),
            settings.loginLifetime.count(),
            settings.qrLifetime.count(),
            settings.pollAfter.count(),
            settings.ticketLifetime.count(),
            settings.smsDelay.count(),
            0,
            0};
}

void takeNumbers(Arguments& arguments, const Numbers& numbers) {
    using std::chrono::seconds;
    Settings& settings = arguments.settings;
    settings.codeLifetime = seconds(numbers.codeLifetime);
    settings.resendAfter = seconds(numbers.resendAfter);
    settings.lockFor = seconds(numbers.lockFor);
    settings.challengeLifetime = seconds(numbers.challengeLifetime);
    settings.loginLifetime = seconds(numbers.loginLifetime);
    settings.qrLifetime = seconds(numbers.qrLifetime);
    settings.pollAfter = seconds(numbers.pollAfter);
    settings.ticketLifetime = seconds(numbers.ticketLifetime);
    settings.smsDelay = seconds(numbers.delay);
    arguments.clockSkew = seconds(numbers.clockSkew);
    arguments.networkDelay = std::chrono::milliseconds(numbers.networkDelay);
}

struct FactorsWord {
    std::string_view word;
    FactorsOffered factors;
};
constexpr auto kFactorsWords = std::to_array<FactorsWord>(
    {{"sms,qr", FactorsOffered::SmsAndQr}, {"sms", FactorsOffered::Sms}, {"qr", FactorsOffered::Qr}});

Outcome takeFactors(Settings& settings, const std::string& word) {
    const auto row = std::ranges::find(kFactorsWords, word, &FactorsWord::word);
    if (row == kFactorsWords.end())
        return fail(FailureCode::Usage, word, "--factors: sms,qr or sms or qr");
    settings.factors = row->factors;
    return Done{};
}

} // namespace

Result<Arguments> parseArguments(const std::vector<std::string>& words) {
    Arguments arguments;
    Settings& settings = arguments.settings;
    Numbers numbers = numbersOf(settings);
    std::string factors = "sms,qr";
    std::vector<std::string> lies;
    std::vector<std::string> ordered;
    bool unboundNumber = false;
    bool noRoaming = false;
    bool gatewayDown = false;
    bool lock = false;
    bool untilStdinCloses = false;

    CLI::App app(
        "A portal that speaks the portal profile, for tests and for those who build clients and portals.",
        "tanba-reference-portal");
    app.add_option("--directory", arguments.directory,
                   "gets ca.pem, outbox.jsonl and, when all is ready, port")
        ->required()
        ->check(CLI::ExistingDirectory);
    app.add_option("--accounts", arguments.accounts, "JSON: who may log in")->required();
    app.add_option("--trust", arguments.trust, "anchors of signers (default: the national ones)");
    app.add_option("--crl", arguments.crl, "revocation lists (default: revocation is not looked at)");
    app.add_option("--port", arguments.port, "of 127.0.0.1 (default: any free one)");
    app.add_option("--id", settings.id, "the portal's name for programs");
    app.add_option("--sender", settings.sender, "whom SMS come from");
    app.add_option("--factors", factors, "sms,qr or sms or qr");
    app.add_option("--code-length", settings.codeLength, "digits of a code")->check(CLI::Range(4, 8));
    app.add_option("--attempts", settings.attempts, "wrong codes until the account is locked")
        ->check(CLI::Range(1, 20));
    app.add_option("--resends", settings.resends, "SMS after the first")->check(CLI::Range(0, 20));
    for (const SecondsOption& option : kSecondsOptions)
        app.add_option(option.name, numbers.*option.number, option.help)
            ->check(CLI::Range(option.least, option.most));
    app.add_option("--code-secret", arguments.codeSecret, "hexadecimal: codes become predictable, for tests");
    app.add_flag("--unbound-number", unboundNumber, "no account has a telephone number");
    app.add_flag("--no-roaming", noRoaming, "SMS are sent and never arrive");
    app.add_flag("--gateway-down", gatewayDown, "SMS cannot be sent");
    app.add_flag("--lock", lock, "every account is locked at the start");
    app.add_option("--lie", lies, "KIND@STEP: misbehave (README.md)");
    app.add_option(
        "--answer", ordered,
        "PROBLEM@STEP: answer the next request at that step with a problem of the profile, such as "
        "slow_down@poll (README.md)");
    app.add_flag("--until-stdin-closes", untilStdinCloses, "end also when standard input ends");

    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::CallForHelp&) {
        arguments.help = app.help();
        return arguments;
    } catch (const CLI::ParseError& error) {
        return fail(FailureCode::Usage, {}, error.what());
    }
    takeNumbers(arguments, numbers);
    TANBA_CHECK(takeFactors(settings, factors));
    for (const std::string& lie : lies)
        TANBA_CHECK(settings.lies.add(lie));
    for (const std::string& problem : ordered)
        TANBA_CHECK(settings.ordered.add(problem));
    if (unboundNumber)
        settings.numbers = PhoneNumbers::NoneBound;
    if (noRoaming)
        settings.network = SmsNetwork::LosesThem;
    if (gatewayDown)
        settings.network = SmsNetwork::GatewayDown;
    if (lock)
        settings.accounts = AccountsAtStart::Locked;
    if (untilStdinCloses)
        arguments.ends = Arguments::Ends::AlsoWhenStdinCloses;
    return arguments;
}

} // namespace tanba::reference_portal
