#include "core/base/encoding.h"
#include "core/portal/mobile/content_gate.h"
#include "core/portal/mobile/login_proof.h"
#include "tests/unit/portal_mobile/site.h"
#include "tests/unit/sign/cms_test_support.h"

#include <gtest/gtest.h>

namespace tanba::test {
namespace {

using namespace portal::mobile;

/// What comes of an offer with one document, before anybody is asked, and again when it is signed.
std::string offered(const std::string& site, const std::string& method, const Json& document) {
    MobileSite server(site);
    server.documents.body = offerOf(method, {document}).dump();
    const std::string first = outcome(server.offer());
    const auto link = readSecureAddress(site + "/documents/1").value();
    const auto read = Offer::read(server.documents.body);
    if (read.ok()) {
        const auto session = sessionFor(gostSigner());
        EXPECT_EQ(outcome(signOffer(read.value(), link, SigningHosts::builtIn(), *session, goodTime(), {})),
                  first);
    }
    return first;
}

const std::vector<std::string> kLogins = {
    "<login><timeTicket>1790000000000</timeTicket><sessionid>6f0c</sessionid></login>",
    "<login><sessionid>6f0c</sessionid></login>",
    "<login><url>https://sign.example.kz/documents/1</url></login>",
    "<login><url>https://sigex.kz/documents/1</url><timeStamp>2026-06-20T12:00:00Z</timeStamp></login>",
    "<root><key>k</key></root>",
    "<auth><nonce>abc</nonce></auth>",
    "<a><login><timeTicket>1</timeTicket></login></a>"};

TEST(MobileGate, ALoginIsNoDocumentWhateverItsForm) {
    for (const std::string& site : {kSite, kListedSite})
        for (const std::string& login : kLogins) {
            EXPECT_EQ(offered(site, "XML", xmlDocumentOf(login)), "signing.login_needs_origin") << login;
            EXPECT_EQ(offered(site, "CMS_SIGN_ONLY", documentOf(login)), "signing.login_needs_origin");
            EXPECT_EQ(offered(site, "CMS_WITH_DATA", documentOf(toBase64(viewOf(login)))),
                      "signing.login_needs_origin");
        }
    EXPECT_EQ(offered(kListedSite, "SIGN_BYTES_ARRAY", documentOf(kLogins.front())),
              "signing.login_needs_origin");
}

TEST(MobileGate, ANonceWithANameIsANonce) {
    for (const char* method : {"CMS_SIGN_ONLY", "CMS_WITH_DATA"})
        EXPECT_EQ(offered(kSite, method, documentOf("6f0c1b2a3d4e5f60718293a4b5c6d7e8", "Шарт.pdf")),
                  "signing.login_needs_origin");
    EXPECT_EQ(offered(kListedSite, "SIGN_BYTES_ARRAY", documentOf("6f0c1b2a3d4e5f60718293a4b5c6d7e8")),
              "signing.login_needs_origin");
}

TEST(MobileGate, DocumentsOfEveryKindPass) {
    EXPECT_EQ(offered(kSite, "CMS_SIGN_ONLY", documentOf(contractText())), "ok");
    EXPECT_EQ(offered(kSite, "CMS_WITH_DATA", documentOf(contractText())), "ok");
    EXPECT_EQ(offered(kSite, "XML", xmlDocumentOf("<contract><sum>100</sum></contract>")), "ok");
    EXPECT_EQ(offered(kListedSite, "SIGN_BYTES_ARRAY", documentOf(contractText())), "ok");
}

TEST(MobileGate, BareValuesAreForListedSites) {
    EXPECT_EQ(offered(kSite, "SIGN_BYTES_ARRAY", documentOf(contractText())), "mobile.not_allowed");
    MobileSite site;
    Json mixed = documentOf(contractText());
    mixed["signMethod"] = "SIGN_BYTES_ARRAY";
    site.documents.body = offerOf("MIX_SIGN", {mixed}).dump();
    const auto offer = site.offer();
    ASSERT_EQ(outcome(offer), "mobile.not_allowed");
    EXPECT_EQ(offer.failure().subject, "sign.example.kz");
}

TEST(MobileGate, BareValuesOverStructuresThatAreSignedElsewhere) {
    const std::string info =
        "<SignedInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><CanonicalizationMethod "
        "Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/></SignedInfo>";
    EXPECT_EQ(offered(kListedSite, "SIGN_BYTES_ARRAY", documentOf(info)), "signing.raw_is_structure");
    const ByteView tbs = gostSigner().certificate.der().subspan(4);
    EXPECT_EQ(offered(kListedSite, "SIGN_BYTES_ARRAY", documentOf(std::string(asText(tbs)))),
              "signing.raw_is_structure");
}

TEST(MobileGate, WhatIsNoXml) {
    EXPECT_EQ(offered(kSite, "XML", xmlDocumentOf("<a>")).substr(0, 4), "xml.");
    EXPECT_EQ(offered(kSite, "XML", xmlDocumentOf("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>")).substr(0, 4),
              "xml.");
}

TEST(MobileGate, OneBadDocumentRefusesAll) {
    MobileSite site;
    site.documents.body =
        offerOf("CMS_SIGN_ONLY", {documentOf(contractText()), documentOf(kLogins.front())}).dump();
    EXPECT_EQ(outcome(site.offer()), "signing.login_needs_origin");
}

TEST(MobileGate, ALoginKeySignsNoDocumentAndASigningKeyNoLogin) {
    MobileSite site;
    EXPECT_EQ(site.signAll(loginHolder()), "certificate.wrong_purpose");
    EXPECT_EQ(site.requests().size(), 2U);
    Json login = invitationOf(kListedSite);
    login["document"]["auth_type"] = "Eds";
    // A GOST key of 2015 is for both; an RSA key is for one of them.
    const Identity signer =
        signingAuthority().issue(crypto::KeyAlgorithm::Rsa, CertificateProfile::rsaSigning());
    MobileSite listed(kListedSite);
    listed.invitation.body = login.dump();
    const auto session = sessionFor(signer);
    EXPECT_EQ(outcome(listed.offer(session.get())), "portal.wrong_key_usage");
    EXPECT_EQ(listed.requests().size(), 1U);
}

} // namespace
} // namespace tanba::test
