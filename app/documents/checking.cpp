#include "app/documents/checking.h"

#include "app/documents/input.h"
#include "app/documents/ordered_pool.h"
#include "app/documents/signing_format.h"
#include "core/base/thrown_failure.h"
#include "core/sign/xml_verifier.h"
#include "core/trust/anchors.h"
#include "core/trust/crl.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace tanba::documents {

namespace {

bool contentIsMissing(const trust::Report& report) {
    return std::ranges::any_of(report.signatures, [](const trust::SignatureReport& signature) {
        return signature.integrity == sign::Integrity::ContentMissing;
    });
}

Result<bool> isLargeXml(InputFile& input) {
    if (input.size() < kLargeXml)
        return false;
    std::array<std::uint8_t, 1024> start{};
    TANBA_TRY(const std::size_t count, input.read(start));
    TANBA_CHECK(input.rewind());
    return sign::looksLikeXml(ByteView(start).first(count));
}

} // namespace

Result<std::unique_ptr<Checking>> Checking::prepare(const CheckSettings& settings, FileStore& files, Time now,
                                                    const WorkControl& control, OpenInput open) {
    trust::Verifier::Settings judging;
    TANBA_TRY(judging.trust, trust::builtInTrust());
    if (!settings.trustFolder.empty()) {
        TANBA_CHECK(trust::addTrustFolder(judging.trust, files, settings.trustFolder));
    }
    if (!settings.crlFolder.empty()) {
        TANBA_TRY(judging.crls, trust::readCrlFolder(files, settings.crlFolder, control));
    }
    judging.now = now;
    judging.at = settings.at;
    judging.online = settings.online;
    judging.readXml = settings.readXml;
    judging.programVersion = settings.programVersion;
    if (!open)
        open = [&files](const std::string& name) { return openInput(files, name); };
    return std::unique_ptr<Checking>(
        new Checking(std::make_unique<trust::Verifier>(std::move(judging)), files, std::move(open)));
}

/// None for what needs no tree.
Result<Checking::TreePlace> Checking::waitForTreePlace(InputFile& input, const WorkControl& control) const {
    TANBA_TRY(const bool large, isLargeXml(input));
    if (!large)
        return TreePlace();
    constexpr std::chrono::milliseconds kLookForCancel{50};
    while (!treePlaces_.try_acquire_for(kLookForCancel))
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
    return TreePlace(&treePlaces_);
}

Result<trust::Report> Checking::verifyWith(const std::string& name, const std::string& content,
                                           const WorkControl& control) const {
    TreePlace place; // given back when everything else is gone
    TANBA_TRY(const std::unique_ptr<InputFile> input, open_(name));
    std::unique_ptr<InputFile> original;
    if (!content.empty()) {
        TANBA_TRY(original, open_(content));
    }
    TANBA_TRY(place, waitForTreePlace(*input, control));
    return verifier_->verify(name, *input, original.get(), control);
}

CheckedFile Checking::checkNamed(const CheckItem& item, const WorkControl& control) const {
    CheckedFile checked{item.name, verifyWith(item.name, item.content, control), item.content, {}};
    if (!item.content.empty() || !checked.report.ok() || !contentIsMissing(checked.report.value()))
        return checked;
    for (std::string& name : possibleDocuments(item.name)) {
        const Result<FileStatus> status = files_.status(name);
        if (status.ok() && status.value().kind == FileKind::Regular)
            return {item.name, verifyWith(item.name, name, control), name, {}};
        checked.lookedFor.push_back(std::move(name));
    }
    return checked;
}

CheckedFile Checking::check(const CheckItem& item, const WorkControl& control) const {
    const auto failed = [&item](Failure failure) {
        return CheckedFile{item.name, std::move(failure), {}, {}};
    };
    if (control.cancelled())
        return failed(fail(FailureCode::Cancelled, item.name));
    try {
        CheckedFile checked = checkNamed(item, control);
        if (checked.report.ok() || !checked.report.failure().subject.empty())
            return checked;
        Failure failure = checked.report.failure();
        failure.subject = item.name;
        return failed(std::move(failure));
    } catch (...) {
        return failed(thrownFailure(item.name));
    }
}

void Checking::checkAll(const std::vector<CheckItem>& items, const Take& take,
                        const WorkControl& control) const {
    const WorkControl each{control.cancel, items.size() == 1 ? control.progress : nullptr};
    OrderedPool<CheckedFile>::run(
        items.size(), [&](std::size_t index) { return check(items[index], each); }, take);
}

} // namespace tanba::documents
