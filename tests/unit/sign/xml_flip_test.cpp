#include "tests/unit/sign/xml_test_support.h"

#include <libxml/c14n.h>

namespace tanba::test {
namespace {

/// The canonical form of the document without its signatures, by another way than the program's own.
std::string contentOf(const std::string& document) {
    const std::string start = "<ds:Signature ";
    const std::string end = "</ds:Signature>";
    std::string text = document;
    for (std::size_t found = 0; (found = text.find(start)) != std::string::npos;) {
        const std::size_t close = text.find(end, found);
        if (close == std::string::npos)
            return "unreadable";
        text.erase(found, close + end.size() - found);
    }
    xmlDocPtr parsed = xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                                     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (parsed == nullptr)
        return "unreadable";
    xmlChar* canonical = nullptr;
    const int size = xmlC14NDocDumpMemory(parsed, nullptr, XML_C14N_1_0, nullptr, 0, &canonical);
    std::string result;
    if (size > 0)
        result.assign(reinterpret_cast<const char*>(canonical), static_cast<std::size_t>(size));
    xmlFree(canonical);
    xmlFreeDoc(parsed);
    return result;
}

/// What was signed and by whom is the same, or it shows: a changed certificate is not the authority's any
/// more.
void expectSameMeaning(const std::string& document, const std::string& content,
                       const sign::SignatureEvidence& evidence, const keys::Certificate& signer) {
    EXPECT_EQ(contentOf(document), content) << document;
    if (!sameBytes(evidence.signer->toBeSigned(), signer.toBeSigned())) {
        EXPECT_FALSE(
            evidence.signer->verifySignedBy(signingAuthority().certificate().publicKey().value()).ok());
    }
}

/// Every bit of the document is flipped, one at a time.
void expectNoFlipPasses(const std::string& document, const keys::Certificate& signer) {
    const std::string content = contentOf(document);
    ASSERT_NE(content, "unreadable");
    for (std::size_t position = 0; position < document.size(); ++position)
        for (int bit = 0; bit < 8; ++bit) {
            std::string flipped = document;
            flipped[position] = static_cast<char>(flipped[position] ^ (1 << bit));
            const auto file = sign::verifyXml(viewOf(flipped));
            if (!file.ok())
                continue;
            for (const auto& evidence : file.value().signatures)
                if (evidence.integrity == sign::Integrity::Ok)
                    expectSameMeaning(flipped, content, evidence, signer);
        }
}

TEST(XmlFlips, NoBitOfAnEcdsaSignedDocumentCanBeChanged) {
    const std::string source =
        "<?xml version=\"1.0\"?><a b=\"1\"><c xmlns=\"urn:c\">Қ &amp; &#13;</c><!--n--></a>";
    expectNoFlipPasses(signedXml(ecPerson(), source), ecPerson().certificate);
}

TEST(XmlFlips, NoBitOfAGostSignedDocumentCanBeChanged) {
    expectNoFlipPasses(signedXml(gostPerson(), "<a>1</a>"), gostPerson().certificate);
}

TEST(XmlFlips, NoWhiteSpaceCanBeAddedToSignedInfo) {
    const std::string document = signedXml(rsaPerson(), "<a>1</a>");
    const std::size_t start = document.find("<ds:SignedInfo>") + 15;
    const std::size_t end = document.find("</ds:SignedInfo>");
    for (std::size_t position = start; position <= end; ++position) {
        if (document[position] != '<')
            continue;
        for (const std::string space : {" ", "\n", "&#13;"}) {
            std::string changed = document;
            changed.insert(position, space);
            EXPECT_NE(integrities(changed), "ok") << changed;
        }
    }
}

} // namespace
} // namespace tanba::test
