#include "app/gui/mobile/mobile_desk.h"

#include <algorithm>
#include <utility>

// From a link or a picture to the documents; mobile_desk_key.cpp is about the key and what it signs.
namespace tanba::gui {

namespace mobile = portal::mobile;

namespace {

/// Of all codes in a picture the one that is a signing link.
Result<mobile::SignLink> onlyLinkOf(const preview::QrTexts& texts) {
    std::optional<mobile::SignLink> found;
    for (const std::string& text : texts) {
        auto link = mobile::readLink(text);
        if (!link.ok())
            continue;
        if (found)
            return fail(FailureCode::MobileLinkMalformed, {}, "several links");
        found = std::move(link).value();
    }
    if (!found)
        return fail(FailureCode::MobileLinkMalformed, {}, "no link among the codes");
    return std::move(*found);
}

} // namespace

MobileDesk::MobileDesk(MobileSources sources) : sources_(std::move(sources)) {
    connect(&sources_.shelf, &KeyShelf::changed, this, &MobileDesk::changed);
    connect(&sources_.cards, &CardShelf::cardsChanged, this, &MobileDesk::changed);
    connect(&sources_.person, &PersonBook::changed, this, &MobileDesk::changed);
}

MobileDesk::~MobileDesk() {
    begin();
}

void MobileDesk::setStage(Stage stage) {
    stage_ = stage;
    emit changed();
}

void MobileDesk::stopWith(const Failure& failure, Stage back) {
    if (failure.code != FailureCode::Cancelled)
        failure_ = failure;
    setStage(back);
}

/// Of what goes on: it brings nothing any more.
void MobileDesk::letGo() {
    ++generation_;
    if (const auto gate = std::exchange(gate_, nullptr))
        gate->cancel();
    if (const auto running = std::exchange(running_, nullptr))
        running->cancel();
    if (const auto pins = std::exchange(pins_, nullptr))
        pins->giveUp(); // a secret that is not under way yet stays here
    openingKey_ = pinOnReader_ = waitsForPin_ = false;
}

/// Nothing of what was before stays.
void MobileDesk::begin() {
    letGo();
    failure_.reset();
    link_.reset();
    invitation_.reset();
    offer_.reset();
    question_.reset();
    chains_.clear();
}

void MobileDesk::leave() {
    begin();
    setStage(Stage::NoLink);
}

void MobileDesk::readText(const std::string& text) {
    begin();
    takeLink(mobile::readLink(text));
}

void MobileDesk::takeLink(Result<mobile::SignLink> link) {
    if (!link.ok()) {
        stopWith(link.failure(), Stage::NoLink);
        return;
    }
    link_ = std::move(link).value();
    setStage(Stage::Linked);
}

void MobileDesk::readPicture(Bytes picture) {
    startReading([picture = std::move(picture)]() -> Result<Bytes> { return picture; });
}

void MobileDesk::readPictureFile(const std::filesystem::path& file) {
    startReading([&files = sources_.files, file] { return readFile(files, file, preview::kMaxDocument); });
}

void MobileDesk::startReading(std::function<Result<Bytes>()> content) {
    begin();
    const auto read = [content = std::move(content)](const WorkControl& control) -> Result<preview::QrTexts> {
        TANBA_TRY(const Bytes picture, content());
        TANBA_TRY(const std::filesystem::path program, preview::workerBesideThisProgram());
        MemoryInput input(picture);
        return preview::readQrCodes(input, preview::Worker{program}, control.cancel);
    };
    running_ = sources_.tasks.run<Result<preview::QrTexts>>(
        this, read, [this, generation = generation_](const Result<preview::QrTexts>& texts) {
            if (generation == generation_)
                takeTexts(texts);
        });
    setStage(Stage::Reading);
}

void MobileDesk::takeTexts(const Result<preview::QrTexts>& texts) {
    running_.reset();
    if (texts.ok())
        takeLink(onlyLinkOf(texts.value()));
    else
        stopWith(texts.failure(), Stage::NoLink);
}

MobileDesk::Fetched MobileDesk::fetch(const mobile::SignLink& link, const MobileSources& sources,
                                      const std::string& language, const WorkControl& control) {
    Fetched fetched;
    const auto steps = [&]() -> Outcome {
        TANBA_TRY(const std::unique_ptr<HttpTransport> http, sources.network());
        const mobile::VisitMeans means{*http, sources.clock, mobile::SigningHosts::builtIn(), language};
        TANBA_TRY(mobile::Invitation invitation, mobile::fetchInvitation(link, means, control));
        fetched.invitation = std::make_shared<const mobile::Invitation>(std::move(invitation));
        if (fetched.invitation->access == mobile::Access::Login)
            return Done{};
        TANBA_TRY(mobile::Offer offer, mobile::fetchOffer(*fetched.invitation, means, nullptr, control));
        fetched.offer = std::make_shared<const mobile::Offer>(std::move(offer));
        return Done{};
    };
    fetched.outcome = steps();
    return fetched;
}

void MobileDesk::ask() {
    if (stage_ != Stage::Linked)
        return;
    failure_.reset();
    running_ = sources_.tasks.run<Fetched>(
        this,
        [link = *link_, sources = sources_, language = sources_.language()](const WorkControl& control) {
            return fetch(link, sources, language, control);
        },
        [this, generation = generation_](Fetched fetched) {
            if (generation == generation_)
                takeFetched(std::move(fetched));
        });
    setStage(Stage::Asking);
}

void MobileDesk::takeFetched(Fetched fetched) {
    running_.reset();
    if (!fetched.outcome.ok()) {
        stopWith(fetched.outcome.failure(), Stage::Linked);
        return;
    }
    invitation_ = std::move(fetched.invitation);
    offer_ = std::move(fetched.offer);
    question_ = makeQuestion();
    setStage(stageOfQuestion());
}

} // namespace tanba::gui
