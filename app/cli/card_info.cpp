#include "app/cli/certificate_facts.h"
#include "app/cli/commands.h"
#include "app/cli/token_view.h"
#include "core/base/utf8.h"
#include "core/keys/kz_profile.h"

namespace tanba::cli {

namespace {

using text::Ui;

Json tellKey(const keys::SigningKey& key, Console& console, CertificateFacts& facts) {
    Json object{{"id", key.id()}};
    console.result("");
    const auto certificate = key.certificate();
    if (!certificate) {
        console.result(console.word(Ui::TokenKeyWithoutCertificate, {{"subject", key.id()}}));
        return object;
    }
    console.results({{console.word(Ui::TokenKeyId), displayText(key.id())}});
    object.update(facts.tell(*certificate));
    return object;
}

} // namespace

CommandEnd runCardInfo(const CardInfoArguments& arguments, const Services& services) {
    Console& console = services.console;
    TokenSources sources(services, arguments.card.sources);
    const auto found = sources.find(arguments.card.name);
    if (!found.ok())
        return endWith(console, found.failure(), Phase::Reading);
    tellNotices(*found.value().token, console);
    if (!arguments.certificateFile.empty()) {
        const auto adopted = sources.adopt(*found.value().token, arguments.certificateFile);
        if (!adopted.ok())
            return endWith(console, adopted.failure(), Phase::Reading);
        console.remark(console.word(Ui::CertificateRemembered,
                                    {{"name", keys::kzProfile(adopted.value()).owner.displayName()}}));
    }
    console.results(tokenFacts(found.value(), console));
    CommandEnd end;
    end.json["token"] = tokenJson(found.value());
    end.json["keys"] = Json::array();
    CertificateFacts facts(console, services.clock.now());
    for (const auto& key : found.value().token->keys())
        end.json["keys"].push_back(tellKey(*key, console, facts));
    return end;
}

} // namespace tanba::cli
