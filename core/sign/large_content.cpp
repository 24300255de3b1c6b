#include "core/sign/large_content.h"

#include "core/sign/challenge_search.h"
#include "core/sign/work_meter.h"
#include "core/sign/xml_signer.h"

#include <algorithm>

namespace tanba::sign {

Result<Classification> classifySearched(HiddenLoginSearch& hidden, InputFile& again,
                                        const WorkControl& control) {
    Classification classification;
    classification.shapes = hidden.shapes();
    if (classification.shapes.empty())
        return classification;
    if (hidden.size() > kMaxXmlSize) {
        classification.contentClass = ContentClass::Login;
        return classification;
    }
    TANBA_TRY(Classification exact, classifyStream(again, control));
    if (control.cancelled())
        return fail(FailureCode::Cancelled);
    if (exact.contentClass == ContentClass::Login || exact.everythingParsed)
        return exact;
    classification.contentClass = ContentClass::Login;
    return classification;
}

Outcome ContentClassifier::write(ByteView bytes) {
    if (hidden_.size() + bytes.size() <= kMaxClassified)
        append(start_, bytes);
    else
        start_ = Bytes();
    if (unsuspicious_)
        return Done{};
    TANBA_CHECK(hidden_.write(bytes));
    unsuspicious_ = look_ == Look::Beginning && hidden_.size() > kMaxClassified && !hidden_.suspects();
    return Done{};
}

Result<Classification> ContentClassifier::finish(bool hasDocumentName, InputFile& again,
                                                 const WorkControl& control) {
    if (hidden_.size() > kMaxClassified)
        return unsuspicious_ ? Classification() : classifySearched(hidden_, again, control);
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
    return classifier.finish(hasDocumentName, content, control);
}

} // namespace tanba::sign
