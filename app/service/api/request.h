#pragma once

#include "app/service/api/reply.h"
#include "app/service/consent/consent.h"
#include "app/service/json/json_value.h"
#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What messages ask for, in the program's own terms. The strings in a request point into its message.

namespace tanba::service::api {

/// Settled without the person and without a key.
struct AnswerNow {
    std::string reply;              ///< empty: this request gets none
    std::string missingModule;      ///< a module that the page wanted and nobody has
    std::optional<Failure> refusal; ///< why it was refused, where the person should be told
};

struct ListTokens {
    ReplyShape shape;
};

struct ChangeLocale {
    ReplyShape shape;
    std::string locale;
};

struct ShowIdentity {
    ReplyShape shape;
    KeyWish key;
};

struct ChooseFile {
    ReplyShape shape;
    std::string extension;
};

/// A time stamp for the signatures of a CMS.
struct StampCms {
    ReplyShape shape;
    JsonString cms; ///< base64
};

struct SignData {
    enum class DataForm {
        Text,      ///< the characters themselves, as UTF-8
        Base64,    ///< of what is signed
        Digest,    ///< base64 of a digest of what is signed
        FileToken, ///< of a file that the person chose
    };
    enum class ExistingCms {
        IsContent,   ///< data like any other
        GetsASigner, ///< one more signer beside those in it
    };
    enum class CmsEncoding { Base64, Pem };

    ReplyShape shape;
    ConsentFormat format = ConsentFormat::CmsAttached;
    DataForm form = DataForm::Base64;
    ExistingCms existing = ExistingCms::IsContent;
    CmsEncoding encoding = CmsEncoding::Base64;
    std::vector<JsonString> data;
    /// For Xml: only the element with this Id; empty: the document.
    std::string elementId;
    bool withTimestamp = false;
    bool withCertificate = false;
    KeyWish key;
    std::string locale; ///< empty: that of the connection
};

using Request =
    std::variant<AnswerNow, ListTokens, ChangeLocale, ShowIdentity, ChooseFile, StampCms, SignData>;

/// Things to be signed by one request.
inline constexpr std::size_t kMaxItems = 1'000;

/// Never fails: what is wrong with a message is its answer.
Request readRequest(std::string_view message);

/// How a message that is not read at all is answered, as far as its beginning tells what it wanted.
std::string tooMuchReply(std::string_view beginning);

} // namespace tanba::service::api
