#include "core/sign/large_content.h"

#include "core/sign/work_meter.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::sign {

Result<Classification> classifySearched(HiddenLoginSearch& hidden, const ReadAgain& readAgain,
                                        const WorkControl& control) {
    Classification classification;
    classification.shapes = hidden.shapes();
    if (classification.shapes.empty())
        return classification;
    if (hidden.size() > kMaxXmlSize) {
        classification.contentClass = ContentClass::Login;
        return classification;
    }
    TANBA_TRY(const Bytes whole, readAgain());
    Classification exact = classifyContent(whole, true, control);
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    if (exact.contentClass == ContentClass::Login || exact.everythingParsed)
        return exact;
    classification.contentClass = ContentClass::Login;
    return classification;
}

Outcome ContentClassifier::write(ByteView bytes) {
    append(start_, bytes.first(std::min(bytes.size(), kMaxClassified - start_.size())));
    if (unsuspicious_)
        return Done{};
    TANBA_CHECK(hidden_.write(bytes));
    unsuspicious_ = look_ == Look::Beginning && hidden_.size() > kMaxClassified && !hidden_.suspects();
    return Done{};
}

Result<Classification> ContentClassifier::finish(bool hasDocumentName, const ReadAgain& readAgain,
                                                 const WorkControl& control) {
    if (hidden_.size() > kMaxClassified)
        return unsuspicious_ ? Classification() : classifySearched(hidden_, readAgain, control);
    Classification classification = classifyContent(start_, hasDocumentName, control);
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    return classification;
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
    const auto readAgain = [&content]() -> Result<Bytes> {
        TANBA_CHECK(content.rewind());
        return readAll(content, kMaxXmlSize);
    };
    return classifier.finish(hasDocumentName, readAgain, control);
}

} // namespace tanba::sign
