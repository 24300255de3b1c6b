#include "app/service/api/reply.h"

#include "app/service/api/failure_words.h"
#include "app/service/json/json_escapes.h"

namespace tanba::service::api {

namespace {

std::string uuidMember(const std::string& uuid) {
    return uuid.empty() ? std::string() : ",\"uuid\":" + jsonQuoted(uuid);
}

std::string commonUtilsFailure(const ReplyShape& shape, const Failure& failure) {
    return commonError(commonUtilsWords(failure), shape.uuid);
}

} // namespace

std::string greeting() {
    return R"({"result":{"version":"1.4"}})";
}

std::string failureReply(const ReplyShape& shape, const Failure& failure) {
    switch (shape.envelope) {
    case ReplyShape::Envelope::Basics:
        return basicsError(basicsWords(failure));
    case ReplyShape::Envelope::Applet:
        return appletError(shape.uuid);
    case ReplyShape::Envelope::Accessory:
        return notUnderstood();
    case ReplyShape::Envelope::CommonUtils:
        break;
    }
    return commonUtilsFailure(shape, failure);
}

std::string cancelledReply(const ReplyShape& shape) {
    if (shape.envelope == ReplyShape::Envelope::Basics)
        return R"({"body":{},"status":true})";
    return failureReply(shape, fail(FailureCode::Cancelled));
}

std::string commonResult(const ReplyShape& shape, std::string_view json) {
    std::string reply = R"({"code":"200")";
    if (!json.empty())
        reply.append(R"(,"responseObject":)").append(json);
    return reply + uuidMember(shape.uuid) + "}";
}

std::string commonError(std::string_view message, const std::string& uuid) {
    return R"({"code":"500","message":)" + jsonQuoted(message) + uuidMember(uuid) + "}";
}

std::string basicsError(const BasicsError& error) {
    return "{\"code\":" + jsonQuoted(error.code) + ",\"details\":" + jsonQuoted(error.details) +
           ",\"message\":" + jsonQuoted(error.message) + ",\"status\":false}";
}

BasicsError basicsGeneral(std::string details) {
    return {"GENERAL_ERROR", "General error.", std::move(details)};
}

BasicsError basicsInvocation(std::string details) {
    return {"INVOCATION_ERROR", "An invoked method threw an exception.", std::move(details)};
}

BasicsError basicsParameters(std::string details) {
    return {"INVALID_SIGNING_PARAMS", "Invalid signing parameters.", std::move(details)};
}

std::string moduleNotFound() {
    return R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})";
}

std::string notUnderstood() {
    return R"({"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"})";
}

std::string appletError(const std::string& uuid) {
    return R"({"errorCode":"COMMON")" + uuidMember(uuid) + "}";
}

} // namespace tanba::service::api
