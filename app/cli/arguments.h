#pragma once

#include "app/cli/console.h"
#include "app/cli/demo_orders.h"
#include "app/documents/signing_format.h"
#include "app/documents/signing_order.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/crypto/algorithms.h"
#include "core/keys/pkcs12_password.h"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tanba::cli {

/// Whether the simulated card is among the cards.
enum class Demonstration { LeaveOut, Include };

struct KeyInfoArguments {
    std::string file;
    std::string passwordFile; ///< empty: ask on the terminal; "-": standard input
};

struct KeyPasswdArguments {
    std::string file;
    std::string passwordFile;
    keys::IterationChoice iterations = keys::IterationChoice::Strengthen;
};

struct KeyFindArguments {
    std::vector<std::string> folders;
};

/// Which cards and tokens there are to choose from, besides what is plugged in.
struct CardSources {
    Demonstration demonstration = Demonstration::LeaveOut;
    std::vector<std::string> modules; ///< PKCS#11 modules that the user names
    DemoOrders orders{};              ///< to the simulated card
};

/// Which card or token; without a name the only one there is.
struct CardChoice {
    std::string name;
    CardSources sources;
};

struct CardListArguments {
    CardSources sources;
};

struct CardInfoArguments {
    CardChoice card;
    std::string certificateFile; ///< to be adopted; may be empty
};

struct CardSurveyArguments {
    std::string reader; ///< empty: the only one
    std::string output; ///< empty: standard output
    bool force = false;
};

enum class PinAction { Change, Unblock };

struct CardPinArguments {
    PinAction action = PinAction::Change;
    CardChoice card;
    std::string passwordFile;
};

struct SignArguments {
    std::string keyFile;
    std::string token; ///< instead of keyFile
    CardSources sources;
    std::string keyId;
    std::string passwordFile;
    /// None with --add-to, and for the rest of a recorded run.
    std::optional<documents::SignFormat> format;
    documents::Encoding encoding = documents::Encoding::Der;
    std::optional<std::string> loginOrigin;
    /// IN holds a ready digest value of this algorithm.
    std::optional<crypto::DigestAlgorithm> digest;
    std::vector<std::string> inputs;
    std::string output; ///< "-": standard output
    std::string outputFolder;
    std::string addTo;
    std::string record; ///< the file of a run's record; may be empty
    bool journal = false;
    bool force = false;
    bool allowExpired = false;
    std::optional<documents::TimestampWish> timestamp;
    bool offline = false;
};

struct VerifyArguments {
    std::vector<std::string> files;
    std::string content;
    std::string trustFolder;
    std::string crlFolder;
    std::optional<Time> at;
    bool online = false; ///< ask the authority's servers
    std::string report;
};

struct ServiceArguments {
    std::uint16_t port = 0; ///< 0: any that is free
    std::string keyFile;    ///< empty: nothing is signed
    std::string passwordFile;
    std::string policyFile; ///< with keyFile only
    bool offline = false;   ///< no time stamps
};

/// --help or --version: what to show.
struct ShowText {
    std::string text;
    std::string_view member; ///< of the JSON object
};

/// The second factor of a login; Any: SMS where the portal offers it.
enum class LoginFactor { Any, Sms, Qr };
/// Where a login ends.
enum class LoginEnd { Here, Browser };

struct LoginArguments {
    std::string address; ///< of the portal; empty with resume
    std::string keyFile;
    std::string token; ///< instead of keyFile; neither: by QR alone
    CardSources sources;
    std::string keyId;
    std::string passwordFile;
    LoginFactor factor = LoginFactor::Any;
    LoginEnd end = LoginEnd::Here;
    std::string portalAuthority; ///< PEM file that TLS believes instead of the system's; may be empty
    std::string tokenFile;       ///< gets the portal's tokens; may be empty
    bool consentGiven = false;   ///< --yes
    bool resume = false;
    bool offline = false;
};

/// Whether the demonstration waits for its person between the steps.
enum class DemoPauses { None, BetweenSteps };

struct DemoArguments {
    DemoPauses pauses = DemoPauses::BetweenSteps;
};

using CommandArguments =
    std::variant<ShowText, DemoArguments, KeyInfoArguments, KeyPasswdArguments, KeyFindArguments,
                 CardListArguments, CardInfoArguments, CardPinArguments, CardSurveyArguments, LoginArguments,
                 ServiceArguments, SignArguments, VerifyArguments>;

/// What must be known before the arguments can be read at all: in which language and form to complain about
/// them.
struct Manner {
    text::Language language = text::Language::En;
    OutputForm form = OutputForm::ForPeople;
};
Manner mannerOf(const std::vector<std::string>& arguments, const text::Environment& environment);

/// @param arguments without the program's name.
/// @returns usage, with a row "usage.<detail>" of the text table as detail and the argument as subject.
Result<CommandArguments> parseArguments(const std::vector<std::string>& arguments, const Console& console,
                                        const std::string& version);

} // namespace tanba::cli
