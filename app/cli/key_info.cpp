#include "app/cli/certificate_facts.h"
#include "app/cli/commands.h"
#include "app/cli/secret_input.h"
#include "core/base/encoding.h"
#include "core/keys/pkcs12.h"

namespace tanba::cli {

namespace {

Json tellKey(const keys::Pkcs12Key& key, Console& console, CertificateFacts& facts) {
    const std::string id = toHex(key.localKeyId);
    Json object{{"id", id}, {"friendlyName", key.friendlyName}};
    if (key.certificate)
        object.update(facts.tell(*key.certificate));
    else
        console.result(console.word(text::Ui::KeyWithoutCertificate, {{"subject", id}}));
    return object;
}

} // namespace

CommandEnd runKeyInfo(const KeyInfoArguments& arguments, const Services& services) {
    const auto file = readFile(services.files, arguments.file, keys::kMaxPkcs12Size);
    const auto named = [&arguments](Failure failure) {
        if (failure.subject.empty())
            failure.subject = arguments.file;
        return failure;
    };
    if (!file.ok())
        return endWith(services.console, named(file.failure()), Phase::Reading);
    SecretInput input(services.console, arguments.passwordFile, services.cancel);
    const auto password = input.pin(arguments.file, {});
    if (!password.ok())
        return endWith(services.console, password.failure(), Phase::Reading);
    const auto contents = keys::openPkcs12(file.value(), password.value());
    if (!contents.ok())
        return endWith(services.console, named(contents.failure()), Phase::Reading);
    CommandEnd end;
    end.json["file"] = arguments.file;
    end.json["keys"] = Json::array();
    CertificateFacts facts(services.console, services.clock.now());
    for (const keys::Pkcs12Key& key : contents.value().keys) {
        if (!end.json["keys"].empty())
            services.console.result("");
        end.json["keys"].push_back(tellKey(key, services.console, facts));
    }
    return end;
}

} // namespace tanba::cli
