#include "app/platform/browser_trust/nss_store.h"

#include "core/base/child_process.h"
#include "core/base/encoding.h"

#include <algorithm>
#include <fstream>
#include <string_view>

namespace tanba::platform {

namespace {

constexpr std::size_t kMaxAnswer = std::size_t{8} * 1024 * 1024;

std::string_view withoutSpaceBehind(std::string_view text) {
    const std::size_t last = text.find_last_not_of(" \r");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

/// The line "label      CT,C,c"; without a label when it is another line.
ListedCertificate readLine(std::string_view line) {
    line = withoutSpaceBehind(line);
    const std::size_t space = line.find_last_of(' ');
    if (space == std::string_view::npos)
        return {};
    const std::string_view trust = line.substr(space + 1);
    constexpr std::string_view kFlags = "pPcTCuwg,";
    if (trust.find_first_not_of(kFlags) != std::string_view::npos || std::ranges::count(trust, ',') != 2)
        return {};
    return {std::string(withoutSpaceBehind(line.substr(0, space))),
            std::string(trust.substr(0, trust.find(',')))};
}

} // namespace

Result<Bytes> NssStore::run(std::vector<std::string> arguments, ByteView input) const {
    arguments.insert(arguments.end(), {"-d", "sql:" + folder_.string()});
    ChildProgram program{tool_,
                         {},
                         ChildOutput::Connection,
                         FailureCode::BrowserToolMissing,
                         FailureCode::BrowserTrustFailed,
                         FailureCode::BrowserTrustFailed};
    program.arguments = arguments;
    TANBA_TRY(const std::unique_ptr<ChildProcess> child, startChild(program));
    const Patience patience = Patience::forAtMost(limit_, nullptr);
    if (!input.empty()) {
        TANBA_CHECK(child->send(input, patience));
    }
    TANBA_CHECK(child->finishSending());
    return child->receiveToEnd(kMaxAnswer, patience);
}

Result<std::vector<ListedCertificate>> NssStore::list() const {
    TANBA_TRY(const Bytes answer, run({"-L"}));
    std::vector<ListedCertificate> listed;
    std::string_view text = asText(answer);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        ListedCertificate line = readLine(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.label.empty())
            listed.push_back(std::move(line));
    }
    return listed;
}

Result<std::vector<Bytes>> NssStore::certificatesNamed(const std::string& label) const {
    TANBA_TRY(const Bytes answer, run({"-L", "-a", "-n", label}));
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
    std::vector<Bytes> certificates;
    std::string_view text = asText(answer);
    for (std::size_t end = text.find(kEnd); end != std::string_view::npos; end = text.find(kEnd)) {
        TANBA_TRY(PemBlock block, fromPem(text.substr(0, end + kEnd.size())));
        certificates.push_back(std::move(block.content));
        text.remove_prefix(end + kEnd.size());
    }
    return certificates;
}

Outcome NssStore::addAuthority(const std::string& label, ByteView certificate) const {
    TANBA_CHECK(run({"-A", "-n", label, "-t", "C,,"}, certificate));
    return Done{};
}

Outcome NssStore::removeOne(const std::string& label) const {
    TANBA_CHECK(run({"-D", "-n", label}));
    return Done{};
}

Outcome NssStore::make() const {
    TANBA_CHECK(run({"-N", "--empty-password"}));
    return Done{};
}

bool NssStore::isEmpty() const {
    const auto certificates = list();
    // -K ends well only when there is a key.
    if (!certificates.ok() || !certificates.value().empty() || run({"-K"}).ok())
        return false;
    std::ifstream modules(folder_ / "pkcs11.txt");
    int count = 0;
    for (std::string line; std::getline(modules, line);)
        count += line.starts_with("library=") ? 1 : 0;
    return count == 1;
}

} // namespace tanba::platform
