#include "app/service/work/gate.h"

#include "app/service/work/present_signers.h"
#include "app/service/work/work_memory.h"
#include "core/crypto/digest.h"
#include "core/sign/cms_reader.h"
#include "core/sign/large_content.h"
#include "core/sign/raw_signer.h"
#include "core/sign/xml_signer.h"

#include <algorithm>
#include <array>

namespace tanba::service {

namespace {

using api::SignData;

constexpr std::array kRefusals = {FailureCode::LoginNeedsOrigin,   FailureCode::LoginForOtherOrigin,
                                  FailureCode::HashNeedsOrigin,    FailureCode::RawIsStructure,
                                  FailureCode::RawWithDigest,      FailureCode::ServiceFileUnknown,
                                  FailureCode::ServiceRequestWrong};
/// Digests that a key of ours can sign over.
constexpr std::array<std::size_t, 2> kDigestSizes = {32, 64};

/// Takes the declaration off the text of an XML document where it names an encoding: a script hands over
/// characters, and what it says of bytes is out of date.
void dropDeclaration(Bytes& content) {
    const std::string_view document = asText(content);
    if (!document.starts_with("<?xml "))
        return;
    const std::size_t end = document.find("?>");
    if (end == std::string_view::npos || document.substr(0, end).find("encoding") == std::string_view::npos)
        return;
    content.erase(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(end + 2));
}

class Loader {
  public:
    Loader(const SignData& request, const GateWorld& world, const JsonString::Passed& passed)
        : request_(request), world_(world), passed_(passed) {}

    Result<LoadedItem> load(const JsonString& data) const {
        switch (request_.form) {
        case SignData::DataForm::FileToken:
            return loadFile(data);
        case SignData::DataForm::Digest: {
            TANBA_TRY(Bytes digest, data.fromBase64(kDigestSizes.back()));
            return LoadedItem{std::move(digest), {}};
        }
        case SignData::DataForm::Base64: {
            TANBA_TRY(Bytes content, data.fromBase64(kMaxFile, passed_));
            return LoadedItem{std::move(content), {}};
        }
        case SignData::DataForm::Text:
            break;
        }
        LoadedItem item{data.bytes(passed_), {}};
        if (request_.format == ConsentFormat::Xml)
            dropDeclaration(item.content);
        return item;
    }

  private:
    Result<LoadedItem> loadFile(const JsonString& token) const {
        constexpr std::size_t kMaxToken = 1024;
        TANBA_TRY(const std::filesystem::path path, world_.tokens.find(token.word(kMaxToken)));
        TANBA_TRY(const std::size_t size, roomFor(path));
        TANBA_TRY(Bytes content, readFile(world_.files, path, size));
        return LoadedItem{std::move(content), path.filename().string()};
    }

    /// A message of a few bytes can name the same file any number of times.
    /// @returns how many bytes of it may be read.
    Result<std::size_t> roomFor(const std::filesystem::path& path) const {
        TANBA_TRY(const std::unique_ptr<InputFile> file, world_.files.openForReading(path));
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kMaxFile));
        if (!world_.room.takeMore(size))
            return fail(FailureCode::ServiceTooMuch, {}, "files");
        return size;
    }

    const SignData& request_;
    const GateWorld& world_;
    const JsonString::Passed& passed_;
};

class Gate {
  public:
    Gate(const SignData& request, std::size_t items, const GateWorld& world, const WorkControl& control)
        : request_(request), items_(items), world_(world), control_(control) {}

    Result<WorkItem> pass(LoadedItem loaded) const {
        WorkItem item;
        item.shown.name = loaded.name;
        if (request_.form == SignData::DataForm::Digest)
            return passDigest(std::move(item), std::move(loaded.content));
        auto content = std::make_shared<const Bytes>(std::move(loaded.content));
        const bool getsASigner =
            request_.existing == SignData::ExistingCms::GetsASigner && sign::looksLikeCms(*content);
        if (getsASigner) {
            TANBA_CHECK(openExisting(item, std::move(content)));
        } else {
            item.shown.content = std::move(content);
        }
        // No name of the page's or of a file that it offered for download makes a nonce a document, nor does
        // a CMS around it: anybody can put a signature of their own there.
        item.hasDocumentName = item.shown.content->size() < kShortestChallenge;
        return passContent(std::move(item));
    }

  private:
    Outcome openExisting(WorkItem& item, std::shared_ptr<const Bytes> existing) const;
    Result<WorkItem> passDigest(WorkItem item, Bytes digest) const;
    Result<WorkItem> passContent(WorkItem item) const;
    Result<sign::Classification> classify(const WorkItem& item) const;
    bool mayBeAsked(const WorkItem& item) const;
    Outcome authorise(WorkItem& item) const;

    const SignData& request_;
    std::size_t items_;
    const GateWorld& world_;
    const WorkControl& control_;
};

Outcome Gate::openExisting(WorkItem& item, std::shared_ptr<const Bytes> existing) const {
    // It is held beside the file that it stands in.
    if (!world_.room.takeMore(existing->size()))
        return fail(FailureCode::ServiceTooMuch, {}, "the content of a signed file");
    MemoryInput input(*existing);
    MemorySink inside;
    inside.content.reserve(existing->size());
    TANBA_TRY(const sign::CmsSignedData cms, sign::readCms(input, &inside, control_));
    if (!cms.hasContent)
        return fail(FailureCode::CmsContentMissing);
    item.shown.presentSigners = presentSigners(cms);
    item.shown.content = std::make_shared<const Bytes>(std::move(inside.content));
    item.existing = std::move(existing);
    return Done{};
}

Result<WorkItem> Gate::passDigest(WorkItem item, Bytes digest) const {
    if (std::ranges::find(kDigestSizes, digest.size()) == kDigestSizes.end())
        return fail(FailureCode::DigestLengthWrong, {}, std::to_string(digest.size()));
    item.shown.digest = std::move(digest);
    item.shown.classification.contentClass = sign::ContentClass::HashOnly;
    TANBA_CHECK(authorise(item));
    return item;
}

Result<WorkItem> Gate::passContent(WorkItem item) const {
    const Bytes& content = *item.shown.content;
    if (content.empty())
        return fail(FailureCode::InputEmpty);
    item.shown.size = content.size();
    if (request_.format == ConsentFormat::Raw) {
        if (content.size() > sign::kMaxRawSize)
            return fail(FailureCode::FileTooLarge);
        TANBA_CHECK(sign::refuseForgingOracle(content));
    }
    TANBA_TRY(item.shown.classification, classify(item));
    TANBA_CHECK(authorise(item));
    if (request_.format == ConsentFormat::Raw &&
        item.shown.classification.contentClass == sign::ContentClass::Document)
        item.shown.classification.contentClass = sign::ContentClass::Raw;
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
    item.shown.digest = std::move(digest.bytes);
    return item;
}

Result<sign::Classification> Gate::classify(const WorkItem& item) const {
    const Bytes& content = *item.shown.content;
    if (request_.format == ConsentFormat::Xml)
        return sign::classifyForXml(content, {request_.elementId}, control_);
    MemoryInput input(content);
    return sign::classifyFile(input, item.hasDocumentName, sign::Look::Whole, control_);
}

/// What a page itself hands over, and alone. A file it offered for download, or what lies inside a signed
/// one, is no challenge that a page of this site would wait for.
bool Gate::mayBeAsked(const WorkItem& item) const {
    const bool handedOver =
        request_.form == SignData::DataForm::Text || request_.form == SignData::DataForm::Base64;
    return handedOver && items_ == 1 && !item.existing;
}

/// core/sign takes a stated origin for "this is a login", so that only what was found to be one gets it.
Outcome Gate::authorise(WorkItem& item) const {
    const sign::ContentClass found = item.shown.classification.contentClass;
    const bool believed = world_.caller.kind == Caller::Kind::Browser;
    if (believed && (found == sign::ContentClass::Login || found == sign::ContentClass::HashOnly))
        item.requester.verifiedOrigin = world_.caller.origin;
    item.requester.asksThePerson = mayBeAsked(item);
    item.requester.listedForHashes =
        item.requester.verifiedOrigin &&
        std::ranges::find(world_.hashOrigins, *item.requester.verifiedOrigin) != world_.hashOrigins.end();
    return sign::authoriseSigning(item.shown.classification, item.requester);
}

/// A question about a login says so, and nobody expects documents behind it.
Outcome loginStandsAlone(const std::vector<WorkItem>& items) {
    const bool login = std::ranges::any_of(items, [](const WorkItem& item) {
        return item.shown.classification.contentClass == sign::ContentClass::Login;
    });
    if (login && items.size() > 1)
        return fail(FailureCode::ServiceRequestWrong, {}, "a login among other things");
    return Done{};
}

} // namespace

Result<std::vector<LoadedItem>> loadItems(const SignData& request, const GateWorld& world,
                                          const JsonString::Passed& passed, const WorkControl& control) {
    if (request.data.empty())
        return fail(FailureCode::InputEmpty);
    if (request.data.size() > api::kMaxItems)
        return fail(FailureCode::ServiceTooMuch, {}, std::to_string(api::kMaxItems) + " items");
    const Loader loader(request, world, passed);
    std::vector<LoadedItem> loaded;
    for (const JsonString& data : request.data) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        TANBA_TRY(LoadedItem item, loader.load(data));
        loaded.push_back(std::move(item));
    }
    return loaded;
}

Result<WorkOrder> passGate(const SignData& request, std::vector<LoadedItem> loaded, const GateWorld& world,
                           const WorkControl& control) {
    WorkOrder order;
    order.shape = request.shape;
    order.format = request.format;
    order.encoding = request.encoding;
    order.elementId = request.elementId;
    order.digestsOnly = request.form == SignData::DataForm::Digest;
    order.withTimestamp = request.withTimestamp;
    order.withCertificate = request.withCertificate;
    order.key = request.key;
    order.locale = request.locale;
    const Gate gate(request, loaded.size(), world, control);
    for (LoadedItem& item : loaded) {
        if (control.cancelled())
            return fail(FailureCode::Cancelled);
        TANBA_TRY(WorkItem passed, gate.pass(std::move(item)));
        order.items.push_back(std::move(passed));
    }
    TANBA_CHECK(loginStandsAlone(order.items));
    if (memoryToSign(order) > kMaxMemoryToSign)
        return fail(FailureCode::ServiceTooMuch, {}, "the signed data would be too large");
    return order;
}

bool isRefusal(const Failure& failure) {
    return std::ranges::find(kRefusals, failure.code) != kRefusals.end();
}

} // namespace tanba::service
