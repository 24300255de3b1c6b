#include "tests/unit/portal_reference/portal_world.h"

#include "core/base/disk_file_store.h"
#include "core/base/encoding.h"
#include "core/sign/cms_signer.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <fstream>
#include <utility>

namespace tanba::reference_portal {

namespace {

constexpr std::string_view kAccounts = R"({"accounts": [
    {"id": "person", "iin": "991231500016", "name": "СЫНАҚОВ СЫНАҚ", "phone": "+77011234507"},
    {"id": "company", "bin": "111140000016", "name": "ЖШС СЫНАҚ", "phone": "+77019999912",
     "roles": ["1.2.398.3.3.4.1.2.1"]},
    {"id": "nophone", "iin": "900101300013", "name": "НӨМІРСІЗ"}
]})";

void writeFile(const std::filesystem::path& path, ByteView content) {
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    ASSERT_TRUE(file.good());
}

test::CertificateProfile personWith(const std::string& iin) {
    test::CertificateProfile profile = test::CertificateProfile::person();
    profile.iin = iin;
    return profile;
}

test::CertificateProfile ofCompany(test::CertificateProfile profile) {
    profile.bin = "111140000016";
    return profile;
}

using crypto::KeyAlgorithm;

} // namespace

void TestTimers::runAll() {
    for (std::deque<Waiting> now = std::exchange(waiting, {}); !now.empty(); now.pop_front())
        now.front().task();
}

std::string Came::problem() const {
    constexpr std::string_view kSpace = "urn:eds-portal:problem:";
    const std::string type = text("type");
    return type.starts_with(kSpace) ? type.substr(kSpace.size()) : std::string();
}

std::string Came::field(const std::string& name) const {
    for (const auto& [known, value] : answer.reply.fields)
        if (known == name)
            return value;
    return {};
}

People& People::all() {
    static People people = [] {
        using Profile = test::CertificateProfile;
        test::Authority trusted = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "СЫНАҚ ОРТАЛЫҚ");
        test::Authority nobodys = test::Authority::makeRoot(KeyAlgorithm::Gost2015_512, "БӨТЕН");
        const auto gost = [&trusted](const Profile& profile) {
            return trusted.issue(KeyAlgorithm::Gost2015_512, profile);
        };
        return People{trusted,
                      gost(Profile::person()),
                      gost(ofCompany(Profile::head())),
                      trusted.issue(KeyAlgorithm::Rsa, Profile::rsaLogin()),
                      trusted.issue(KeyAlgorithm::Rsa, Profile::rsaSigning()),
                      gost(personWith("880808300018")),
                      nobodys.issue(KeyAlgorithm::Gost2015_512),
                      gost(personWith("900101300013")),
                      gost(ofCompany(Profile::employee()))};
    }();
    return people;
}

PortalWorld::PortalWorld(Settings given)
    : settings(std::move(given)), people(People::all()), person(people.person), head(people.head),
      loginKey(people.loginKey), signingKey(people.signingKey), unknown(people.unknown),
      stranger(people.stranger), noPhone(people.noPhone), wrongRole(people.wrongRole),
      folder(test::scratchFolder()), files_(std::make_unique<DiskFileStore>()) {
    std::filesystem::create_directories(folder / "trust");
    std::filesystem::create_directories(folder / "crl");
    writeFile(folder / "trust" / "root.cer", people.authority.certificate().der());
    writeLists({});
    accounts_ = std::make_unique<Accounts>(Accounts::read(viewOf(kAccounts)).value());
    judge_ =
        std::make_unique<SignatureJudge>(*files_, SignatureJudge::Places{folder / "trust", folder / "crl"});
    outbox_ = std::make_unique<Outbox>(
        DiskFileStore().openGrowing(folder / "outbox.jsonl", IfHeld::Refuse).value());
    const Bytes secret = toBytes("12345678901234567890");
    portal_ = Portal::make({settings,
                            clock,
                            timers,
                            *accounts_,
                            *judge_,
                            *outbox_,
                            {SecretBytes::copyOf(secret), SecretBytes::copyOf(secret)}})
                  .value();
    portal_->listensAt(kPort);
}

void PortalWorld::writeLists(const std::vector<test::RevokedSerial>& revoked) {
    writeFile(folder / "crl" / "authority.crl",
              people.authority.crl(revoked, clock.now() - std::chrono::hours(1),
                                   clock.now() + std::chrono::hours(24)));
}

void PortalWorld::revoke(const test::Identity& identity) {
    const ByteView serial = identity.certificate.serial();
    revoked_.push_back({Bytes(serial.begin(), serial.end()), clock.now() - std::chrono::minutes(5), 1});
    writeLists(revoked_);
}

Came PortalWorld::askRaw(const RequestHead& request, const std::string& body) {
    std::optional<Came> came;
    portal_->answer(request, body, [&came](SentAnswer answer) { came = Came{std::move(answer)}; });
    EXPECT_TRUE(came.has_value()) << request.target << " was not answered";
    return came.value_or(Came{});
}

Came PortalWorld::ask(const std::string& method, const std::string& target, const nlohmann::json& body,
                      const std::string& language) {
    return askRaw({method, target, {"127.0.0.1:4443"}, body.is_null() ? "" : "application/json", language},
                  body.is_null() ? "" : body.dump());
}

std::shared_ptr<std::optional<Came>> PortalWorld::begin(const std::string& method,
                                                        const std::string& target) {
    auto came = std::make_shared<std::optional<Came>>();
    portal_->answer({method, target, {"127.0.0.1:4443"}, "", "en"}, "",
                    [came](SentAnswer answer) { *came = Came{std::move(answer)}; });
    return came;
}

nlohmann::json PortalWorld::challenge(const std::string& format) {
    const Came came = ask("POST", "/auth/v1/challenge",
                          {{"client_nonce", "AAAAAAAAAAAAAAAAAAAAAAAA"},
                           {"code_challenge", kCodeChallenge},
                           {"format", format}});
    EXPECT_EQ(came.status(), 201U) << came.answer.reply.body;
    return came.json();
}

std::string PortalWorld::sign(const test::Identity& identity, const nlohmann::json& challenge) {
    const std::string text = challenge.at("challenge");
    const auto session = test::sessionFor(identity);
    if (challenge.at("format") == "xmldsig")
        return std::string(asText(sign::signXml(*session, viewOf(text), {}).value()));
    sign::CmsOptions options;
    options.content = sign::CmsContent::Detached;
    options.signingTime = clock.now();
    options.requester.verifiedOrigin = challenge.at("origin").get<std::string>();
    MemoryInput content(viewOf(text));
    MemorySink out;
    const Outcome signedOutcome = sign::signCms(*session, content, options, out, {});
    EXPECT_TRUE(signedOutcome.ok());
    return toBase64(out.content);
}

Came PortalWorld::postSignature(const test::Identity& identity, const nlohmann::json& challenge,
                                const std::string& factor) {
    return ask("POST", "/auth/v1/logins/" + challenge.at("login_id").get<std::string>() + "/signature",
               {{"signed", sign(identity, challenge)}, {"factor", factor}});
}

std::string PortalWorld::secondStage(const test::Identity& identity, const std::string& factor) {
    const nlohmann::json begun = challenge();
    const Came came = postSignature(identity, begun, factor);
    EXPECT_EQ(came.text("state"), "second_factor_required") << came.answer.reply.body;
    return begun.at("login_id");
}

Came PortalWorld::sendCode(const std::string& loginId) {
    return ask("POST", "/auth/v1/logins/" + loginId + "/otp/send");
}

Came PortalWorld::postCode(const std::string& loginId, const std::string& code) {
    return ask("POST", "/auth/v1/logins/" + loginId + "/otp", {{"code", code}});
}

std::size_t PortalWorld::smsCount() {
    const std::string text(asText(test::fileContent(folder / "outbox.jsonl")));
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

std::string PortalWorld::latestCode() {
    const std::string text(asText(test::fileContent(folder / "outbox.jsonl")));
    constexpr std::string_view kBefore = "входа: ";
    const std::size_t at = text.rfind(kBefore);
    if (at == std::string::npos)
        return {};
    const std::size_t begin = at + kBefore.size();
    return text.substr(begin, text.find('.', begin) - begin);
}

std::string PortalWorld::otherCode(std::string code) {
    code.front() = code.front() == '0' ? '1' : '0';
    return code;
}

Came PortalWorld::phone(const std::string& scanName, const std::string& what, const std::string& account) {
    return ask("POST", "/phone/v1/qr/" + scanName + "/" + what, {{"account", account}});
}

Came PortalWorld::redeem(const std::string& ticket, const std::string& verifier) {
    return askRaw({"POST", "/auth/v1/token", {"127.0.0.1:4443"}, "application/x-www-form-urlencoded", "en"},
                  "grant_type=authorization_code&code=" + ticket + "&code_verifier=" + verifier);
}

std::string PortalWorld::scanNameOf(const Came& qr) {
    const std::string text = qr.text("qr_text");
    return text.substr(text.find("?id=") + 4);
}

} // namespace tanba::reference_portal
