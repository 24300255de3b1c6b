#include "core/trust/verify_document.h"

#include "core/base/encoding.h"
#include "core/sign/xml_signer.h"
#include "core/trust/report_json.h"
#include "tests/unit/trust/trust_test_support.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <array>
#include <thread>

namespace tanba::trust {
namespace {

using crypto::KeyAlgorithm;
using test::outcome;
using Json = nlohmann::json;

constexpr KeyAlgorithm kKey = KeyAlgorithm::Gost2015_512;
constexpr std::string_view kText = "Шарт: тараптар былай келісті, және бұл құжат.";

struct World {
    test::Authority root = test::Authority::makeRoot(kKey, "ROOT");
    test::Identity person = root.issue(kKey, test::CertificateProfile::head());
};
World& world() {
    static World made;
    return made;
}

Verifier::Settings settings() {
    Verifier::Settings made;
    made.trust = test::nationalStore(world().root.certificate());
    made.crls = {test::freshList(world().root)};
    made.now = test::goodTime();
    made.programVersion = "1.2.3";
    return made;
}

Result<Report> verify(ByteView file, const Bytes* content = nullptr, std::string name = "contract.cms") {
    MemoryInput input(file);
    std::optional<MemoryInput> detached;
    if (content != nullptr)
        detached.emplace(*content);
    return Verifier(settings()).verify(name, input, detached ? &*detached : nullptr, WorkControl{});
}

Bytes detachedCms() {
    MemoryInput input(viewOf(kText));
    MemorySink out;
    sign::CmsOptions options;
    options.content = sign::CmsContent::Detached;
    options.signingTime = test::goodTime();
    const auto session = test::sessionFor(world().person);
    EXPECT_EQ(outcome(sign::signCms(*session, input, options, out, WorkControl{})), "ok");
    return out.content;
}

TEST(Verifier, CmsInEveryEncodingIsRecognised) {
    const Bytes der = test::cmsBy(world().person, kText);
    const std::string base64 = toBase64(der);
    for (const Bytes& file :
         {der, toBytes(toPem("CMS", der)), toBytes(toPem("PKCS7", der)), toBytes(base64)}) {
        const auto report = verify(file);
        ASSERT_TRUE(report.ok()) << outcome(report);
        EXPECT_EQ(report.value().verdict, Verdict::Valid)
            << test::codesOf(report.value().signatures.at(0).reasons);
        EXPECT_EQ(report.value().inputSize, file.size());
        EXPECT_EQ(report.value().inputSha256,
                  toHex(crypto::digestOf(crypto::DigestAlgorithm::Sha256, file).value().bytes));
    }
}

TEST(Verifier, XmlIsRecognised) {
    const auto session = test::sessionFor(world().person);
    auto document =
        sign::signXml(*session, viewOf("<?xml version=\"1.0\"?><contract><side>A</side></contract>"), {});
    ASSERT_TRUE(document.ok());
    auto report = verify(document.value());
    ASSERT_TRUE(report.ok()) << outcome(report);
    EXPECT_EQ(report.value().verdict, Verdict::Valid);
    EXPECT_EQ(report.value().signatures.at(0).format, sign::Format::Xml);
    std::string changed(asText(document.value()));
    changed.replace(changed.find(">A<"), 3, ">B<");
    report = verify(viewOf(changed));
    ASSERT_TRUE(report.ok());
    EXPECT_EQ(report.value().verdict, Verdict::Invalid);
}

TEST(Verifier, ADetachedSignatureNeedsItsContent) {
    const Bytes cms = detachedCms();
    EXPECT_EQ(verify(cms).value().verdict, Verdict::Indeterminate);
    const Bytes right = toBytes(kText);
    EXPECT_EQ(verify(cms, &right).value().verdict, Verdict::Valid);
    const Bytes wrong = toBytes("something else");
    const auto report = verify(cms, &wrong);
    EXPECT_EQ(report.value().verdict, Verdict::Invalid);
    EXPECT_EQ(report.value().signatures.at(0).integrity, sign::Integrity::ContentChanged);
}

TEST(Verifier, OtherInputsHaveTheirOwnFailures) {
    EXPECT_EQ(outcome(verify({})), "input.empty");
    EXPECT_EQ(outcome(verify(viewOf("Dear Sir or Madam"))), "input.unknown_format");
    EXPECT_EQ(outcome(verify(viewOf("%PDF-1.7"))), "input.unknown_format");
    EXPECT_EQ(outcome(verify(viewOf("<contract/>"))), "xml.no_signature");
    EXPECT_NE(outcome(verify(world().root.certificate().der())), "ok");
    const Bytes cms = test::cmsBy(world().person, kText);
    EXPECT_NE(outcome(verify(ByteView(cms).first(cms.size() / 2))), "ok");
}

TEST(Verifier, VerifyingCanBeCancelled) {
    CancelToken cancel;
    cancel.cancel();
    const Bytes cms = test::cmsBy(world().person, kText);
    MemoryInput input(cms);
    EXPECT_EQ(outcome(Verifier(settings()).verify("x", input, nullptr, WorkControl{&cancel, nullptr})),
              "cancelled");
}

TEST(Verifier, SeveralThreadsShareIt) {
    const Verifier verifier(settings());
    const std::array files{test::cmsBy(world().person, "one"),
                           test::cmsBy(world().person, "two, longer than one")};
    std::vector<std::thread> threads;
    std::array<int, 4> valid{};
    for (int& count : valid) {
        threads.emplace_back([&files, &verifier, &count] {
            for (std::size_t i = 0; i < 10; ++i) {
                MemoryInput input(files[i % files.size()]);
                const auto report = verifier.verify("x", input, nullptr, WorkControl{});
                count += report.ok() && report.value().verdict == Verdict::Valid ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_THAT(valid, testing::Each(10));
}

Json jsonOf(const Report& report) {
    const std::string text = reportJson(report);
    EXPECT_EQ(text.find('\n'), std::string::npos);
    const Json json = Json::parse(text, nullptr, false);
    EXPECT_FALSE(json.is_discarded());
    return json;
}

TEST(ReportJson, HasTheFixedShape) {
    const auto report = verify(test::cmsBy(world().person, kText));
    ASSERT_TRUE(report.ok());
    const Json json = jsonOf(report.value());
    EXPECT_EQ(json.at("verdict"), "valid");
    EXPECT_EQ(json.at("input").at("name"), "contract.cms");
    EXPECT_EQ(json.at("input").at("sha256"), report.value().inputSha256);
    EXPECT_EQ(json.at("policy"), kPolicyId);
    EXPECT_EQ(json.at("anchors").at("set"), settings().trust.setId());
    EXPECT_EQ(json.at("verifiedAt"), "2026-06-20T12:00:00Z");
    EXPECT_EQ(json.at("program").at("version"), "1.2.3");
    ASSERT_EQ(json.at("signatures").size(), 1U);
    const Json& signature = json.at("signatures").at(0);
    EXPECT_EQ(signature.at("format"), "cms");
    EXPECT_EQ(signature.at("signer").at("name"), "СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ");
    EXPECT_EQ(signature.at("signer").at("iin"), "991231500016");
    EXPECT_EQ(signature.at("signer").at("bin"), "601240000014");
    EXPECT_EQ(signature.at("signer").at("organisation"), "ЖШС \"СЫНАҚ\"");
    EXPECT_EQ(signature.at("signer").at("roles"), Json({"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.1"}));
    EXPECT_EQ(signature.at("certificate").at("serial"), world().person.certificate.serialHex());
    EXPECT_EQ(signature.at("certificate").at("issuer"), "CN=ROOT, C=KZ");
    EXPECT_EQ(signature.at("certificate").at("notBefore"), "2026-01-01T00:00:00Z");
    EXPECT_EQ(signature.at("certificate").at("notAfter"), "2027-01-01T00:00:00Z");
    EXPECT_EQ(signature.at("certificate").at("algorithm"), "gost2015-512");
    EXPECT_EQ(signature.at("signingTime"), "2026-06-20T12:00:00Z");
    EXPECT_TRUE(signature.at("timestamp").is_null());
    EXPECT_EQ(signature.at("integrity"), "ok");
    EXPECT_EQ(signature.at("chain"), "ok");
    EXPECT_EQ(signature.at("anchor"), "national");
    EXPECT_EQ(signature.at("revocation"), "good");
    EXPECT_EQ(signature.at("judgedAt"), "2026-06-20T12:00:00Z");
    EXPECT_EQ(signature.at("evidence").at(0).at("kind"), "crl");
    EXPECT_EQ(signature.at("evidence").at(0).at("nextUpdate"), "2026-06-21T00:00:00Z");
    EXPECT_EQ(signature.at("reasons"), Json::parse(R"([{"code":"notice.no_timestamp","detail":""}])"));
}

TEST(ReportJson, ReasonsCarryTheirIndication) {
    const Bytes wrong = toBytes("something else");
    const auto report = verify(detachedCms(), &wrong);
    ASSERT_TRUE(report.ok());
    const Json json = jsonOf(report.value());
    EXPECT_EQ(json.at("verdict"), "invalid");
    const Json& reason = json.at("signatures").at(0).at("reasons").at(0);
    EXPECT_EQ(reason.at("code"), "integrity.content_changed");
    EXPECT_EQ(reason.at("indication"), "TOTAL-FAILED");
    EXPECT_EQ(reason.at("subIndication"), "HASH_FAILURE");
}

TEST(ReportJson, HostileNamesStayJson) {
    Report report;
    report.inputName = "a\"b\\c\n\xFF\xFE.cms";
    SignatureReport signature;
    signature.timestamp = TimestampReport{test::goodTime(), true, "TSA"};
    signature.reasons = {{sign::ReasonCode::ChainBroken, "\x80\x01"}};
    report.signatures.push_back(signature);
    const Json json = jsonOf(report);
    EXPECT_EQ(json.at("input").at("name"), "a\"b\\c\n\xEF\xBF\xBD\xEF\xBF\xBD.cms");
    EXPECT_EQ(json.at("verdict"), "indeterminate");
    EXPECT_TRUE(json.at("signatures").at(0).at("certificate").is_null());
    EXPECT_EQ(json.at("signatures").at(0).at("timestamp").at("valid"), true);
}

} // namespace
} // namespace tanba::trust
