#include "app/service/work/file_tokens.h"

#include "core/base/encoding.h"
#include "core/base/random.h"
#include "core/base/utf8.h"

namespace tanba::service {

namespace {

constexpr std::size_t kRandomBytes = 16;

} // namespace

Result<std::string> FileTokens::issue(std::filesystem::path file) {
    if (files_.size() == kMaxTokens)
        return fail(FailureCode::ServiceTooMuch, {}, std::to_string(kMaxTokens) + " files");
    TANBA_TRY(const Bytes random, randomBytes(kRandomBytes));
    // Pages show what stands behind the last slash.
    std::string token = "tanba:/" + toHex(random) + "/" + repairedUtf8(file.filename().string());
    files_.emplace(token, std::move(file));
    return token;
}

Result<std::filesystem::path> FileTokens::find(const std::string& token) const {
    const auto found = files_.find(token);
    if (found == files_.end())
        return fail(FailureCode::ServiceFileUnknown);
    return found->second;
}

} // namespace tanba::service
