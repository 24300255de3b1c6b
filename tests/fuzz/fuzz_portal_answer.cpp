#include "core/portal/added_portal.h"
#include "core/portal/answers.h"
#include "core/portal/challenge.h"
#include "core/portal/look_alike.h"
#include "core/portal/problem.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace tanba;
using namespace tanba::portal;

namespace {

const std::string kOrigin = "https://portal.example";

/// What is let through must be what the profile promises.
void require(bool promise) {
    if (!promise)
        std::abort();
}

void readAsDescription(ByteView json) {
    const auto description = readDescription(json, kOrigin);
    if (!description.ok())
        return;
    require(description.value().origin == kOrigin && !description.value().formats.empty());
    require(description.value().authBase.starts_with(kOrigin + "/"));
    static_cast<void>(judgeAddedPortal(description.value()));
}

void readAsLogin(ByteView json) {
    const auto login = readLoginAnswer(json, "login-0123456789abcdef", kOrigin);
    if (login.ok())
        static_cast<void>(judgeAddedAnswer(login.value()));
    if (login.ok() && login.value().ending)
        require(login.value().ending->finishUrl.starts_with(kOrigin));
    const auto qr = readQrAnswer(json, {}, kOrigin);
    if (qr.ok())
        require(qr.value().text.find("https://portal.example") != std::string::npos);
    static_cast<void>(readTokens(json));
}

void readAsChallenge(ByteView json) {
    ChallengeExpectation expected{kOrigin, std::string(43, 'n'), Format::XmlDsig, Time{}, std::nullopt};
    ChallengeAnswer answer;
    answer.challenge = asText(json);
    answer.origin = kOrigin;
    static_cast<void>(checkChallenge(answer, expected));
    const auto read = readChallengeAnswer(json);
    if (read.ok())
        static_cast<void>(checkChallenge(read.value(), expected));
}

} // namespace

/// One byte, then what a portal may answer: a description, a challenge, a login or QR session, a problem, a
/// name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const ByteView content(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0:
        readAsDescription(content);
        break;
    case 1:
        readAsChallenge(content);
        break;
    case 2:
        readAsLogin(content);
        break;
    case 3:
        if (const auto problem = readProblem(content, 400, asText(content)); problem.ok())
            static_cast<void>(failureOf(problem.value()));
        static_cast<void>(readHttpDate(asText(content)));
        break;
    default:
        static_cast<void>(skeleton(asText(content)));
        static_cast<void>(hostSkeleton(asText(content)));
        static_cast<void>(portalOrigin(asText(content)));
        break;
    }
    return 0;
}
