#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

// How answers are worded, byte by byte (README.md, "Answers").

namespace tanba::service::api {

/// What every connection begins with.
std::string greeting();
inline constexpr std::string_view kHeartbeat = "--heartbeat--";

/// How the answer to one request is worded.
struct ReplyShape {
    enum class Envelope { CommonUtils, Basics, Applet, Accessory };
    enum class Results {
        One,            ///< the signature itself
        List,           ///< an array, also of one
        WithCertificate ///< an object of signatures and certificate
    };
    Envelope envelope = Envelope::CommonUtils;
    Results results = Results::One;
    std::string uuid; ///< sent back where the envelope has it; empty: absent
};

std::string failureReply(const ReplyShape& shape, const Failure& failure);
/// The person said no.
std::string cancelledReply(const ReplyShape& shape);
/// `json` as the result of commonUtils; empty: done, and nothing to give back.
std::string commonResult(const ReplyShape& shape, std::string_view json);
/// An error of commonUtils in the words of the original.
std::string commonError(std::string_view message, const std::string& uuid = {});

/// What went wrong with a request to basics, before or behind its question.
struct BasicsError {
    std::string_view code;
    std::string_view message;
    std::string details;
};
std::string basicsError(const BasicsError& error);
/// The request could not be carried out as it was worded.
BasicsError basicsGeneral(std::string details);
BasicsError basicsInvocation(std::string details);
BasicsError basicsParameters(std::string details);

std::string moduleNotFound();
/// For text that is no request.
std::string notUnderstood();
/// The switched-off interface of old portals.
std::string appletError(const std::string& uuid);

} // namespace tanba::service::api
