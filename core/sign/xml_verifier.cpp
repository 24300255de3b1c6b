#include "core/sign/xml_verifier.h"

#include "core/sign/challenge_search.h"
#include "core/sign/cms_reader.h"
#include "core/sign/xml_check.h"
#include "core/sign/xml_text.h"

#include <algorithm>

namespace tanba::sign {

namespace {

/// The signatures of a document, none of them within another one and none the document itself.
Result<std::vector<xmlNode*>> findSignatures(const xml::XmlDocument& document) {
    auto signatures = xml::signatureElements(document.get());
    if (signatures.empty())
        return fail(FailureCode::XmlNoSignature);
    if (signatures.size() > kMaxSigners)
        return fail(FailureCode::XmlTooManySignatures, std::to_string(signatures.size()));
    if (signatures.front() == document.root())
        return fail(FailureCode::XmlStructure, "Signature", "enveloping");
    for (std::size_t index = 1; index < signatures.size(); ++index)
        if (xml::isInside(signatures[index], signatures[index - 1]))
            return fail(FailureCode::XmlStructure, xml::pathOf(signatures[index]), "within another");
    return signatures;
}

template <typename T>
void appendNew(std::vector<T>& target, std::vector<T>& more) {
    for (T& one : more)
        if (std::ranges::find(target, one) == target.end())
            target.push_back(std::move(one));
}

} // namespace

Result<SignedFile> verifyXml(ByteView document, const WorkControl& control) {
    TANBA_TRY(const xml::XmlDocument parsed, xml::XmlDocument::parse(document));
    TANBA_TRY(std::vector<xmlNode*> signatures, findSignatures(parsed));
    const xml::IdIndex ids(parsed);
    xml::CanonicalBudget budget(control);
    SignedFile file;
    file.format = Format::Xml;
    std::vector<xmlNode*> signedElements = {parsed.root()};
    std::ranges::reverse(signatures);
    for (xmlNode* signature : signatures) {
        TANBA_TRY(xml::CheckedSignature checked, xml::checkAndRemove(parsed, ids, signature, budget));
        file.signatures.push_back(std::move(checked.evidence));
        appendNew(file.certificates, checked.certificates);
        appendNew(file.crls, checked.crls);
        appendNew(signedElements, checked.signedElements);
    }
    file.contentClass = classifyElements(signedElements).contentClass;
    return file;
}

bool looksLikeXml(ByteView start) {
    return xml::startsLikeXml(start);
}

} // namespace tanba::sign
