#include "core/base/der_writer.h"
#include "core/sign/classify.h"
#include "tests/unit/sign/xml_test_support.h"

namespace tanba::test {
namespace {

using sign::Classification;
using sign::ContentClass;
using sign::SigningRequester;

// ---- who may ask for what ----

std::string gate(std::string_view content, const std::optional<std::string>& origin) {
    return outcome(sign::authoriseSigning(sign::classifyContent(viewOf(content), true), {origin, false}));
}

TEST(LoginGate, EveryShapeOfTheTableIsRefusedWithoutAnOrigin) {
    for (const sign::LoginShape& shape : sign::loginShapes()) {
        SCOPED_TRACE(shape.id);
        const Classification login{ContentClass::Login, {&shape}, {}};
        const auto refused = sign::authoriseSigning(login, {});
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.failure().code, FailureCode::LoginNeedsOrigin);
        EXPECT_EQ(refused.failure().subject, shape.id);
        EXPECT_EQ(outcome(sign::authoriseSigning(login, {"https://evil.example", false})),
                  "signing.login_for_other_origin");
        for (const std::string& origin : shape.origins) {
            Classification asked = login;
            if (shape.statesOrigin)
                asked.statedOrigins = {origin};
            EXPECT_EQ(outcome(sign::authoriseSigning(asked, {origin, false})), "ok");
            EXPECT_EQ(sign::normaliseOrigin(origin).value(),
                      origin); // the table holds them as they are compared
        }
    }
}

TEST(LoginGate, OriginsAreExact) {
    const std::string challenge = "<login><timeTicket>1</timeTicket></login>";
    EXPECT_EQ(gate(challenge, std::nullopt), "signing.login_needs_origin");
    EXPECT_EQ(gate(challenge, "https://idp.egov.kz"), "ok");
    for (const std::string origin :
         {"https://egov.kz", "https://evil.egov.kz", "https://idp.egov.kz.evil.example",
          "https://idp.egov.kz:444", "http://idp.egov.kz", "https://IDP.egov.kz", "https://idp.egov.kz/", "",
          "null", "idp.egov.kz"})
        EXPECT_EQ(gate(challenge, origin), "signing.login_for_other_origin") << origin;
}

TEST(LoginGate, ALoginForOnePortalIsNotGivenToAnother) {
    EXPECT_EQ(gate("<root><key>k</key></root>", "https://v3bl.goszakup.gov.kz"), "ok");
    EXPECT_EQ(gate("<root><key>k</key></root>", "https://idp.egov.kz"), "signing.login_for_other_origin");
    // Two challenges at once would be good for both portals, so neither gets it.
    const std::string both = "<a><login><timeTicket>1</timeTicket></login><root><key>k</key></root></a>";
    EXPECT_EQ(gate(both, "https://idp.egov.kz"), "signing.login_for_other_origin");
    EXPECT_EQ(gate(both, "https://v3bl.goszakup.gov.kz"), "signing.login_for_other_origin");
}

TEST(LoginGate, MoreInAChallengeChangesNobodysRight) {
    // eGov's own challenge holds a session as well, which other portals ask for alone.
    const std::string egov = "<login><timeTicket>1</timeTicket><sessionid>2</sessionid><x/></login>";
    EXPECT_EQ(gate(egov, "https://idp.egov.kz"), "ok");
    EXPECT_EQ(gate(egov, std::nullopt), "signing.login_needs_origin");
    EXPECT_EQ(gate("<root><key>k</key><x/></root>", "https://v3bl.goszakup.gov.kz"), "ok");
    EXPECT_EQ(gate("<root><key>k</key><x/></root>", "https://idp.egov.kz"), "signing.login_for_other_origin");
    EXPECT_EQ(gate("<login><sessionid>1</sessionid><x/></login>", std::nullopt),
              "signing.login_needs_origin");
    EXPECT_EQ(gate("<login><sessionid>1</sessionid><x/></login>", "https://idp.egov.kz"),
              "signing.login_for_other_origin");
}

TEST(LoginGate, AStatedOriginNeverSignsADocument) {
    EXPECT_EQ(gate("<contract>1</contract>", "https://idp.egov.kz"), "signing.login_expected");
    EXPECT_EQ(gate("<contract>1</contract>", std::nullopt), "ok");
    EXPECT_EQ(outcome(sign::authoriseSigning({ContentClass::Raw, {}, {}}, {"https://idp.egov.kz", false})),
              "signing.login_expected");
}

TEST(LoginGate, AHashNeedsAListedOrigin) {
    const Classification hash{ContentClass::HashOnly, {}, {}};
    EXPECT_EQ(outcome(sign::authoriseSigning(hash, {})), "signing.hash_needs_origin");
    EXPECT_EQ(outcome(sign::authoriseSigning(hash, {std::nullopt, true})), "signing.hash_needs_origin");
    EXPECT_EQ(outcome(sign::authoriseSigning(hash, {"https://a.example", false})),
              "signing.hash_needs_origin");
    EXPECT_EQ(outcome(sign::authoriseSigning(hash, {"https://a.example", true})), "ok");
}

TEST(LoginGate, AProfileChallengeIsForTheOriginItNames) {
    const auto profile = [](const std::string& origin) {
        return "<portalLogin xmlns:p=\"urn:eds-portal:1\" p:origin=\"" + origin +
               "\"><p:nonce>a</p:nonce><p:clientNonce>b</p:clientNonce>"
               "<p:expires>2025-10-10T09:05:00Z</p:expires></portalLogin>";
    };
    EXPECT_EQ(gate(profile("https://portal.example"), "https://portal.example"), "ok");
    EXPECT_EQ(gate(profile("https://portal.example"), "https://other.example"),
              "signing.login_for_other_origin");
    EXPECT_EQ(gate(profile("https://portal.example"), std::nullopt), "signing.login_needs_origin");
    // Only an origin as it is compared: no other spelling, nothing that is not one.
    EXPECT_EQ(gate(profile("https://Portal.example"), "https://portal.example"),
              "signing.login_for_other_origin");
    EXPECT_EQ(gate(profile(""), ""), "signing.login_for_other_origin");
    EXPECT_EQ(gate(profile("*"), "*"), "signing.login_for_other_origin");
    const Classification two{ContentClass::Login,
                             sign::classifyContent(viewOf(profile("https://a.example")), true).shapes,
                             {"https://a.example", "https://b.example"}};
    EXPECT_EQ(outcome(sign::authoriseSigning(two, {"https://a.example", false})),
              "signing.login_for_other_origin");
}

TEST(LoginGate, AChallengeWithAnAddressIsForThatListedOriginOnly) {
    const auto login = [](const std::string& inside, const std::optional<std::string>& origin) {
        return gate("<login>" + inside + "</login>", origin);
    };
    const std::string own = "<url>https://sigex.kz/api/x?mgovSign</url>";
    const std::string time = "<timeStamp>2026-11-22T12:00:00Z</timeStamp>";
    EXPECT_EQ(login(own + time, "https://sigex.kz"), "ok");
    EXPECT_EQ(login(own, "https://sigex.kz"), "ok");
    EXPECT_EQ(login(own, std::nullopt), "signing.login_needs_origin");
    // Nobody else's, not even that of the address, and no listed portal's for another.
    EXPECT_EQ(login(own, "https://other.example"), "signing.login_for_other_origin");
    for (const char* url : {"https://other.example/x", "https://sigex.kz.other.example/", "http://sigex.kz/",
                            "https://sigex.kz:8443/", "https://sigex.kz@other.example/", "sigex.kz", "",
                            "<x/>https://sigex.kz/", "https://sigex.kz/<!-- -->"})
        for (const char* asking : {"https://sigex.kz", "https://other.example"})
            EXPECT_EQ(login("<url>" + std::string(url) + "</url>" + time, asking),
                      "signing.login_for_other_origin")
                << url;
    EXPECT_EQ(login(own + "<url>https://other.example/x</url>", "https://sigex.kz"),
              "signing.login_for_other_origin");
    EXPECT_EQ(login(own + "<more/>", "https://sigex.kz"), "signing.login_for_other_origin");
}

// ---- logins by their look only ----

std::string probableGate(std::string_view content, const std::optional<std::string>& origin) {
    SigningRequester requester{origin, false};
    requester.asksThePerson = true;
    return outcome(sign::authoriseSigning(sign::classifyContent(viewOf(content), false), requester));
}

constexpr std::string_view kShortText = "0123456789abcdef";

TEST(LoginGate, AShortTextIsAskedAboutForAnySiteWhereAPersonIsAsked) {
    EXPECT_EQ(probableGate(kShortText, "https://portal.kz"), "ok");
    EXPECT_EQ(probableGate(kShortText, "https://idp.egov.kz"), "ok") << "listed for another login";
    EXPECT_EQ(probableGate(kShortText, "https://sigex.kz"), "ok");
    EXPECT_EQ(probableGate(kShortText, std::nullopt), "signing.login_needs_origin");
    EXPECT_EQ(probableGate(kShortText, "http://localhost:8080"), "signing.login_for_other_origin");
    const Classification nonce = sign::classifyContent(viewOf(kShortText), false);
    EXPECT_EQ(outcome(sign::authoriseSigning(nonce, {"https://portal.kz", false})),
              "signing.login_for_other_origin")
        << "nobody is asked";
    EXPECT_TRUE(sign::isProbableLogin(nonce, "https://portal.kz"));
    EXPECT_FALSE(sign::isProbableLogin(nonce, "https://sigex.kz")) << "there it is one";
    EXPECT_FALSE(sign::isProbableLogin(nonce, std::nullopt));
    EXPECT_FALSE(sign::isProbableLogin(sign::classifyContent(viewOf(kShortText), true), "https://portal.kz"))
        << "a document";
}

TEST(LoginGate, WhatIsSurelyALoginIsNeverOnlyAskedAbout) {
    for (const sign::LoginShape& shape : sign::loginShapes()) {
        SCOPED_TRACE(shape.id);
        EXPECT_EQ(shape.forOthers == sign::ForOthers::Asked, shape.id == "nonce");
        SigningRequester requester{"https://portal.kz", false};
        requester.asksThePerson = true;
        const Classification login{ContentClass::Login, {&shape}, {}};
        EXPECT_EQ(sign::authoriseSigning(login, requester).ok(), shape.id == "nonce");
        // Beside another login the short text is not asked about either.
        const Classification both{ContentClass::Login, {&sign::loginShapes().front(), &shape}, {}};
        EXPECT_FALSE(sign::authoriseSigning(both, requester).ok());
    }
    // Content that nobody looked through to its end is a login of no shape.
    const Classification unknown{ContentClass::Login, {}, {}};
    EXPECT_FALSE(sign::isProbableLogin(unknown, "https://portal.kz"));
}

TEST(LoginTable, HoldsTheOriginsThatAreKnown) {
    std::vector<std::string> rows;
    for (const sign::LoginShape& shape : sign::loginShapes()) {
        std::string row = shape.id;
        for (const std::string& origin : shape.origins)
            row += " " + origin;
        rows.push_back(row);
    }
    EXPECT_THAT(rows, testing::UnorderedElementsAre(
                          "profile", "profile-inexact", "egov https://idp.egov.kz", "login-session",
                          "login-url https://sigex.kz", "goszakup https://v3bl.goszakup.gov.kz",
                          "kgd https://knp.kgd.gov.kz", "zakup-sso https://zakup.gov.kz",
                          "sud https://office.sud.kz https://portal-sot.kz", "auth-nonce",
                          "nonce https://sigex.kz"));
}

// ---- origins ----

TEST(Origins, AreNormalised) {
    const std::vector<std::pair<std::string, std::string>> pairs = {
        {"https://idp.egov.kz", "https://idp.egov.kz"},
        {"HTTPS://IDP.eGov.KZ", "https://idp.egov.kz"},
        {"https://a.kz:443", "https://a.kz"},
        {"https://a.kz:8443", "https://a.kz:8443"},
        {"https://a.kz:0443", "https://a.kz"},
        {"http://localhost:8080", "http://localhost:8080"},
        {"http://127.0.0.1", "http://127.0.0.1"},
        {"http://[::1]:80", "http://[::1]"},
        {"https://[2001:DB8::1]:444", "https://[2001:db8::1]:444"},
        {"https://xn--80a.kz", "https://xn--80a.kz"},
        {"https://192.0.2.1", "https://192.0.2.1"}};
    for (const auto& [written, normal] : pairs) {
        const auto result = sign::normaliseOrigin(written);
        ASSERT_TRUE(result.ok()) << written;
        EXPECT_EQ(result.value(), normal);
    }
}

TEST(Origins, AnythingElseIsMalformed) {
    for (const std::string& text : {std::string(),
                                    std::string("idp.egov.kz"),
                                    std::string("http://idp.egov.kz"),
                                    std::string("https://"),
                                    std::string("https://a.kz/"),
                                    std::string("https://a.kz/path"),
                                    std::string("https://a.kz?q"),
                                    std::string("https://a.kz#f"),
                                    std::string("https://u@a.kz"),
                                    std::string("https://u:p@a.kz"),
                                    std::string("https://a.kz:"),
                                    std::string("https://a.kz:0"),
                                    std::string("https://a.kz:65536"),
                                    std::string("https://a.kz:99999999999"),
                                    std::string("https://a.kz:1x"),
                                    std::string("https://a.kz:+1"),
                                    std::string("https://a.kz:1:2"),
                                    std::string("https://*.egov.kz"),
                                    std::string("https://a..kz"),
                                    std::string("https://.a.kz"),
                                    std::string("https://a.kz."),
                                    std::string("https://-a.kz"),
                                    std::string("https://a-.kz"),
                                    std::string("https://a_b.kz"),
                                    std::string("https://қаз.kz"),
                                    std::string("https://a.kz "),
                                    std::string(" https://a.kz"),
                                    std::string("https://a\\b"),
                                    std::string("https://a.kz\0.evil", 18),
                                    std::string("null"),
                                    std::string("file:///a"),
                                    std::string("javascript:1"),
                                    std::string("https:/a.kz"),
                                    std::string("https://[::1"),
                                    std::string("https://::1]"),
                                    std::string("https://[::1]x"),
                                    std::string("https://[]"),
                                    "https://" + std::string(64, 'a') + ".kz",
                                    "https://" + std::string(300, 'a')}) {
        EXPECT_EQ(outcome(sign::normaliseOrigin(text)), "signing.origin_malformed") << text;
    }
}

// ---- raw data that is the inside of another signature ----

std::string structureOf(ByteView raw) {
    const auto result = sign::refuseForgingOracle(raw);
    if (result.ok())
        return "none";
    EXPECT_EQ(result.failure().code, FailureCode::RawIsStructure);
    return result.failure().detail;
}

Bytes certificationRequestInfo() {
    const Bytes name = der::sequence({});
    return der::sequence({der::integer(0), name, rsaPerson().certificate.subjectPublicKeyInfo(),
                          der::element(der::contextConstructed(0), {})});
}

Bytes tstInfo() {
    const Bytes algorithm = der::sequence({der::oid(Oid("2.16.840.1.101.3.4.2.1"))});
    const Bytes imprint = der::sequence({algorithm, der::octetString(Bytes(32, 1))});
    return der::sequence({der::integer(1), der::oid(Oid("1.2.398.3.3.2.6.4")), imprint, der::integer(5),
                          der::generalizedTime(goodTime())});
}

Bytes signedAttributes() {
    return der::setOf({attribute("1.2.840.113549.1.9.3", {der::oid(Oid(kIdData))}),
                       messageDigestAttribute(crypto::DigestAlgorithm::Sha256, toBytes("x"))});
}

TEST(ForgingOracle, KnowsEveryStructure) {
    EXPECT_EQ(structureOf(signedAttributes()), "SET OF Attribute");
    EXPECT_EQ(structureOf(rsaPerson().certificate.toBeSigned()), "TBSCertificate");
    EXPECT_EQ(structureOf(gostPerson().certificate.toBeSigned()), "TBSCertificate");
    EXPECT_EQ(structureOf(certificationRequestInfo()), "CertificationRequestInfo");
    EXPECT_EQ(structureOf(tstInfo()), "TSTInfo");
    const std::string document = signedXml(rsaPerson(), "<a/>");
    EXPECT_EQ(structureOf(viewOf(part(document, "<ds:SignedInfo", "</ds:SignedInfo>"))), "SignedInfo");
    EXPECT_EQ(structureOf(viewOf("<SignedInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\">broken")),
              "SignedInfo");
    EXPECT_EQ(structureOf(viewOf(" \n<x:SignedInfo>")), "SignedInfo");
    EXPECT_EQ(structureOf(viewOf("\xEF\xBB\xBF<?xml version=\"1.0\"?><!--c--><ds:SignedInfo/>")),
              "SignedInfo");
}

TEST(ForgingOracle, KnowsHowOneLogsInElsewhere) {
    const Bytes clientHello = {1, 0, 1, 0xFC, 3, 3, 7, 7};
    EXPECT_EQ(structureOf(clientHello), "TLS handshake");
    Bytes context(64, ' ');
    append(context, viewOf("TLS 1.3, client CertificateVerify"));
    EXPECT_EQ(structureOf(context), "TLS handshake");
    EXPECT_EQ(structureOf(viewOf("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0")), "JWS");
    EXPECT_EQ(structureOf(viewOf("ewogImFsZyI6IlJTMjU2Igp9.e30")), "JWS");
    EXPECT_EQ(structureOf(viewOf("eyes. And ears.")), "none");
    EXPECT_EQ(structureOf(Bytes(100, ' ')), "none");
    EXPECT_EQ(structureOf(Bytes{1, 2}), "none");
}

TEST(ForgingOracle, IsNotTrickedByLooserEncodings) {
    const Bytes strict = signedAttributes();
    Bytes longer = {0x31, 0x83, 0x00, 0x00, strict[1]}; // a length of three octets where one would do
    append(longer, ByteView(strict).subspan(2));
    EXPECT_EQ(structureOf(longer), "SET OF Attribute");
    Bytes indefinite = {0x31, 0x80};
    append(indefinite, ByteView(strict).subspan(2));
    append(indefinite, Bytes{0, 0});
    EXPECT_EQ(structureOf(indefinite), "SET OF Attribute");
    Bytes trailing = strict;
    trailing.push_back(0);
    EXPECT_EQ(structureOf(trailing), "SET OF Attribute");
}

TEST(ForgingOracle, LetsOrdinaryDataThrough) {
    for (const std::string& text :
         {std::string(), std::string("text"), std::string("<a><SignedInfo/></a>"), std::string("0"),
          std::string("01"), std::string("1"), std::string("10"), std::string("1000000"),
          std::string("SignedInfo"), std::string("{\"a\":1}"), std::string("<SignedInfoX/>")})
        EXPECT_EQ(structureOf(viewOf(text)), "none") << text;
    EXPECT_EQ(structureOf(rsaPerson().certificate.der()), "none"); // a whole certificate is not its inside
    EXPECT_EQ(structureOf(der::sequence({der::integer(5), der::integer(6)})), "none");
    EXPECT_EQ(structureOf(Bytes(1000, 0x31)), "none");
    EXPECT_EQ(structureOf(Bytes(1000, 0x30)), "none");
    EXPECT_EQ(structureOf(signWith(rsaPerson(), viewOf("x"), sign::CmsContent::Attached)), "none");
}

} // namespace
} // namespace tanba::test
