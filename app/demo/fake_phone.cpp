#include "app/demo/fake_phone.h"

#include "app/demo/demo_accounts.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace tanba::demo {

namespace {

constexpr std::size_t kMaxOutbox = std::size_t{1} * 1024 * 1024;
constexpr std::size_t kMaxAnswer = std::size_t{64} * 1024;
constexpr std::size_t kShortestCode = 4;
constexpr std::size_t kLongestCode = 8;
constexpr std::string_view kDigits = "0123456789";

Failure notOurs(std::string detail) {
    return fail(FailureCode::DemoFailed, {}, std::move(detail));
}

/// The first number as long as a code may be.
std::string codeIn(std::string_view text) {
    while (true) {
        const std::size_t begin = text.find_first_of(kDigits);
        if (begin == std::string_view::npos)
            return {};
        text.remove_prefix(begin);
        const std::size_t size = std::min(text.find_first_not_of(kDigits), text.size());
        if (size >= kShortestCode && size <= kLongestCode)
            return std::string(text.substr(0, size));
        text.remove_prefix(size);
    }
}

/// What stands behind "id=" in the address of the QR code.
std::string sessionIn(std::string_view qrText) {
    constexpr std::string_view kName = "id=";
    const std::size_t begin = qrText.find(kName);
    if (begin == std::string_view::npos)
        return {};
    qrText.remove_prefix(begin + kName.size());
    return std::string(qrText.substr(0, qrText.find('&')));
}

bool fitsIntoAddress(std::string_view session) {
    return !session.empty() && std::ranges::all_of(session, [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '-' || character == '_';
    });
}

} // namespace

Result<Sms> lastSms(FileStore& files, const std::filesystem::path& outbox) {
    TANBA_TRY(const Bytes content, readFile(files, outbox, kMaxOutbox));
    std::string_view lines = asText(content);
    // A line that is being written has no end yet.
    const std::size_t end = lines.rfind('\n');
    if (end == std::string_view::npos)
        return fail(FailureCode::FileNotFound);
    lines = lines.substr(0, end);
    const std::size_t before = lines.rfind('\n');
    const auto line = nlohmann::json::parse(
        before == std::string_view::npos ? lines : lines.substr(before + 1), nullptr, false);
    if (!line.is_object() || !line.contains("from") || !line.at("from").is_string() ||
        !line.contains("text") || !line.at("text").is_string())
        return notOurs("outbox");
    Sms sms{line.at("from").get<std::string>(), line.at("text").get<std::string>(), {}};
    sms.code = codeIn(sms.text);
    return sms;
}

Outcome FakePhone::scan(const std::string& qrText, const WorkControl& control) {
    const std::string session = sessionIn(qrText);
    if (qrText.find(origin_ + "/") == std::string::npos || !fitsIntoAddress(session))
        return notOurs("qr");
    session_ = session;
    return tell("scan", control);
}

Outcome FakePhone::tell(const std::string& what, const WorkControl& control) {
    if (session_.empty())
        return notOurs("qr");
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = origin_ + "/phone/v1/qr/" + session_ + "/" + what;
    request.contentType = "application/json";
    request.body = toBytes(nlohmann::json{{"account", kPersonAccount}}.dump());
    request.maxAnswer = kMaxAnswer;
    TANBA_TRY(const HttpAnswer answer, http_.send(request, control));
    return answer.status / 100 == 2 ? Outcome(Done{}) : Outcome(notOurs(std::to_string(answer.status)));
}

} // namespace tanba::demo
