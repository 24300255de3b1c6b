#include "core/base/encoding.h"
#include "core/sign/xml_canonical.h"
#include "tests/unit/sign/xml_test_support.h"

#include <sys/stat.h>

#include <chrono>

namespace tanba::test {
namespace {

using sign::ReasonCode;

/// Both doors: a document that is refused is neither signed nor verified.
void expectRefused(const std::string& document, std::string_view code) {
    EXPECT_EQ(signOutcome(document), code);
    EXPECT_EQ(verifyOutcome(document), code);
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t count = 0; count < times; ++count)
        result += text;
    return result;
}

TEST(HostileXml, AnyDoctypeIsRefusedBeforeItIsRead) {
    const std::string fifo = (scratchFolder() / "fifo").string();
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0); // whoever opens this for reading hangs
    for (const std::string& doctype :
         {std::string("<!DOCTYPE a>"), std::string("<!DOCTYPE html PUBLIC \"x\" \"http://192.0.2.1/x.dtd\">"),
          "<!DOCTYPE a SYSTEM \"file://" + fifo + "\">",
          "<!DOCTYPE a [<!ENTITY e SYSTEM \"file://" + fifo + "\">]>",
          "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file://" + fifo + "\"> %p;]>",
          std::string("<!DOCTYPE a [<!ATTLIST a b CDATA 'x'>]>"), std::string("<!DOCTYPE a [broken")}) {
        SCOPED_TRACE(doctype);
        expectRefused(doctype + "<a>&e;</a>", "xml.doctype");
        expectRefused("<?xml version=\"1.0\"?><!--c-->\n<?p i?>" + doctype + "<a/>", "xml.doctype");
    }
}

TEST(HostileXml, BillionLaughsCostNothing) {
    std::string doctype = "<!DOCTYPE lolz [<!ENTITY l0 \"lol\">";
    for (int level = 1; level < 30; ++level)
        doctype += "<!ENTITY l" + std::to_string(level) + " \"" +
                   repeated("&l" + std::to_string(level - 1) + ";", 10) + "\">";
    const auto start = std::chrono::steady_clock::now();
    expectRefused(doctype + "]><lolz>&l29;</lolz>", "xml.doctype");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(HostileXml, XIncludeIsNotFollowed) {
    const std::string fifo = (scratchFolder() / "fifo").string();
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    const std::string source = "<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"file://" +
                               fifo + "\" parse=\"text\"/></a>";
    const std::string document = signedXml(gostPerson(), source);
    EXPECT_NE(document.find("<xi:include href="), std::string::npos);
    EXPECT_EQ(integrities(document), "ok");
}

TEST(HostileXml, DepthAndLengthHaveLimits) {
    const auto nested = [](std::size_t depth) { return repeated("<a>", depth) + repeated("</a>", depth); };
    EXPECT_EQ(signOutcome(nested(240)), "ok");
    expectRefused(nested(300), "xml.too_deep");
    expectRefused(nested(1'000'000), "xml.too_deep");
    const std::string eleven(11'000'000, 'x');
    EXPECT_EQ(signOutcome("<a>" + std::string(9'000'000, 'x') + "</a>"), "ok");
    expectRefused("<a>" + eleven + "</a>", "xml.text_too_long");
    expectRefused("<a b=\"" + eleven + "\"/>", "xml.text_too_long");
    expectRefused("<a><!--" + eleven + "--></a>", "xml.text_too_long");
    expectRefused("<a><![CDATA[" + eleven + "]]></a>", "xml.text_too_long");
    expectRefused("<a><?p " + eleven + "?></a>", "xml.text_too_long");
}

TEST(HostileXml, SizeHasALimit) {
    std::string text = "<a>";
    while (text.size() < sign::kMaxXmlSize)
        text += "<b>" + std::string(1'000'000, 'x') + "</b>";
    expectRefused(text + "</a>", "xml.too_large");
    expectRefused("<a>" + repeated("<b/>", 2'100'000) + "</a>", "xml.too_many_parts");
}

TEST(HostileXml, ManyAttributesOrNameSpacesDoNotHangTheParser) {
    const auto start = std::chrono::steady_clock::now();
    std::string attributes;
    for (int number = 0; number < 300'000; ++number)
        attributes += " a" + std::to_string(number) + "=''";
    expectRefused("<a" + attributes + "/>", "xml.too_many_parts");
    // To us this is one long value; libxml2 stumbles over "<" and would read on from there.
    expectRefused("<a b=\"<x" + attributes + "\"/>", "xml.malformed");

    std::string spaces;
    std::string ends;
    for (int level = 0; level < 200; ++level) {
        spaces += "<a";
        for (int number = 0; number < 100; ++number)
            spaces += " xmlns:p" + std::to_string(level * 100 + number) + "='urn:x'";
        spaces += ">";
        ends += "</a>";
    }
    expectRefused(spaces + repeated("<p1:b/>", 1'000'000) + ends, "xml.too_many_parts");
    std::string deep;
    for (int level = 0; level < 250; ++level)
        deep += "<p0:a xmlns:p" + std::to_string(level) + "='urn:x'>";
    expectRefused(deep + repeated("<p0:b/>", 1'900'000), "xml.too_many_parts");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(30));
}

TEST(HostileXml, CanonicalisationHasABudget) {
    // 250 name spaces in scope at 100,000 elements: each canonical form looks all of them up at all of these.
    std::string document = "<a";
    for (int number = 0; number < 250; ++number)
        document += " xmlns:p" + std::to_string(number) + "='urn:x'";
    document += ">" + repeated("<b/>", 100'000) + "</a>";
    EXPECT_EQ(signOutcome(document), "xml.canonicalisation_budget");
}

TEST(HostileXml, SixtyFourSignaturesOverALargeDocumentAreStoppedInTime) {
    const std::string signature = part(signedXml(rsaPerson(), "<a/>"), "<ds:Signature", "</ds:Signature>");
    std::string document = "<a>";
    for (int number = 0; number < 50; ++number)
        document += "<b>" + std::string(1'000'000, 'x') + "</b>";
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(verifyOutcome(document + repeated(signature, 64) + "</a>"), "xml.canonicalisation_budget");
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(60));
}

TEST(HostileXml, VerifyingIsCancelled) {
    const std::string document = signedXml(rsaPerson(), "<a>" + repeated("<b/>", 1000) + "</a>");
    CancelToken token;
    const WorkControl control{&token, nullptr};
    EXPECT_EQ(outcome(sign::verifyXml(viewOf(document), control)), "ok");
    token.cancel();
    EXPECT_EQ(outcome(sign::verifyXml(viewOf(document), control)), "cancelled");
    EXPECT_EQ(outcome(sign::signXml(*sessionFor(rsaPerson()), viewOf(document), {}, control)), "cancelled");
}

TEST(HostileXml, CanonicalisingStopsWhereItIsWhenCancelled) {
    const std::string text = "<a>" + repeated("<b>text</b>", 100'000) + "</a>";
    const auto parsed = sign::xml::XmlDocument::parse(viewOf(text));
    ASSERT_TRUE(parsed.ok());
    const sign::xml::XmlDocument& document = parsed.value();
    CancelToken token;
    const WorkControl control{&token, nullptr};
    sign::xml::CanonicalBudget budget(control);
    /// The person gives up after the first piece.
    class CancellingSink : public ByteSink {
      public:
        explicit CancellingSink(CancelToken& token) : token_(token) {}
        Outcome write(ByteView bytes) override {
            token_.cancel();
            size += bytes.size();
            return Done{};
        }
        std::size_t size = 0;

      private:
        CancelToken& token_;
    } sink(token);
    EXPECT_EQ(outcome(sign::xml::canonicalise(document, nullptr, {}, budget, sink, 1)), "cancelled");
    EXPECT_GT(sink.size, 0U);
    EXPECT_LT(sink.size, 100'000U);
}

TEST(HostileXml, NumberOfSignaturesIsLimited) {
    const std::string document = signedXml(rsaPerson(), "<a/>");
    const std::string signature = part(document, "<ds:Signature", "</ds:Signature>");
    const auto with = [&](std::size_t count) { return "<a>" + repeated(signature, count) + "</a>"; };
    EXPECT_EQ(verifiedXml(with(64)).signatures.size(), 64U);
    EXPECT_EQ(verifyOutcome(with(65)), "xml.too_many_signatures");
    EXPECT_EQ(signOutcome(with(64)), "xml.too_many_signatures");
    EXPECT_EQ(verifyOutcome("<a/>"), "xml.no_signature");
    EXPECT_EQ(verifyOutcome("<a><Signature/></a>"), "xml.no_signature");
}

// ---- what a SignedInfo asks for ----

class HostileSignedInfo : public testing::Test {
  protected:
    const std::string document_ = signedXml(rsaPerson(), "<a><b Id=\"b\">1</b></a>");
    const std::string enveloped_ =
        "<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>";

    std::string with(std::string_view what, std::string_view replacement) const {
        return verifyOutcome(replaced(document_, what, replacement));
    }
};

TEST_F(HostileSignedInfo, OtherTransformsAreRefused) {
    for (const std::string algorithm :
         {"http://www.w3.org/TR/1999/REC-xslt-19991116", "http://www.w3.org/TR/1999/REC-xpath-19991116",
          "http://www.w3.org/2002/06/xmldsig-filter2", "http://www.w3.org/2000/09/xmldsig#base64", "",
          "urn:x", "http://www.w3.org/2001/04/decrypt#"})
        EXPECT_EQ(with(enveloped_, "<ds:Transform Algorithm=\"" + algorithm + "\"/>"),
                  "xml.transform_forbidden");
    EXPECT_EQ(with(enveloped_, "<ds:Transform/>"), "xml.transform_forbidden");
    EXPECT_EQ(with(enveloped_, enveloped_ + enveloped_), "xml.transform_forbidden");
    const std::string canonical =
        "<ds:Transform Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments\"/>";
    EXPECT_EQ(with(enveloped_ + canonical, canonical + enveloped_), "xml.transform_forbidden");
    EXPECT_EQ(with(enveloped_, repeated(canonical, 11)), "xml.structure");
    EXPECT_EQ(with("CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"",
                   "CanonicalizationMethod Algorithm=\"urn:other\""),
              "xml.transform_forbidden");
}

TEST_F(HostileSignedInfo, ReferencesOutsideAreRefusedAndNotOpened) {
    const std::string fifo = (scratchFolder() / "fifo").string();
    ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
    for (const std::string& uri :
         {"file://" + fifo, fifo, std::string("http://192.0.2.1/"), std::string("//192.0.2.1/x"),
          std::string("a.xml"), std::string("a.xml#b"), std::string("#xpointer(/)"),
          std::string("#xpointer(id('b'))"), std::string("#"), std::string("cid:1"), std::string("#b c"),
          std::string("?"), std::string(" ")})
        EXPECT_EQ(with("URI=\"\"", "URI=\"" + uri + "\""), "xml.external_reference") << uri;
    EXPECT_EQ(with(" URI=\"\"", ""), "xml.structure");
    EXPECT_EQ(with("URI=\"\"", "URI=\"#absent\""), "xml.id_not_found");
    EXPECT_EQ(with("<ds:X509Data>", "<ds:RetrievalMethod URI=\"file://" + fifo + "\"/><ds:X509Data>"),
              "xml.external_reference");
}

TEST_F(HostileSignedInfo, StructureIsStrict) {
    const std::string reference = part(document_, "<ds:Reference", "</ds:Reference>");
    EXPECT_EQ(with(reference, ""), "xml.structure");
    EXPECT_EQ(with(reference, repeated(reference, 11)), "xml.structure");
    EXPECT_EQ(with("</ds:SignedInfo>", "text</ds:SignedInfo>"), "xml.structure");
    EXPECT_EQ(with("</ds:SignedInfo>", "<!--c--></ds:SignedInfo>"), "xml.structure");
    EXPECT_EQ(with("</ds:SignedInfo>", "<?p?></ds:SignedInfo>"), "xml.structure");
    EXPECT_EQ(with("</ds:SignedInfo>", "</ds:SignedInfo><ds:SignedInfo/>"), "xml.structure");
    EXPECT_EQ(with("</ds:KeyInfo>", "</ds:KeyInfo><ds:KeyInfo/>"), "xml.structure");
    EXPECT_EQ(with("</ds:KeyInfo>", "</ds:KeyInfo><ds:Object>evil</ds:Object>"), "xml.structure");
    EXPECT_EQ(with("</ds:KeyInfo>", "<evil>1</evil></ds:KeyInfo>"), "xml.structure");
    EXPECT_EQ(with("<ds:X509Data>", "<ds:Signature/><ds:X509Data>"), "xml.structure");
    EXPECT_EQ(with("<ds:Reference URI=\"\"",
                   "<ds:Reference Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" URI=\"\""),
              "xml.structure");
    EXPECT_EQ(with("<ds:DigestValue>", "<ds:DigestValue><!--A-->"), "xml.structure");
    EXPECT_EQ(with("<ds:SignatureValue>", "<ds:SignatureValue><!--A-->"), "xml.structure");
    EXPECT_EQ(with("<ds:X509Certificate>", "<ds:X509Certificate><?p?>"), "xml.structure");
    EXPECT_EQ(with("enveloped-signature\"/>", "enveloped-signature\"><ds:XPath>1</ds:XPath></ds:Transform>"),
              "xml.structure");
    const std::string signature = part(document_, "<ds:Signature", "</ds:Signature>");
    EXPECT_EQ(verifyOutcome(signature), "xml.structure"); // the signature is the document
}

TEST_F(HostileSignedInfo, AReferenceIntoTheSignatureIsRefused) {
    const std::string changed =
        replaced(replaced(document_, "URI=\"\"", "URI=\"#k\""), "<ds:KeyInfo>", "<ds:KeyInfo Id=\"k\">");
    EXPECT_EQ(verifyOutcome(changed), "xml.structure");
}

TEST_F(HostileSignedInfo, UnknownAlgorithmsAreNeverAccepted) {
    for (const std::string algorithm :
         {"http://www.w3.org/2000/09/xmldsig#hmac-sha1", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
          "http://www.w3.org/2000/09/xmldsig#dsa-sha1", "", "urn:x"}) {
        const auto evidence = onlyXmlSignature(
            replaced(document_, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", algorithm));
        EXPECT_NE(evidence.integrity, sign::Integrity::Ok);
        EXPECT_TRUE(hasReason(evidence, ReasonCode::AlgorithmUnknown));
    }
    const auto evidence =
        onlyXmlSignature(replaced(document_, "http://www.w3.org/2001/04/xmlenc#sha256", "urn:digest"));
    EXPECT_NE(evidence.integrity, sign::Integrity::Ok);
    EXPECT_TRUE(hasReason(evidence, ReasonCode::AlgorithmUnknown));
    // The right key, another kind of signature.
    EXPECT_EQ(integrities(replaced(document_, "xmldsig-more#rsa-sha256", "xmldsig-more#ecdsa-sha256")),
              "signature_wrong");
    EXPECT_EQ(integrities(replaced(document_, "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha512")),
              "signature_wrong");
}

TEST_F(HostileSignedInfo, TheSignerIsTheLeafAndNeverTriedOut) {
    const std::string own = part(document_, "<ds:X509Certificate>", "</ds:X509Certificate>");
    const auto certificate = [](const Identity& identity) {
        return "<ds:X509Certificate>" + toBase64(identity.certificate.der()) + "</ds:X509Certificate>";
    };
    const auto missing = [this, &own](const std::string& certificates) {
        const auto evidence = onlyXmlSignature(replaced(document_, own, certificates));
        EXPECT_NE(evidence.integrity, sign::Integrity::Ok);
        return hasReason(evidence, ReasonCode::SignerCertificateMissing);
    };
    EXPECT_TRUE(missing(""));
    EXPECT_TRUE(missing("<ds:X509Certificate>AAAA</ds:X509Certificate>"));
    EXPECT_TRUE(missing("<ds:X509Certificate>?</ds:X509Certificate>"));
    EXPECT_TRUE(missing(own + certificate(otherRsaPerson()))); // two leaves
    EXPECT_EQ(integrities(replaced(document_, own, certificate(otherRsaPerson()))), "signature_wrong");
    EXPECT_EQ(integrities(replaced(document_, own, own + own)), "ok"); // the same twice is one
    // With its issuer, in either order.
    const std::string issuer = certificate(signingAuthority().identity());
    EXPECT_EQ(integrities(replaced(document_, own, own + issuer)), "ok");
    EXPECT_EQ(integrities(replaced(document_, own, issuer + own)), "ok");
    EXPECT_EQ(verifiedXml(replaced(document_, own, issuer + own)).certificates.size(), 2U);
    const std::string keyInfo = part(document_, "<ds:KeyInfo>", "</ds:KeyInfo>");
    EXPECT_TRUE(
        hasReason(onlyXmlSignature(replaced(document_, keyInfo, "")), ReasonCode::SignerCertificateMissing));
    EXPECT_TRUE(
        hasReason(onlyXmlSignature(replaced(document_, keyInfo, "<ds:KeyInfo><ds:KeyValue/></ds:KeyInfo>")),
                  ReasonCode::SignerCertificateMissing));
}

// ---- wrapping: what is signed is moved away, something else takes its place ----

class Wrapping : public testing::Test {
  protected:
    const std::string document_ =
        signedXml(rsaPerson(), "<root><order Id=\"o\"><sum>100</sum></order></root>", "o");
    const std::string order_ = part(document_, "<order", "</order>");
    const std::string signature_ = part(document_, "<ds:Signature", "</ds:Signature>");
    const std::string evil_ = "<order><sum>900</sum></order>";

    /// Either refused, or it is said which element was signed, and that is not the evil one.
    void expectHonest(const std::string& changed, const std::string& pathOfSigned) {
        SCOPED_TRACE(changed);
        const auto evidence = onlyXmlSignature(changed);
        EXPECT_EQ(evidence.integrity, sign::Integrity::Ok);
        ASSERT_TRUE(hasReason(evidence, ReasonCode::OnlyPartSigned));
        EXPECT_EQ(evidence.reasons.front().detail, pathOfSigned);
    }
};

TEST_F(Wrapping, SameIdTwice) {
    const std::string evil = replaced(evil_, "<order", "<order Id=\"o\"");
    EXPECT_EQ(integrities(replaced(document_, order_, evil + order_)), "xml.duplicate_id");
    EXPECT_EQ(integrities(replaced(document_, order_, order_ + evil)), "xml.duplicate_id");
    EXPECT_EQ(integrities(replaced(document_, order_, evil + "<old>" + order_ + "</old>")),
              "xml.duplicate_id");
    for (const std::string attribute : {"ID", "id", "xml:id", "iD"})
        EXPECT_EQ(integrities(replaced(document_, order_,
                                       replaced(evil_, "<order", "<order " + attribute + "=\"o\"") + order_)),
                  "xml.duplicate_id");
}

TEST_F(Wrapping, MovedAside) {
    expectHonest(replaced(document_, order_, evil_ + "<old>" + order_ + "</old>"), "/root/old/order");
    expectHonest(replaced(document_, order_, evil_ + order_), "/root/order");
    expectHonest(replaced(document_, order_, "<order><sum>900</sum>" + order_ + "</order>"),
                 "/root/order/order");
}

TEST_F(Wrapping, InsideTheSignature) {
    const std::string empty = replaced(document_, order_, evil_);
    for (const std::string place :
         {"</ds:KeyInfo>", "</ds:SignedInfo>", "</ds:X509Data>", "</ds:SignatureValue>"})
        EXPECT_EQ(integrities(replaced(empty, place, order_ + place)), "xml.structure") << place;
    EXPECT_EQ(
        integrities(replaced(empty, "</ds:KeyInfo>", "</ds:KeyInfo><ds:Object>" + order_ + "</ds:Object>")),
        "xml.structure");
}

TEST_F(Wrapping, TheSignatureMovesAlong) {
    const std::string bare = replaced(replaced(document_, order_, evil_), signature_, "");
    expectHonest(replaced(bare, evil_, evil_ + "<w>" + order_ + signature_ + "</w>"), "/root/w/order");
    expectHonest(replaced(bare, evil_, "<order><sum>900</sum>" + signature_ + order_ + "</order>"),
                 "/root/order/order");
}

TEST_F(Wrapping, AroundAWholeDocument) {
    const std::string whole = signedXml(rsaPerson(), "<order><sum>100</sum></order>");
    const std::string order = whole.substr(whole.find("<order"));
    EXPECT_EQ(integrities("<order><sum>900</sum>" + order + "</order>"), "content_changed");
    EXPECT_EQ(integrities("<w>" + order + "</w>"), "content_changed");
    EXPECT_EQ(integrities("<?more?>" + order), "content_changed");
}

TEST_F(Wrapping, SeveralReferencesMustAllHold) {
    // A second reference added by hand is not what was signed.
    const std::string reference = part(document_, "<ds:Reference", "</ds:Reference>");
    EXPECT_EQ(integrities(replaced(document_, reference, reference + reference)), "signature_wrong");
}

// ---- what text is, in the eyes of a canonical form ----

TEST(XmlText, CommentsWithinTextAreNotPartOfTheSignature) {
    const std::string document = signedXml(rsaPerson(), "<a><sum>100</sum></a>");
    EXPECT_EQ(integrities(replaced(document, "100", "1<!--x-->00")), "ok");
    EXPECT_EQ(integrities(replaced(document, "100", "1<?x?>00")), "content_changed");
    EXPECT_EQ(integrities(replaced(document, "100", "<![CDATA[100]]>")), "ok");
    EXPECT_EQ(integrities(replaced(document, "100", "&#49;00")), "ok");
    EXPECT_EQ(integrities(replaced(document, "100", "<![CDATA[1]]>10")), "content_changed");
}

} // namespace
} // namespace tanba::test
