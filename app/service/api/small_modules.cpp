#include "app/service/api/modules.h"
#include "app/service/json/json_escapes.h"

#include <algorithm>
#include <array>

namespace tanba::service::api {

namespace {

struct BundleRow {
    std::string_view name;
    std::string_view version;
};
/// What of the original this program stands in for; sites look here for modules of others.
constexpr std::array<BundleRow, 1> kBundles{{{"kz.gov.pki.api.layer.NCALayerServices", "0.7.3"}}};
constexpr std::array kServices = {kCommonUtils, kBasics, kAccessory};

std::string bundles() {
    std::string reply;
    for (const BundleRow& row : kBundles)
        reply += (reply.empty() ? "{" : ",") + jsonQuoted(row.name) + ":" + jsonQuoted(row.version);
    return reply + "}";
}

std::string services() {
    std::string reply;
    for (const std::string_view name : kServices)
        reply += (reply.empty() ? R"({"services":[)" : ",") + jsonQuoted(name);
    return reply + "]}";
}

} // namespace

Request readAccessory(const JsonValue& message) {
    const std::string method = wordOf(message, "method");
    if (method == "getBundles")
        return AnswerNow{bundles(), {}, {}};
    if (method == "getServices")
        return AnswerNow{services(), {}, {}};
    if (method == "installBundle")
        return AnswerNow{moduleNotFound(), wordOf(message, "symname"), {}};
    // showSettings and showBundleManager among them: a page opens no windows of this program.
    return AnswerNow{notUnderstood(), {}, {}};
}

Request readApplet(const JsonValue& message) {
    // A widespread client takes the answer to it for that to its next request.
    if (wordOf(message, "method") == "setLocale")
        return AnswerNow{};
    return AnswerNow{appletError(wordOf(message, "uuid")), std::string(kApplet), {}};
}

} // namespace tanba::service::api
