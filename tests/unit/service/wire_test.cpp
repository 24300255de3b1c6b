#include "app/service/api/key_info.h"
#include "core/base/encoding.h"
#include "tests/unit/service/page.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gmock/gmock.h>

// What goes over the wire, byte by byte.

namespace tanba::service::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kMismatch =
    R"({"code":"500","message":"java.lang.IllegalArgumentException: argument type mismatch. Method: )";

std::string mismatch(std::string_view method) {
    return std::string(kMismatch) + std::string(method) + "\"}";
}

TEST(Wire, BeginsWithTheGreeting) {
    Hall hall;
    const Page page(hall);
    EXPECT_THAT(page.received, ElementsAre(R"({"result":{"version":"1.4"}})"));
}

TEST(Wire, EchoesHeartbeats) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask("--heartbeat--"), "--heartbeat--");
}

TEST(Wire, AnswersEveryUnknownModuleAndTellsThePersonOnce) {
    Hall hall;
    Page page(hall);
    Page second(hall);
    Page other(hall, "https://other.kz");
    const std::string request = R"({"module":"kz.uchet.signUtil.commonUtils","method":"getVersion"})";
    for (Page* asking : {&page, &page, &second, &other})
        EXPECT_EQ(asking->ask(request), R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    EXPECT_EQ(page.ask(R"({module:"NURSign",type:"version"})"),
              R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    // By this one a widespread script tells another program from NCALayer, wherever it is used.
    EXPECT_EQ(page.ask(R"({"module":"kz.digiflow.mobile.extensions","method":"getVersion"})"),
              R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    EXPECT_THAT(hall.desk.missing, ElementsAre("https://portal.example.kz kz.uchet.signUtil.commonUtils",
                                               "https://other.kz kz.uchet.signUtil.commonUtils",
                                               "https://portal.example.kz NURSign"));
}

TEST(Wire, PassesOverAnEmptyObject) {
    Hall hall;
    Page page(hall);
    page.send("{}");
    EXPECT_EQ(page.received.size(), 1U);
    EXPECT_EQ(page.ask("--heartbeat--"), "--heartbeat--");
}

TEST(Wire, AnswersWhatIsNoRequest) {
    Hall hall;
    Page page(hall);
    for (const char* text : {"", "nonsense", "[1,2]", "{\"module\":\"x", "{a:1,a:2}", "{\"a\":\"\xFF\"}"})
        EXPECT_EQ(page.ask(text), R"({"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"})") << text;
    EXPECT_EQ(page.ask("{\"module\":\"kz.gov.pki.knca.commonUtils\",a:" + std::string(100'000, '[') + "}"),
              R"({"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"})");
}

TEST(Wire, GivesTheOldAppletAnErrorButSetLocaleNothing) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(R"({"method":"getKeys","args":["PKCS12","/home/me/key.p12","secret","ALL"]})"),
              R"({"errorCode":"COMMON"})");
    EXPECT_EQ(page.ask(R"({"module":null,"method":"signXml","args":[],"uuid":"u-1"})"),
              R"({"errorCode":"COMMON","uuid":"u-1"})");
    page.send(R"({"method":"setLocale","args":["ru"]})");
    EXPECT_EQ(page.received.size(), 3U);
    EXPECT_THAT(hall.desk.missing, ElementsAre("https://portal.example.kz kz.gov.pki.knca.applet.Applet"));
}

TEST(Wire, ListsWhatItStandsInFor) {
    Hall hall;
    Page page(hall);
    const std::string module = R"({"module":"kz.gov.pki.ncalayerservices.accessory","method":)";
    EXPECT_EQ(page.ask(module + R"("getBundles"})"), R"({"kz.gov.pki.api.layer.NCALayerServices":"0.7.3"})");
    EXPECT_EQ(page.ask(module + R"("getServices"})"),
              R"({"services":["kz.gov.pki.knca.commonUtils","kz.gov.pki.knca.basics",)"
              R"("kz.gov.pki.ncalayerservices.accessory"]})");
    EXPECT_EQ(page.ask(module + R"("installBundle","symname":"com.osdkz.esf.signer"})"),
              R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    EXPECT_EQ(page.ask(module + R"("showSettings"})"),
              R"({"success":false,"code":"COMMON_JSON_WRAPPING_EXCEPTION"})");
    EXPECT_THAT(hall.desk.missing, ElementsAre("https://portal.example.kz com.osdkz.esf.signer"));
}

TEST(Wire, ModulesThatAPageMakesUpHideNoOtherSites) {
    Hall hall;
    Page evil(hall, "https://evil.kz");
    for (int number = 0; number < 2000; ++number)
        evil.ask(R"({"module":"made.up.)" + std::to_string(number) + R"(","method":"a"})");
    EXPECT_EQ(hall.desk.missing.size(), Reception::kMaxMissingOfOne);
    Page other(hall);
    other.ask(R"({"module":"com.osdkz.esf.signer","method":"a"})");
    EXPECT_EQ(hall.desk.missing.back(), "https://portal.example.kz com.osdkz.esf.signer");
}

// ---- commonUtils ----

TEST(CommonUtils, DispatchesByNameAndNumberOfArguments) {
    Hall hall;
    Page page(hall);
    for (const char* method : {"getSubjectDN", "signPlainData", "createCms", "getCertificateInfo"})
        EXPECT_EQ(page.ask(common(method, "[]")),
                  R"({"code":"500","message":"NoSuchMethodException )" + std::string(method) + "\"}");
    const std::string noTokens = R"({"code":"500","message":"NoSuchMethodException getActiveTokens"})";
    EXPECT_EQ(page.ask(common("getActiveTokens", R"([""])")), noTokens);
    EXPECT_EQ(page.ask(common("signXml", R"({"storage":"PKCS12"})")),
              R"({"code":"500","message":"NoSuchMethodException signXml"})");
    EXPECT_EQ(page.ask(R"({"module":"kz.gov.pki.knca.commonUtils"})"),
              R"({"code":"500","message":"JSONObject[\"method\"] not found."})");
    EXPECT_EQ(page.ask(R"({"module":"kz.gov.pki.knca.commonUtils","method":5})"),
              R"({"code":"500","message":"JSONObject[\"method\"] not a string."})");
}

TEST(CommonUtils, RefusesArgumentsOfAnotherType) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(common("getKeyInfo", "[null]")), mismatch("getKeyInfo"));
    EXPECT_EQ(page.ask(common("getKeyInfo", "[1]")), mismatch("getKeyInfo"));
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["AKKaztokenStore",123,"MTEK",false])")),
              mismatch("createCAdESFromBase64"));
    EXPECT_EQ(page.ask(common("createCMSSignatureFromBase64", R"(["AKKaztokenStore",[7,7,7],"MTEK",false])")),
              mismatch("createCMSSignatureFromBase64"));
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE","MTEK","yes"])")),
              mismatch("createCAdESFromBase64"));
    EXPECT_EQ(page.ask(common("signXmls", R"(["PKCS12","SIGNATURE",["<a/>",1],"",""])")),
              mismatch("signXmls"));
    EXPECT_EQ(page.ask(common("changeLocale", "[2]")), mismatch("changeLocale"));
}

TEST(CommonUtils, SendsTheUuidBackButNotWithErrorsOfDispatch) {
    Hall hall;
    Page page(hall);
    const std::string module = R"({"module":"kz.gov.pki.knca.commonUtils","uuid":"7f-1","method":)";
    EXPECT_EQ(page.ask(module + R"("getActiveTokens"})"),
              R"({"code":"200","responseObject":[],"uuid":"7f-1"})");
    EXPECT_EQ(page.ask(module + R"("getKeyInfo","args":[""]})"),
              R"({"code":"500","message":"storageName.param.empty","uuid":"7f-1"})");
    EXPECT_EQ(page.ask(module + R"("nothing"})"),
              R"({"code":"500","message":"NoSuchMethodException nothing"})");
    EXPECT_EQ(page.ask(module + R"("getKeyInfo","args":[null]})"), mismatch("getKeyInfo"));
}

TEST(CommonUtils, TellsKindsOfTokensAndNeverFiles) {
    Hall hall;
    Page page(hall);
    const std::string request = R"({"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"})";
    EXPECT_EQ(page.ask(request), R"({"code":"200","responseObject":[]})");
    hall.desk.tokens = {"PKCS12", "AKKaztokenStore", "YubiKey of Aliya", "JKS", "AKKZIDCardStore"};
    EXPECT_EQ(page.ask(request), R"({"code":"200","responseObject":["AKKaztokenStore","AKKZIDCardStore"]})");
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(CommonUtils, ChangesTheLanguageOfItsQuestions) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(common("changeLocale", R"(["kz"])")), R"({"code":"200"})");
    hall.desk.willCancel();
    page.send(common("getKeyInfo", R"(["PKCS12"])"));
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    EXPECT_EQ(hall.desk.questions[0]->locale, "kk");
}

TEST(CommonUtils, KnowsItsStorages) {
    Hall hall;
    Page page(hall);
    for (const char* method : {"getKeyInfo"}) {
        EXPECT_EQ(page.ask(common(method, R"([" "])")),
                  R"({"code":"500","message":"storageName.param.empty"})");
        EXPECT_EQ(page.ask(common(method, R"(["Vault"])")), R"({"code":"500","message":"storage.unknown"})");
    }
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["","SIGNATURE","MTEK",false])")),
              R"({"code":"500","message":"storageName.param.empty"})");
    hall.desk.willAnswer([](const ConsentQuestion&) {
        ConsentAnswer answer;
        answer.kind = ConsentAnswer::Kind::NoSuchStorage;
        return answer;
    });
    EXPECT_EQ(page.ask(common("getKeyInfo", R"(["AKKaztokenStore"])")),
              R"({"code":"500","message":"storage.empty"})");
}

TEST(CommonUtils, ShowsAKeyAfterItsOwnConsent) {
    Hall hall;
    Page page(hall);
    const keys::Certificate& certificate = tanba::test::gostPerson().certificate;
    hall.desk.willAnswer([&certificate](const ConsentQuestion& question) {
        EXPECT_EQ(question.kind, ConsentQuestion::Kind::ShowIdentity);
        EXPECT_THAT(question.key.storages, ElementsAre("PKCS12"));
        ConsentAnswer answer;
        answer.kind = ConsentAnswer::Kind::Granted;
        answer.certificate = certificate;
        return answer;
    });
    const std::string reply = page.ask(common("getKeyInfo", R"(["PKCS12"])"));
    const std::string id = toHex(certificate.subjectKeyId());
    EXPECT_EQ(reply.substr(0, 200),
              (R"({"code":"200","responseObject":{"alias":")" + id + R"(","keyId":")" + id +
               R"(","algorithm":"ECGOST3410-2015-512","subjectCn":"СЫНАҚОВ СЫНАҚ","subjectDn":")")
                  .append(at(reply, "/responseObject/subjectDn"))
                  .substr(0, 200));
    EXPECT_THAT(reply, HasSubstr(R"("certNotAfter":"1798761600000","certNotBefore":"1767225600000",)"));
    EXPECT_EQ(at(reply, "/responseObject/serialNumber"), certificate.serialHex());
    EXPECT_EQ(at(reply, "/responseObject/authorityKeyIdentifier"), toHex(certificate.authorityKeyId()));
    EXPECT_EQ(at(reply, "/responseObject/pem"), toPem("CERTIFICATE", certificate.der()));
    const std::string subject = at(reply, "/responseObject/subjectDn");
    EXPECT_THAT(subject, HasSubstr("SERIALNUMBER=IIN991231500016"));
    EXPECT_THAT(subject, HasSubstr("GIVENNAME=СЫНАҚҰЛЫ"));
    EXPECT_THAT(subject, testing::Not(HasSubstr(", ")));
    EXPECT_EQ(subject, api::distinguishedName(certificate.subject()));

    hall.desk.willCancel();
    EXPECT_EQ(page.ask(common("getKeyInfo", R"(["AKKZIDCardStore"])")),
              R"({"code":"500","message":"action.canceled"})");
}

TEST(CommonUtils, NamesKeysAsTheOriginalDoes) {
    EXPECT_THAT(api::keyInfoJson(tanba::test::rsaPerson().certificate), HasSubstr(R"("algorithm":"RSA")"));
}

TEST(CommonUtils, GivesTokensInsteadOfPaths) {
    Hall hall;
    Page page(hall);
    hall.desk.willChoose("/home/aliya/Құжаттар/Шарт.pdf");
    const std::string reply = page.ask(common("showFileChooser", R"(["ALL","/home/aliya"])"));
    EXPECT_THAT(at(reply, "/responseObject"), testing::MatchesRegex("tanba:/[0-9a-f]{32}/Шарт\\.pdf"));
    EXPECT_THAT(reply, testing::Not(HasSubstr("aliya")));
    EXPECT_EQ(hall.desk.questions[0]->fileExtension, "ALL");
    hall.desk.willCancel();
    EXPECT_EQ(page.ask(common("showFileChooser", R"(["P12",""])")),
              R"({"code":"500","message":"action.canceled"})");
}

TEST(CommonUtils, TellsMalformedXmlInTheWordsOfJava) {
    Hall hall;
    Page page(hall);
    const std::string reply =
        page.ask(common("signXml", R"(["AKKaztokenStore","123","<this>is not a valid XML","",""])"));
    EXPECT_EQ(reply, R"({"code":"500","message":"org.xml.sax.SAXParseException; lineNumber: 1; )"
                     R"(columnNumber: 25; XML document structures must start and end within the same )"
                     R"(entity."})");
}

TEST(CommonUtils, AnswersWrongBase64) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE","M?EK",true])")),
              R"({"code":"500","message":"base64.malformed"})");
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE","",true])")),
              R"({"code":"500","message":"input.empty"})");
}

TEST(CommonUtils, CancelsInItsOwnWords) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    EXPECT_EQ(page.ask(common("createCAdESFromBase64", R"(["PKCS12","SIGNATURE","MTEK",true])")),
              R"({"code":"500","message":"action.canceled"})");
    EXPECT_THAT(hall.desk.finishes, IsEmpty());
}

// ---- basics ----

std::string invocation(std::string_view details) {
    return R"({"code":"INVOCATION_ERROR","details":)" + json(details) +
           R"(,"message":"An invoked method threw an exception.","status":false})";
}

std::string general(std::string_view details) {
    return R"({"code":"GENERAL_ERROR","details":)" + json(details) +
           R"(,"message":"General error.","status":false})";
}

std::string parameters(std::string_view details) {
    return R"({"code":"INVALID_SIGNING_PARAMS","details":)" + json(details) +
           R"(,"message":"Invalid signing parameters.","status":false})";
}

TEST(Basics, AnswersTheRecordedMistake) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(
        page.ask(basics(R"({"allowedStorages":null,"format":"cms","data":"MTEK","signingParams":555,)"
                        R"("signerParams":{"extKeyUsageOids":[]},"locale":"ru"})")),
        R"({"code":"INVOCATION_ERROR","details":"org.json.JSONException: JSONObject[\"signingParams\"] )"
        R"(is not a JSONObject.","message":"An invoked method threw an exception.","status":false})");
}

TEST(Basics, AnswersEveryOtherMistake) {
    Hall hall;
    Page page(hall);
    EXPECT_EQ(page.ask(basics(R"({"data":"MTEK"})")),
              invocation("org.json.JSONException: JSONObject[\"format\"] not found."));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms"})")),
              invocation("org.json.JSONException: JSONObject[\"data\"] not found."));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":"x","signerParams":[]})")),
              invocation("org.json.JSONException: JSONObject[\"signerParams\"] is not a JSONObject."));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":"x","allowedStorages":"PKCS12"})")),
              invocation("org.json.JSONException: JSONObject[\"allowedStorages\"] is not a JSONArray."));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":[1]})")),
              invocation("org.json.JSONException: JSONObject[\"data\"] is not a JSONArray."));
    EXPECT_EQ(page.ask(basics(R"({"format":"Выберите формат","data":"x"})")), parameters("format"));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":[]})")), parameters("data"));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":"x","allowedStorages":["Vault"]})")),
              parameters("allowedStorages"));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":"x","signerParams":{"chain":["no PEM"]}})")),
              parameters("chain"));
    const std::string noCertificate = json(toPem("CERTIFICATE", Bytes{1, 2, 3}));
    EXPECT_EQ(
        page.ask(basics(R"({"format":"cms","data":"x","signerParams":{"chain":[)" + noCertificate + "]}}")),
        parameters("chain"));
    EXPECT_EQ(page.ask(basics(R"({"format":"xml","data":"<a/>","signingParams":{"digested":true}})")),
              parameters("digested"));
    EXPECT_EQ(page.ask(basics(R"({"format":"cms","data":"M?","signingParams":{"decode":true}})")),
              parameters("base64.malformed"));
    const std::string module = R"({"module":"kz.gov.pki.knca.basics",)";
    EXPECT_EQ(page.ask(module + R"("method":"sign"})"),
              general("java.lang.IllegalArgumentException: sign demands arguments"));
    EXPECT_EQ(page.ask(module + R"("method":"sign","args":[]})"),
              general("java.lang.IllegalArgumentException: sign demands arguments"));
    EXPECT_EQ(page.ask(module + R"("method":"generateCsr","args":{}})"),
              general("java.lang.IllegalArgumentException: generateCsr is not defined in Basics"));
    EXPECT_EQ(page.ask(module + R"("method":"sign","apiVersion":1,"args":{}})"),
              general("java.lang.IllegalArgumentException: Supported apiVersion is 2"));
    EXPECT_EQ(page.ask(module + R"("args":{}})"),
              general("org.json.JSONException: JSONObject[\"method\"] not found."));
    EXPECT_THAT(hall.desk.questions, IsEmpty());
}

TEST(Basics, CancelsWithAnEmptyBody) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    EXPECT_EQ(page.ask(basics(R"({"allowedStorages":null,"format":"cms","data":"MTEK","signingParams":{},)"
                              R"("signerParams":{"extKeyUsageOids":[]},"locale":"ru"})")),
              R"({"body":{},"status":true})");
}

TEST(Basics, ReadsWhatThePageWants) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    page.send(basics(
        R"({"allowedStorages":["PKCS12","Unknown","AKKaztokenStore"],"format":"cms","data":")" +
        std::string("MTEK") +
        R"(","signingParams":{"decode":"true","encapsulate":"false","digested":"","tsaProfile":null,)"
        R"("allowExpired":"true","outputCert":true},"signerParams":{"extKeyUsageOids":["1.3.6.1.5.5.7.3.4",)"
        R"("1.2.398.3.3.4.1.1"],"iin":"991231500016","bin":"","serialNumber":"1A0F","chain":[]},)"
        R"("locale":"ru","logo":")" +
        std::string(50'000, 'A') + R"("})"));
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    const ConsentQuestion& question = *hall.desk.questions[0];
    EXPECT_EQ(question.format, ConsentFormat::CmsDetached);
    EXPECT_FALSE(question.withTimestamp);
    EXPECT_TRUE(question.withCertificate);
    EXPECT_EQ(question.locale, "ru");
    EXPECT_THAT(question.key.storages, ElementsAre("PKCS12", "AKKaztokenStore"));
    EXPECT_THAT(question.key.extendedKeyUsages, ElementsAre("1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.1"));
    EXPECT_EQ(question.key.iin, "991231500016");
    EXPECT_EQ(question.key.bin, "");
    EXPECT_EQ(question.key.serialNumber, "1a0f");
    EXPECT_EQ(question.key.chain, KeyWish::Chain::Any);
    EXPECT_TRUE(question.key.allowExpired);
    ASSERT_EQ(question.items.size(), 1U);
    EXPECT_EQ(*question.items[0].content, toBytes("11\n"));
    EXPECT_EQ(question.items[0].size, 3U);
    EXPECT_EQ(question.caller.origin, std::string(kPortal));
}

TEST(Basics, HasTheDefaultsOfTheOriginal) {
    Hall hall;
    Page page(hall);
    hall.desk.willCancel();
    page.send(basics(R"({"format":"cms","data":"MTEK","signingParams":{"decode":"base64"}})"));
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    const ConsentQuestion& question = *hall.desk.questions[0];
    EXPECT_EQ(question.format, ConsentFormat::CmsAttached);
    EXPECT_EQ(*question.items[0].content, toBytes("MTEK"));
    EXPECT_THAT(question.key.storages, IsEmpty());
    EXPECT_EQ(question.key.chain, KeyWish::Chain::NationalAuthority);
    EXPECT_FALSE(question.key.allowExpired);
    EXPECT_FALSE(question.withCertificate);
}

TEST(Basics, TakesTheChainThatThePageGives) {
    Hall hall;
    Page page(hall);
    const keys::Certificate& authority = tanba::test::signingAuthority().certificate();
    hall.desk.willCancel();
    page.send(basics(R"({"format":"cms","data":"MTEK","signerParams":{"chain":[)" +
                     json(toPem("CERTIFICATE", authority.der())) + "]}}"));
    ASSERT_EQ(hall.desk.questions.size(), 1U);
    EXPECT_EQ(hall.desk.questions[0]->key.chain, KeyWish::Chain::Given);
    EXPECT_THAT(hall.desk.questions[0]->key.chainCertificates, ElementsAre(authority));
}

} // namespace
} // namespace tanba::service::test
