#include "core/base/encoding.h"
#include "core/crypto/digest.h"
#include "tests/support/stamping_authority.h"
#include "tests/unit/service/page.h"
#include "tests/unit/sign/xml_test_support.h"

#include <gmock/gmock.h>

// What pages get is judged by other programs: openssl and xmlsec1 for RSA, our verifier for GOST (whose
// independent proof is in the tests of core).

namespace tanba::service::test {
namespace {

using tanba::test::gostPerson;
using tanba::test::rsaPerson;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string cades(std::string_view content, bool attached,
                  std::string_view method = "createCAdESFromBase64") {
    return common(method, R"(["PKCS12","SIGNATURE",)" + base64(content) + (attached ? ",true]" : ",false]"));
}

/// Whether openssl finds one of the test authority's RSA signatures over exactly this content.
void expectOpensslAccepts(const Bytes& cms, const std::string& content, bool detached) {
    const std::filesystem::path folder = tanba::test::scratchFolder();
    tanba::test::writeFile(folder / "signed.cms", cms);
    tanba::test::writeFile(folder / "content.bin", viewOf(content));
    tanba::test::writeFile(folder / "ca.crt",
                           viewOf(toPem("CERTIFICATE", tanba::test::signingAuthority().certificate().der())));
    const auto result = tanba::test::openssl(
        folder,
        "cms -verify -binary -inform DER -in signed.cms -CAfile ca.crt -purpose any -attime 1781956800 "
        "-out verified.bin" +
            std::string(detached ? " -content content.bin" : ""));
    EXPECT_EQ(result.exitCode, 0) << result.output;
    EXPECT_EQ(tanba::test::fileContent(folder / "verified.bin"), toBytes(content));
}

void expectGostIntact(const Bytes& cms, const std::string& content, bool detached) {
    const Bytes document = toBytes(content);
    const auto signature = tanba::test::onlySignature(cms, detached ? &document : nullptr);
    EXPECT_EQ(signature.integrity, sign::Integrity::Ok) << tanba::test::objections(signature);
    ASSERT_TRUE(signature.signer.has_value());
    EXPECT_EQ(*signature.signer, gostPerson().certificate);
}

TEST(Cades, IsPlainBase64OnOneLine) {
    Hall hall;
    Page page(hall);
    for (const bool attached : {true, false}) {
        hall.desk.willSign(rsaPerson());
        const std::string reply = page.ask(cades(document(), attached));
        EXPECT_THAT(reply, testing::MatchesRegex(R"(\{"code":"200","responseObject":"[A-Za-z0-9+/]+=*"\})"));
        expectOpensslAccepts(decoded(at(reply, "/responseObject")), document(), !attached);
        hall.desk.willSign(gostPerson());
        expectGostIntact(decoded(at(page.ask(cades(document(), attached)), "/responseObject")), document(),
                         !attached);
    }
    EXPECT_THAT(hall.desk.finishes, ElementsAre("1 ok", "2 ok", "3 ok", "4 ok"));
    EXPECT_EQ(hall.desk.questions[0]->format, ConsentFormat::CmsAttached);
    EXPECT_EQ(hall.desk.questions[2]->format, ConsentFormat::CmsDetached);
    EXPECT_EQ(hall.desk.questions[0]->items[0].digest,
              crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(document())).value().bytes);
}

TEST(Cades, AddsASignerToACms) {
    Hall hall;
    Page page(hall);
    const Bytes first = tanba::test::signWith(gostPerson(), viewOf(document()), sign::CmsContent::Attached);
    hall.desk.willSign(rsaPerson());
    const Bytes both = decoded(at(page.ask(cades(asText(first), true)), "/responseObject"));
    const sign::SignedFile file = tanba::test::verified(both);
    ASSERT_EQ(file.signatures.size(), 2U);
    for (const sign::SignatureEvidence& signature : file.signatures)
        EXPECT_EQ(signature.integrity, sign::Integrity::Ok);
    const ConsentItem& shown = hall.desk.questions[0]->items[0];
    EXPECT_EQ(*shown.content, toBytes(document())) << "the person sees what is inside";
    EXPECT_THAT(shown.presentSigners, ElementsAre("СЫНАҚОВ СЫНАҚ СЫНАҚҰЛЫ"));
}

TEST(Cades, DoesNotSignUnderADocumentThatIsNotThere) {
    Hall hall;
    Page page(hall);
    const Bytes first = tanba::test::signWith(gostPerson(), viewOf(document()), sign::CmsContent::Detached);
    EXPECT_EQ(page.ask(cades(asText(first), false)), R"({"code":"500","message":"cms.content_missing"})");
}

TEST(Cades, SignsOverADigestOfAListedPortal) {
    Hall hall(nullptr, {std::string(kPortal)});
    Page page(hall);
    const Bytes digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(document())).value().bytes;
    const std::string request =
        common("createCAdESFromBase64Hash", R"(["PKCS12","SIGNATURE",)" + json(toBase64(digest)) + "]");
    hall.desk.willSign(rsaPerson());
    expectOpensslAccepts(decoded(at(page.ask(request), "/responseObject")), document(), true);
    hall.desk.willSign(gostPerson());
    EXPECT_EQ(page.ask(request), R"({"code":"500","message":"signing.digest_length_wrong"})")
        << "a digest of another algorithm than the key's";
    EXPECT_THAT(hall.desk.finishes, ElementsAre("1 ok", "2 signing.digest_length_wrong"));
}

TEST(Cades, SignsAFileThatThePersonChose) {
    Hall hall;
    hall.files.put("/home/aliya/letter.txt", toBytes(document()));
    Page page(hall);
    hall.desk.willChoose("/home/aliya/letter.txt");
    const std::string token = at(page.ask(common("showFileChooser", R"(["ALL",""])")), "/responseObject");
    hall.desk.willSign(rsaPerson());
    const std::string reply =
        page.ask(common("createCAdESFromFile", R"(["PKCS12","SIGNATURE",)" + json(token) + ",false]"));
    expectOpensslAccepts(decoded(at(reply, "/responseObject")), document(), true);
}

TEST(Xml, SignsCompactlyWithTheHeaderOfTheOriginal) {
    Hall hall;
    Page page(hall);
    const std::string request = common("signXml", R"(["PKCS12","SIGNATURE",)" +
                                                      json("<?xml version=\"1.0\" encoding=\"utf-16\"?>"
                                                           "<form><a>Қазақша \"1\"</a></form>") +
                                                      R"(,"",""])");
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(request);
    EXPECT_THAT(reply,
                HasSubstr(R"("responseObject":"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>)"
                          R"(<form><a>Қазақша \"1\"<\/a><ds:Signature xmlns:ds=)"));
    const std::string signedXml = at(reply, "/responseObject");
    EXPECT_THAT(tanba::test::part(signedXml, "<ds:Signature", "</ds:Signature>"), Not(HasSubstr("\n")));
    const auto judged = tanba::test::xmlsecVerify(
        signedXml, "--trusted-pem ca.crt --verification-time '2026-06-20 12:00:00'");
    EXPECT_EQ(judged.exitCode, 0) << judged.output;
    hall.desk.willSign(gostPerson());
    EXPECT_EQ(tanba::test::integrities(at(page.ask(request), "/responseObject")), "ok");
}

TEST(Xml, SignsManyInTheirOrderWithOneKey) {
    Hall hall;
    Page page(hall);
    SessionWatch watch;
    hall.desk.willSign(gostPerson(), watch);
    const std::string reply =
        page.ask(common("signXmls", R"(["PKCS12","SIGNATURE",["<a>1</a>","<a>2</a>","<a>3</a>"],"",""])"));
    for (int index = 0; index < 3; ++index) {
        const std::string one = at(reply, "/responseObject/" + std::to_string(index));
        EXPECT_THAT(one, HasSubstr("<a>" + std::to_string(index + 1) + "<ds:Signature"));
        EXPECT_EQ(tanba::test::integrities(one), "ok");
    }
    EXPECT_EQ(watch.signatures, 3);
    EXPECT_TRUE(watch.closed);
    EXPECT_EQ(hall.desk.questions.size(), 1U);
}

TEST(Xml, SignsAnElementById) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(common("signXml", R"(["PKCS12","SIGNATURE",)" +
                                                             json("<r><part Id='p1'><x/></part><b/></r>") +
                                                             R"(,"//*[@Id='p1']","//*[@Id='p1']"])"));
    const std::string signedXml = at(reply, "/responseObject");
    EXPECT_THAT(signedXml, HasSubstr(R"(URI="#p1")"));
    const auto judged = tanba::test::xmlsecVerify(signedXml, "--pubkey-cert-pem rsa.crt --id-attr:Id part");
    EXPECT_EQ(judged.exitCode, 0) << judged.output;
}

std::string basicsCms(const std::vector<std::string>& contents, std::string_view parameters) {
    std::string data;
    for (const std::string& content : contents)
        data += (data.empty() ? "" : ",") + base64(content);
    return basics(R"({"format":"cms","data":[)" + data + R"(],"signingParams":{"decode":true)" +
                  std::string(parameters) + R"(},"signerParams":{"chain":[]}})");
}

TEST(Basics, GivesAnArrayOfPemAlsoForOne) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply =
        page.ask(basics(R"({"format":"cms","data":)" + base64(document()) +
                        R"(,"signingParams":{"decode":true},"signerParams":{"chain":[]}})"));
    EXPECT_THAT(reply, testing::StartsWith(R"({"body":{"result":["-----BEGIN CMS-----\nMII)"));
    EXPECT_THAT(reply, testing::EndsWith(R"(\n-----END CMS-----\n"]},"status":true})"));
    expectOpensslAccepts(decoded(at(reply, "/body/result/0")), document(), false);
}

TEST(Basics, SignsManyInTheirOrderWithOneKey) {
    Hall hall;
    Page page(hall);
    SessionWatch watch;
    hall.desk.willSign(gostPerson(), watch);
    const std::string reply =
        page.ask(basicsCms({document(1), document(2), document(3)}, R"(,"encapsulate":false)"));
    for (int index = 0; index < 3; ++index)
        expectGostIntact(decoded(at(reply, "/body/result/" + std::to_string(index))), document(index + 1),
                         true);
    EXPECT_EQ(watch.signatures, 3);
}

TEST(Basics, GivesTheCertificateWhereItWasAskedFor) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(basicsCms({document()}, R"(,"outputCert":true)"));
    EXPECT_THAT(reply, testing::StartsWith(R"({"body":{"result":{"signatures":["-----BEGIN CMS-----\n)"));
    EXPECT_EQ(at(reply, "/body/result/certificate"), toPem("CERTIFICATE", rsaPerson().certificate.der()));
    expectOpensslAccepts(decoded(at(reply, "/body/result/signatures/0")), document(), false);
    EXPECT_TRUE(hall.desk.questions[0]->withCertificate);
}

TEST(Basics, SignsTheTextItselfWithoutDecode) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(
        basics(R"({"format":"cms","data":)" + json(document()) + R"(,"signerParams":{"chain":[]}})"));
    expectOpensslAccepts(decoded(at(reply, "/body/result/0")), document(), false);
}

TEST(Basics, SignsXmlWithoutOneLineBreak) {
    Hall hall;
    Page page(hall);
    for (const bool decode : {false, true}) {
        hall.desk.willSign(rsaPerson());
        const std::string xml = "<tag>data</tag>";
        const std::string reply =
            page.ask(basics(R"({"format":"xml","data":)" + (decode ? base64(xml) : json(xml)) +
                            R"(,"signingParams":{"decode":)" + (decode ? "true" : "false") +
                            R"(},"signerParams":{"chain":[]}})"));
        const std::string signedXml = at(reply, "/body/result/0");
        EXPECT_THAT(signedXml, Not(HasSubstr("\n")));
        EXPECT_EQ(tanba::test::xmlsecVerify(signedXml, "--pubkey-cert-pem rsa.crt").exitCode, 0);
    }
}

TEST(Basics, GivesBareValues) {
    Hall hall;
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply =
        page.ask(basics(R"({"format":"raw","data":)" + base64(document()) +
                        R"(,"signingParams":{"decode":true},"signerParams":{"chain":[]}})"));
    const std::filesystem::path folder = tanba::test::scratchFolder();
    tanba::test::writeFile(folder / "value", decoded(at(reply, "/body/result/0")));
    tanba::test::writeFile(folder / "content", viewOf(document()));
    tanba::test::exportIdentity(folder, "rsa", rsaPerson());
    const auto judged =
        tanba::test::runIn(folder, "openssl x509 -in rsa.crt -pubkey -noout > rsa.pub && "
                                   "openssl dgst -sha256 -verify rsa.pub -signature value content");
    EXPECT_EQ(judged.exitCode, 0) << judged.output;
}

TEST(Basics, SignsADigestOfAListedPortal) {
    Hall hall(nullptr, {std::string(kPortal)});
    Page page(hall);
    const Bytes digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, viewOf(document())).value().bytes;
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(
        basics(R"({"format":"cms","data":)" + json(toBase64(digest)) +
               R"(,"signingParams":{"decode":"false","digested":"true"},"signerParams":{"chain":[]}})"));
    expectOpensslAccepts(decoded(at(reply, "/body/result/0")), document(), true);
}

TEST(Key, MustBeWhatThePageAskedFor) {
    Hall hall;
    Page page(hall);
    SessionWatch watch;
    hall.desk.willSign(rsaPerson(), watch);
    const std::string reply = page.ask(basics(R"({"format":"cms","data":)" + json(document()) +
                                              R"(,"signerParams":{"chain":[],"iin":"000000000000"}})"));
    EXPECT_THAT(reply, HasSubstr(R"("details":"service.key_does_not_fit")"));
    EXPECT_EQ(watch.signatures, 0);
    EXPECT_TRUE(watch.closed);
    EXPECT_THAT(hall.desk.finishes, ElementsAre("1 service.key_does_not_fit"));
}

TEST(Key, ThatFailsGivesOneErrorForAll) {
    Hall hall;
    Page page(hall);
    SessionWatch watch;
    watch.before = [&watch]() -> Outcome {
        return watch.signatures < 2 ? Outcome(Done{}) : fail(FailureCode::CardRemoved);
    };
    hall.desk.willSign(rsaPerson(), watch);
    const std::string reply = page.ask(basicsCms({document(1), document(2), document(3)}, ""));
    EXPECT_EQ(reply, R"({"code":"SIGNING_FAILURE","details":"card.removed","message":"Signing failure.",)"
                     R"("status":false})");
    EXPECT_EQ(watch.signatures, 2);
    EXPECT_TRUE(watch.closed);
}

TEST(Key, IsClosedBeforeTheAnswerIsSent) {
    Hall hall;
    Page page(hall);
    SessionWatch watch;
    hall.desk.willSign(rsaPerson(), watch);
    page.send(cades(document(), true));
    EXPECT_TRUE(watch.closed);
}

// ---- time stamps ----

const tanba::test::Identity& stampAuthority() {
    static const tanba::test::Identity kAuthority = tanba::test::signingAuthority().issue(
        crypto::KeyAlgorithm::Rsa, tanba::test::CertificateProfile::timestamping());
    return kAuthority;
}

/// Tells whether the key was closed when the network was asked.
class WatchingStamps : public tanba::test::DirectStamps {
  public:
    explicit WatchingStamps(const SessionWatch& watch) : DirectStamps(stampAuthority()), watch_(watch) {}
    Result<Bytes> stamp(ByteView value, crypto::DigestAlgorithm imprint, const CancelToken* cancel) override {
        keyWasClosed = keyWasClosed && watch_.closed;
        return DirectStamps::stamp(value, imprint, cancel);
    }
    bool keyWasClosed = true;

  private:
    const SessionWatch& watch_;
};

TEST(Timestamps, StandBesideTheSignatures) {
    SessionWatch watch;
    WatchingStamps stamps(watch);
    Hall hall(&stamps);
    Page page(hall);
    hall.desk.willSign(gostPerson(), watch);
    const std::string reply = page.ask(basicsCms({document(1), document(2)}, R"(,"tsaProfile":{})"));
    for (int index = 0; index < 2; ++index) {
        const Bytes cms = decoded(at(reply, "/body/result/" + std::to_string(index)));
        EXPECT_FALSE(tanba::test::onlySignature(cms).timestampToken.empty());
        expectGostIntact(cms, document(index + 1), false);
    }
    EXPECT_TRUE(stamps.keyWasClosed);
    EXPECT_TRUE(hall.desk.questions[0]->withTimestamp);
}

TEST(Timestamps, ComeWithTheOldMethodsToo) {
    tanba::test::DirectStamps stamps(stampAuthority());
    Hall hall(&stamps);
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(cades(document(), false, "createCMSSignatureFromBase64"));
    const Bytes cms = decoded(at(reply, "/responseObject"));
    const Bytes content = toBytes(document());
    EXPECT_FALSE(tanba::test::onlySignature(cms, &content).timestampToken.empty());
    expectOpensslAccepts(cms, document(), true);
}

TEST(Timestamps, AreAddedToASignatureThatIsThere) {
    tanba::test::DirectStamps stamps(stampAuthority());
    Hall hall(&stamps);
    Page page(hall);
    const Bytes plain = tanba::test::signWith(rsaPerson(), viewOf(document()), sign::CmsContent::Attached);
    const std::string request =
        common("applyCAdEST", R"(["PKCS12","SIGNATURE",)" + json(toBase64(plain)) + "]");
    const Bytes stamped = decoded(at(page.ask(request), "/responseObject"));
    EXPECT_FALSE(tanba::test::onlySignature(stamped).timestampToken.empty());
    EXPECT_EQ(hall.executor.lanes.back(), Executor::Lane::Stamping) << "no consent waits behind it";
    EXPECT_EQ(page.ask(common("applyCAdEST", R"(["PKCS12","SIGNATURE","MTEK"])")).substr(0, 30),
              R"({"code":"500","message":"cms.m)");
    for (std::size_t count = 2; count < Reception::kMaxStamps; ++count)
        page.send(request);
    EXPECT_EQ(page.ask(request), R"({"code":"500","message":"service.too_much"})");
    hall.clock.time += Reception::kStampWindow + std::chrono::seconds(1);
    EXPECT_THAT(page.ask(request), HasSubstr(R"("code":"200")"));
}

TEST(Timestamps, AreRefusedBeforeTheQuestionWhereThereIsNoNetwork) {
    Hall hall;
    Page page(hall);
    EXPECT_THAT(page.ask(basicsCms({document()}, R"(,"tsaProfile":{"url":"http://evil.example"})")),
                HasSubstr("network.off"));
    EXPECT_EQ(page.ask(cades(document(), true, "createCMSSignatureFromBase64")),
              R"({"code":"500","message":"network.off"})");
    EXPECT_THAT(hall.desk.questions, testing::IsEmpty());
}

TEST(Timestamps, ThatDoNotComeAreAnError) {
    tanba::test::DirectStamps stamps(stampAuthority());
    stamps.failsAt = 1;
    Hall hall(&stamps);
    Page page(hall);
    hall.desk.willSign(rsaPerson());
    const std::string reply = page.ask(basicsCms({document()}, R"(,"tsaProfile":{})"));
    EXPECT_THAT(reply, HasSubstr(R"("code":"SIGNING_FAILURE")"));
    EXPECT_THAT(hall.desk.finishes, ElementsAre(Not(HasSubstr("ok"))));
}

} // namespace
} // namespace tanba::service::test
