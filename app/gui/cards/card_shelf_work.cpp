#include "app/gui/cards/card_shelf.h"

// What a person does with a card; card_shelf.cpp is about which cards there are.
namespace tanba::gui {

namespace {

/// Tells the thread of the windows how many commands were sent.
class CommandCounter : public ProgressSink {
  public:
    CommandCounter(TaskRunner& tasks, QPointer<QObject> receiver, CardShelf::CommandsDone told)
        : tasks_(tasks), receiver_(std::move(receiver)), told_(std::move(told)) {}
    void progress(std::uint64_t done, std::uint64_t expected) override {
        tasks_.deliver(receiver_, [told = told_, done, expected] { told(done, expected); });
    }

  private:
    TaskRunner& tasks_;
    QPointer<QObject> receiver_;
    CardShelf::CommandsDone told_;
};

PinAnswer withoutCard() {
    PinAnswer answer;
    answer.outcome = fail(FailureCode::CardAbsent);
    return answer;
}

struct Adopted {
    Result<keys::Certificate> certificate;
    CardEntry after{};
};

} // namespace

void CardShelf::actOnPin(const std::string& id, PinAction action, PinTexts texts, QObject* receiver,
                         std::function<void()> onReader, std::function<void(const PinAnswer&)> done) {
    const Live* found = live(id);
    if (found == nullptr) {
        done(withoutCard());
        return;
    }
    const QPointer<QObject> guarded(receiver);
    auto pins = std::make_shared<TypedPins>(
        // Runs beside the windows, where the shelf may be gone before the work ends; the tasks wait for it.
        std::move(texts),
        [&tasks = tasks_, guarded, told = std::move(onReader)] { tasks.deliver(guarded, told); });
    tasks_.run<PinAnswer>(
        this,
        [card = found->card, action, pins](const WorkControl& control) {
            return gui::actOnPin(*card, action, *pins, control.cancel);
        },
        [this, guarded, done = std::move(done)](const PinAnswer& answer) {
            update(answer.after);
            if (guarded)
                done(answer);
        });
}

void CardShelf::findKeyFiles(const std::string& id, SecretBytes pin, QObject* receiver,
                             std::function<void()> onReader, std::function<void(const KeyFileAnswer&)> done) {
    const Live* found = live(id);
    if (found == nullptr) {
        done({fail(FailureCode::CardAbsent), {}});
        return;
    }
    const QPointer<QObject> guarded(receiver);
    auto typed =
        std::make_shared<TypedPin>(std::move(pin), [&tasks = tasks_, guarded, told = std::move(onReader)] {
            tasks.deliver(guarded, told);
        });
    tasks_.run<KeyFileAnswer>(
        this,
        [card = found->card, typed](const WorkControl& control) {
            return gui::findKeyFiles(*card, *typed, control.cancel);
        },
        [this, guarded, done = std::move(done)](const KeyFileAnswer& answer) {
            update(answer.after);
            if (guarded)
                done(answer);
        });
}

std::shared_ptr<OpenCard> CardShelf::borrow(const std::string& id) {
    const Live* found = live(id);
    return found == nullptr ? nullptr : found->card;
}

void CardShelf::adopt(const std::string& id, const std::filesystem::path& file, QObject* receiver,
                      std::function<void(const Result<keys::Certificate>&)> done) {
    const Live* found = live(id);
    if (found == nullptr) {
        done(fail(FailureCode::CardAbsent));
        return;
    }
    const QPointer<QObject> guarded(receiver);
    tasks_.run<Adopted>(
        this,
        [sources = sources_, card = found->card, file](const WorkControl& control) {
            auto certificate = adoptFrom(*sources, *card, file, control);
            return Adopted{std::move(certificate), card->describe()};
        },
        [this, guarded, done = std::move(done)](const Adopted& adopted) {
            update(adopted.after);
            if (guarded)
                done(adopted.certificate);
        });
}

std::shared_ptr<CancelToken> CardShelf::survey(const std::string& reader, QObject* receiver,
                                               CommandsDone progress,
                                               std::function<void(const Result<std::string>&)> done) {
    auto counter = std::make_shared<CommandCounter>(tasks_, QPointer<QObject>(receiver), std::move(progress));
    return tasks_.run<Result<std::string>>(
        receiver,
        [sources = sources_, reader, counter](const WorkControl& control) {
            return surveyCardIn(*sources, reader, {control.cancel, counter.get()});
        },
        [done = std::move(done)](const Result<std::string>& report) { done(report); });
}

} // namespace tanba::gui
