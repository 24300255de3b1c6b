#pragma once

#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace tanba::reference_portal {

/// What a client can ask this portal, as far as a lie may be told at it.
enum class Step { Describe, Challenge, Signature, Login, SendCode, Code, Qr, Poll, Token, Other };

/// How the portal misbehaves, for tests of clients.
enum class Lie {
    ContentType,        ///< the right answer, said to be a web page
    NotJson,            ///< a web page, said to be the right answer
    Huge,               ///< 1 GB
    Redirect,           ///< to another site
    Silence,            ///< no answer, the connection stays open
    Drop,               ///< no answer, the connection is closed
    Cut,                ///< half an answer
    ChangedCertificate, ///< connections after this step's show a certificate of another authority
    OtherOrigin,        ///< speaks for another origin (description, challenge)
    Replay,             ///< a challenge that was made for another client
    Surprise,           ///< a challenge with something more in it
    Expired,            ///< a challenge of yesterday
    FinishElsewhere,    ///< the login ends at another site
};

/// "challenge", "poll" and so on; usage, with the words that there are as detail.
Result<Step> stepNamed(std::string_view word);

struct ToldLie {
    Lie lie = Lie::ContentType;
    Step step = Step::Other;
};

/// The lies of a run.
class Lies {
  public:
    /// "KIND@STEP", such as "redirect@challenge"; usage, with the words that there are as detail.
    Outcome add(std::string_view text);
    bool tells(Lie lie, Step step) const;
    bool tells(Lie lie) const; ///< at whatever step

  private:
    std::vector<ToldLie> told_;
};

} // namespace tanba::reference_portal
