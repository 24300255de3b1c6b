#include "core/sign/large_content.h"

#include "core/sign/work_meter.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::sign {

Result<Classification> classifySearched(HiddenLoginSearch& hidden, const ReadAgain& readAgain) {
    Classification classification;
    classification.shapes = hidden.shapes();
    if (classification.shapes.empty())
        return classification;
    if (hidden.size() > kMaxXmlSize) {
        classification.contentClass = ContentClass::Login;
        return classification;
    }
    TANBA_TRY(const Bytes whole, readAgain());
    Classification exact = classifyContent(whole, true);
    if (exact.contentClass == ContentClass::Login || exact.everythingParsed)
        return exact;
    classification.contentClass = ContentClass::Login;
    return classification;
}

Outcome authoriseSearched(HiddenLoginSearch& hidden, const SigningRequester& requester,
                          const ReadAgain& readAgain) {
    if (hidden.size() <= kMaxClassified)
        return Done{};
    TANBA_TRY(const Classification classification, classifySearched(hidden, readAgain));
    return authoriseSigning(classification, requester);
}

Outcome ContentClassifier::write(ByteView bytes) {
    append(start_, bytes.first(std::min(bytes.size(), kMaxClassified - start_.size())));
    if (settled())
        return Done{};
    TANBA_CHECK(hidden_.write(bytes));
    unsuspicious_ = look_ == Look::Beginning && hidden_.size() > kMaxClassified && !hidden_.suspects();
    return Done{};
}

Result<Classification> ContentClassifier::finish(bool hasDocumentName, const ReadAgain& readAgain) {
    if (hidden_.size() <= kMaxClassified)
        return classifyContent(start_, hasDocumentName);
    return unsuspicious_ ? Classification() : classifySearched(hidden_, readAgain);
}

Result<Classification> classifyFile(InputFile& content, bool hasDocumentName, Look look,
                                    const WorkControl& control) {
    TANBA_CHECK(content.rewind());
    WorkMeter meter(control, content.size());
    MeteredSource metered(content, meter);
    ContentClassifier classifier(look);
    Bytes buffer(bufferSizeFor(content));
    while (!classifier.settled()) {
        TANBA_TRY(const std::size_t count, metered.read(buffer));
        if (count == 0)
            break;
        TANBA_CHECK(classifier.write(ByteView(buffer).first(count)));
    }
    return classifier.finish(hasDocumentName, [&content]() -> Result<Bytes> {
        TANBA_CHECK(content.rewind());
        return readAll(content, kMaxXmlSize);
    });
}

} // namespace tanba::sign
