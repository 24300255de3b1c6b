#include "app/gui/documents/signing_desk.h"

#include "app/gui/documents/natural_order.h"
#include "app/gui/keys/key_look.h"

#include <algorithm>
#include <array>
#include <utility>

// What is to be signed, how, and with which key; signing_desk_run.cpp is about the run.
namespace tanba::gui {

namespace {

using documents::RowState;
using documents::SignFormat;

} // namespace

SigningDesk::SigningDesk(SigningSources sources)
    : sources_(std::move(sources)),
      journal_(std::make_shared<documents::Journal>(sources_.growing, sources_.files,
                                                    sources_.folder / documents::kJournalName)) {
    connect(&sources_.shelf, &KeyShelf::changed, this, &SigningDesk::changed);
    connect(&sources_.cards, &CardShelf::cardsChanged, this, &SigningDesk::changed);
    connect(&sources_.person, &PersonBook::changed, this, &SigningDesk::changed);
}

SigningDesk::~SigningDesk() {
    stopLooking();
    cancel();
}

documents::SigningRun::Places SigningDesk::places() const {
    return {sources_.files, sources_.clock, {}, {}, nullptr, timestamps_.get()};
}

std::size_t SigningDesk::count(RowState state) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        documents_, [state](const ChosenDocument& chosen) { return chosen.row.state == state; }));
}

void SigningDesk::add(std::vector<std::filesystem::path> files) {
    if (busy() || files.empty())
        return;
    if (work_)
        clear();
    if (documents_.empty())
        forgetOthersKey();
    toLookAt_.insert(toLookAt_.end(), std::make_move_iterator(files.begin()),
                     std::make_move_iterator(files.end()));
    if (!looking())
        lookAtNew();
    emit changed();
}

void SigningDesk::startLook(LookWork work, std::function<void(LookedAt)> take) {
    lookedAt_ = 0;
    auto watcher = std::make_shared<SigningWatcher>(
        sources_.tasks, this, [this, generation = generation_](const SigningWatcher::News& news) {
            if (generation != generation_)
                return;
            lookedAt_ = news.examined;
            emit moved();
        });
    look_ = sources_.tasks.run<LookedAt>(
        this,
        [work = std::move(work), watcher](const WorkControl& control) { return work(*watcher, control); },
        [this, generation = generation_, take = std::move(take)](LookedAt looked) {
            if (generation != generation_)
                return;
            look_.reset();
            take(std::move(looked));
        });
}

void SigningDesk::lookAtNew() {
    startLook(
        [places = places(), chosen = std::exchange(toLookAt_, {}), known = documents_,
         order = naturalOrder(sources_.language())](documents::RunObserver& observer,
                                                    const WorkControl& control) {
            return lookAt(places, chosen, known, order, observer, control);
        },
        [this](LookedAt looked) {
            std::ranges::move(looked.documents, std::back_inserter(documents_));
            std::ranges::move(looked.notListed, std::back_inserter(notListed_));
            lookAgainIfNeeded();
        });
}

/// A file that is signed already is examined in one way when signers are added, and in another when it lies
/// among others.
void SigningDesk::lookAgainIfNeeded() {
    const documents::SigningOrder before = order_;
    order_ = usualOrder(documents_);
    const auto offered = formats();
    if (chosenFormat_ && std::ranges::find(offered, *chosenFormat_) != offered.end())
        order_.format = *chosenFormat_;
    applyWishes();
    const bool examinedOtherwise = before.adding != order_.adding || before.ifSigned != order_.ifSigned;
    if (examinedOtherwise && !documents_.empty()) {
        startLook(
            [places = places(), order = order_, known = documents_](documents::RunObserver& observer,
                                                                    const WorkControl& control) {
                return lookAgain(places, order, known, observer, control);
            },
            [this](LookedAt looked) {
                documents_ = std::move(looked.documents);
                if (toLookAt_.empty())
                    emit changed();
                else
                    lookAtNew();
            });
    } else if (!toLookAt_.empty()) {
        lookAtNew();
    }
    emit changed();
}

void SigningDesk::stopLooking() {
    if (!look_)
        return;
    look_->cancel();
    look_.reset();
    toLookAt_.clear();
    ++generation_;
    emit changed();
}

void SigningDesk::remove(const std::filesystem::path& file) {
    if (stage_ != Stage::Choosing || looking() || work_)
        return;
    std::erase_if(documents_, [&file](const ChosenDocument& chosen) { return chosen.path() == file; });
    std::erase_if(notListed_, [&file](const documents::NotListed& each) { return each.path == file; });
    lookAgainIfNeeded();
}

void SigningDesk::keepSignedOnly() {
    if (stage_ != Stage::Choosing || looking() || work_)
        return;
    std::vector<std::filesystem::path> signatures;
    for (const ChosenDocument& chosen : documents_)
        if (chosen.row.document.isSigned())
            signatures.push_back(chosen.row.document.signature);
    clear();
    add(std::move(signatures));
}

void SigningDesk::clear() {
    if (busy())
        return;
    stopLooking();
    leaveRun();
    documents_.clear();
    notListed_.clear();
    order_ = {};
    chosenFormat_.reset();
    purpose_.clear();
    wanted_ = Timestamps::Without;
    forgetOthersKey();
    setStage(Stage::Choosing);
}

std::vector<SignFormat> SigningDesk::formats() const {
    if (order_.adding == documents::Adding::ToExisting || goesOn())
        return {order_.format};
    const bool xml = !documents_.empty() && std::ranges::all_of(documents_, [](const ChosenDocument& chosen) {
        return chosen.type == DocumentType::Xml;
    });
    if (xml && order_.ifSigned == documents::IfSigned::SignAgain)
        return {SignFormat::Xml};
    if (xml)
        return {SignFormat::Xml, SignFormat::CmsDetached, SignFormat::Cms};
    return {SignFormat::CmsDetached, SignFormat::Cms};
}

void SigningDesk::setFormat(SignFormat format) {
    if (stage_ != Stage::Choosing || order_.format == format)
        return;
    chosenFormat_ = format;
    order_.format = format;
    applyWishes();
    emit changed();
}

void SigningDesk::setPurpose(const std::string& purpose) {
    if (stage_ != Stage::Choosing || goesOn())
        return;
    purpose_ = purpose;
    applyWishes();
}

bool SigningDesk::timestampOffered() const {
    return order_.format != SignFormat::Xml && !goesOn();
}

void SigningDesk::setTimestamps(Timestamps wanted) {
    if (stage_ != Stage::Choosing || goesOn() || wanted_ == wanted)
        return;
    wanted_ = wanted;
    applyWishes();
    emit changed();
}

void SigningDesk::applyWishes() {
    order_.purpose = purpose_;
    order_.timestamp.reset();
    if (wanted_ == Timestamps::Wanted && timestampOffered())
        order_.timestamp.emplace();
}

std::vector<SigningKeyOption> SigningDesk::keys() const {
    const auto waiting = std::ranges::count_if(documents_, &ChosenDocument::waits);
    const Covers covers = waiting > 1 ? Covers::Several : Covers::OneDocument;
    return signingKeyOptions(sources_.shelf, sources_.cards, sources_.person, covers);
}

std::optional<SigningKeyOption> SigningDesk::key() const {
    const std::vector<SigningKeyOption> options = keys();
    if (chosenKey_) {
        const auto same = std::ranges::find_if(
            options, [this](const SigningKeyOption& option) { return option.sameKey(*chosenKey_); });
        if (same != options.end() && same->usable())
            return *same;
    }
    if (options.empty() || !options.front().usable())
        return std::nullopt;
    return options.front();
}

void SigningDesk::chooseKey(const SigningKeyOption& option) {
    chosenKey_ = option;
    emit changed();
}

/// Somebody else's key is chosen for one job and not remembered for the next (SECURITY.md, rule 7).
void SigningDesk::forgetOthersKey() {
    if (!chosenKey_)
        return;
    const std::vector<SigningKeyOption> options = keys();
    const auto same = std::ranges::find_if(
        options, [this](const SigningKeyOption& option) { return option.sameKey(*chosenKey_); });
    // What is known of a file may have come after it was chosen.
    const SigningKeyOption& chosen = same == options.end() ? *chosenKey_ : *same;
    if (chosen.ownership == guidance::KeyOwnership::SomebodyElses)
        chosenKey_.reset();
}

void SigningDesk::openKey(SecretBytes password) {
    const std::optional<SigningKeyOption> chosen = key();
    if (busy() || openingKey() || !chosen || chosen->onCard())
        return;
    chosenKey_ = chosen; // what is learned of it must not bring another key to the front
    keyLook_ = lookAtKeyFile(sources_.tasks, sources_.files, sources_.shelf, this, chosen->file,
                             std::move(password), [this](const Outcome& looked) {
                                 keyLook_.reset();
                                 emit changed();
                                 if (looked.ok())
                                     emit keyLooked();
                                 else
                                     emit keyRefused(looked.failure());
                             });
    emit changed();
}

} // namespace tanba::gui
