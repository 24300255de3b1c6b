#include "tests/card_rig/probe/flows.h"

#include "cardreader/pcsc/card_slot.h"
#include "cardreader/pcsc/reset_card.h"
#include "cardreader/pkcs11/pkcs11_token.h"
#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "tests/card_rig/probe/json_lines.h"
#include "tests/card_rig/probe/pins.h"

#include <fstream>
#include <iterator>

namespace rig {

using nlohmann::json;
using tanba::FailureCode;
using tanba::keys::Token;

namespace {

constexpr std::string_view kMessage = "what is signed";
constexpr std::string_view kThroughModule = "module-";

json failed(const tanba::Failure& failure) {
    return {{"failure", toJson(failure)}};
}

json outcome(const tanba::Outcome& result) {
    return result.ok() ? json::object() : failed(result.failure());
}

tanba::Result<tanba::keys::Certificate> certificateFrom(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string content{std::istreambuf_iterator<char>(file), {}};
    return tanba::keys::Certificate::fromAnyEncoding(tanba::viewOf(content));
}

} // namespace

std::vector<tanba::keys::Certificate>
CertificatesInMemory::certificatesFor(const std::string& cardSerial) const {
    const auto found = bySerial_.find(cardSerial);
    return found == bySerial_.end() ? std::vector<tanba::keys::Certificate>() : found->second;
}

tanba::Outcome CertificatesInMemory::remember(const std::string& cardSerial,
                                              const tanba::keys::Certificate& certificate) {
    bySerial_[cardSerial].push_back(certificate);
    return tanba::Done{};
}

json Flows::run(const std::vector<std::string>& words) {
    const int commandsBefore = api_.commands();
    const double begun = steadySeconds();
    json told = perform(words);
    told["commands"] = api_.commands() - commandsBefore;
    told["milliseconds"] = (steadySeconds() - begun) * 1000;
    return told;
}

json Flows::perform(const std::vector<std::string>& words) {
    const std::string& action = words.at(0);
    if (action == "bench")
        return bench(words);
    if (action.starts_with(kThroughModule))
        return throughModule(words);
    PcscCardSlot slot(api_, systemWaiter(), words.at(1));
    auto opened = tanba::card::openCardToken(slot, memory_, nullptr);
    if (!opened.ok())
        return failed(opened.failure());
    Token& token = *opened.value();
    if (action == "list")
        return list(token);
    if (action == "sign")
        return sign(token, std::stoul(words.at(2)), words.at(3), std::stoi(words.at(4)));
    if (action == "change")
        return change(token, words.at(2), words.at(3));
    if (action == "unblock")
        return unblock(token, words.at(2), words.at(3));
    if (action == "know") {
        const auto certificate = certificateFrom(words.at(2));
        return certificate.ok() ? outcome(memory_.remember(token.serial(), certificate.value()))
                                : failed(certificate.failure());
    }
    return failed(tanba::fail(FailureCode::Internal, action, "no such order"));
}

json Flows::throughModule(const std::vector<std::string>& words) {
    using namespace tanba::pkcs11;
    const auto helper = helperBesideThisProgram();
    if (!helper.ok())
        return failed(helper.failure());
    ModuleOptions options;
    options.helper = helper.value();
    options.afterPin = [this](const std::string& slot) {
        tanba::card::pcsc::resetCardIn(api_, systemWaiter(), slot);
    };
    const std::string action = words.front().substr(kThroughModule.size());
    const std::size_t limit = action == "sign" ? 5 : 2;
    if (words.size() > limit) {
        const std::chrono::milliseconds each(std::stol(words[limit]));
        options.timeouts = {each, each, each, each, each, each};
    }
    const FoundModule module{words.at(1), "Module", tanba::keys::TokenProof::EmulatorOnly};
    const TokenList found = tokensOf(module, options, nullptr);
    if (found.tokens.empty())
        return failed(found.failures.empty() ? tanba::fail(FailureCode::TokenNotFound)
                                             : found.failures.front());
    Token& token = *found.tokens.front();
    return action == "sign" ? sign(token, std::stoul(words.at(2)), words.at(3), std::stoi(words.at(4)))
                            : list(token);
}

json Flows::list(Token& token) {
    json keys = json::array();
    for (const auto& key : token.keys()) {
        const auto certificate = key->certificate();
        keys.push_back(
            {{"id", key->id()}, {"certificate", certificate ? tanba::toHex(certificate->der()) : ""}});
    }
    const auto rules = token.pinRules();
    json told{{"label", token.label()}, {"serial", token.serial()}, {"keys", keys}, {"triesLeft", nullptr}};
    if (rules.triesLeft)
        told["triesLeft"] = *rules.triesLeft;
    return told;
}

json Flows::sign(Token& token, std::size_t key, const std::string& pin, int count) {
    const auto digest =
        tanba::crypto::digestOf(tanba::crypto::DigestAlgorithm::Sha256, tanba::viewOf(kMessage));
    if (!digest.ok())
        return failed(digest.failure());
    const auto keys = token.keys();
    if (key >= keys.size())
        return failed(tanba::fail(FailureCode::Internal, std::to_string(key), "no such key"));
    OrderedPins person(pin, {});
    json told = json::object();
    json values = json::array();
    {
        const auto session = keys[key]->open(person, nullptr);
        if (!session.ok()) {
            told = failed(session.failure());
            count = 0;
        } else {
            told["certificate"] = tanba::toHex(session.value()->certificate().der());
        }
        for (int done = 0; done < count; ++done) {
            const auto value = tanba::keys::signChecked(*session.value(), digest.value());
            if (!value.ok()) {
                told.update(failed(value.failure()));
                break;
            }
            values.push_back(tanba::toHex(value.value()));
        }
    }
    told["values"] = values;
    told["person"] = person.toJson();
    return told;
}

json Flows::change(Token& token, const std::string& current, const std::string& next) {
    auto* const management = token.pinManagement();
    if (management == nullptr)
        return failed(tanba::fail(FailureCode::PinChangeNotHere));
    OrderedPins person(current, next);
    json told = outcome(management->change(person, nullptr));
    told["person"] = person.toJson();
    return told;
}

json Flows::unblock(Token& token, const std::string& puk, const std::string& next) {
    auto* const management = token.pinManagement();
    if (management == nullptr)
        return failed(tanba::fail(FailureCode::PinUnblockNotHere));
    OrderedPins person(puk, next);
    json told = outcome(management->unblock(person, nullptr));
    told["person"] = person.toJson();
    return told;
}

json Flows::bench(const std::vector<std::string>& words) {
    const std::string& reader = words.at(1);
    const std::string& pin = words.at(2);
    const std::string& next = words.at(3);
    json told = json::object();
    told["list"] = run({"list", reader});
    told["sign"] = run({"sign", reader, "0", pin, "1"});
    told["signTen"] = run({"sign", reader, "0", pin, "10"});
    told["changePin"] = run({"change", reader, pin, next});
    for (auto& [name, flow] : told.items()) {
        const json measured{{"commands", flow["commands"]}, {"milliseconds", flow["milliseconds"]}};
        flow = flow.contains("failure") ? json{{"failure", flow["failure"]}} : measured;
    }
    return told;
}

} // namespace rig
