#pragma once

#include "app/cli/arguments.h"
#include "app/cli/command.h"
#include "app/text/ui_texts.h"
#include "core/keys/token.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tanba::cli {

/// The name of the simulated card: whoever names it means a demonstration, asked for or not.
inline constexpr std::string_view kDemoName = "demo";

struct KeyFileOnToken {
    std::string label;
    std::size_t size = 0;
};

/// A card or token that can be used now.
struct TokenAtHand {
    std::unique_ptr<keys::Token> token;
    std::string reader; ///< empty where there is none
    /// Key files that lie on the token as on a stick and show without the PIN.
    std::vector<KeyFileOnToken> keyFiles{};
};

/// A reader, or the lack of one, as it was found.
struct ReaderAtHand {
    std::string name;           ///< empty: about readers as a whole
    std::string_view stateName; ///< of JSON: "empty", "known", "service_off", ...
    text::Ui state;             ///< what it means, with the next step
    std::string card;           ///< what people call the card in it; may be empty
};

struct AtHand {
    std::vector<ReaderAtHand> readers;
    std::vector<TokenAtHand> tokens;
    /// Why something that is there cannot be used; the subject names it.
    std::vector<Failure> problems;
};

/// Where certificates are remembered by card; empty for a user without a home folder. It need not exist.
std::filesystem::path cardsFolder();

/// Where cards and tokens come from. Tokens must not outlive it.
class TokenSources {
  public:
    TokenSources(const Services& services, CardSources which);
    ~TokenSources();
    TokenSources(const TokenSources&) = delete;
    TokenSources& operator=(const TokenSources&) = delete;

    Result<AtHand> all();
    /// The one whose label, reader or serial number is `name`; without a name the only one that there is.
    /// @returns token.not_found (detail: what is there), token.several (detail: which); with nothing there,
    /// the
    ///          reason why one cannot be used when that is the only thing known.
    Result<TokenAtHand> find(const std::string& name);
    /// Gives a card that does not show its certificates one out of a file, or out of anything that was signed
    /// with it, and remembers that.
    /// @returns the certificate; card.certificate_of_other_card, and what reading the file says.
    Result<keys::Certificate> adopt(keys::Token& token, const std::string& file);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace tanba::cli
