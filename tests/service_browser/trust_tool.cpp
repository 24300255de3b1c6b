// The trust installer as a program, for the tests in this folder:
//     trust_tool check|install|remove HOME AUTHORITY.cer
// One line a store: its state, the browser and the folder, with tabs between. Ends with 1 and the code of the
// failure when nothing could be done.

#include "app/platform/browser_trust/browser_trust.h"
#include "core/base/disk_file_store.h"

#include <iostream>
#include <string_view>

namespace {

using namespace tanba;
using platform::TrustState;

constexpr std::size_t kMaxCertificate = 16 * 1024;

const char* name(TrustState state) {
    switch (state) {
    case TrustState::Trusted:
        return "trusted";
    case TrustState::Missing:
        return "missing";
    case TrustState::Older:
        return "older";
    case TrustState::NeedsPassword:
        return "needs password";
    case TrustState::InUse:
        return "in use";
    case TrustState::Unusable:
        return "unusable";
    }
    return "?";
}

Result<std::vector<platform::StoreTrust>> run(std::string_view order, const platform::BrowserTrust& trust,
                                              ByteView authority) {
    if (order == "install")
        return trust.install(authority);
    if (order == "remove")
        return trust.remove(authority);
    if (order == "check")
        return trust.check(authority);
    return fail(FailureCode::Usage, std::string(order));
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::cerr << "usage: trust_tool check|install|remove HOME AUTHORITY.cer" << std::endl;
        return 64;
    }
    DiskFileStore files;
    const auto authority = readFile(files, argv[3], kMaxCertificate);
    if (!authority.ok()) {
        std::cerr << codeText(authority.failure().code) << std::endl;
        return 1;
    }
    const auto rows = run(argv[1], platform::BrowserTrust({.home = argv[2]}), authority.value());
    if (!rows.ok()) {
        std::cerr << codeText(rows.failure().code) << std::endl;
        return 1;
    }
    for (const platform::StoreTrust& row : rows.value())
        std::cout << name(row.state) << '\t' << row.browser << '\t' << row.folder.string() << '\n';
    return 0;
}
