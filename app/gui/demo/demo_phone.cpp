#include "app/gui/demo/demo_phone.h"

namespace tanba::gui {

DemoPhone::DemoPhone(Sources sources)
    : sources_(std::move(sources)),
      phone_(std::make_shared<demo::FakePhone>(sources_.http, sources_.origin)) {
    // The portal has made the file before it was ready.
    watcher_.addPath(QString::fromStdString(sources_.outbox.string()));
    connect(&watcher_, &QFileSystemWatcher::fileChanged, this, [this] { readOutbox(); });
    connect(&sources_.logins, &LoginDesk::changed, this, &DemoPhone::takeLogin);
}

void DemoPhone::readOutbox() {
    FileStore& files = sources_.files;
    sources_.tasks.run<Result<demo::Sms>>(
        this, [&files, outbox = sources_.outbox](const WorkControl&) { return demo::lastSms(files, outbox); },
        [this](const Result<demo::Sms>& read) {
            if (!read.ok())
                return; // half a line; the rest of it is told as well
            sms_ = read.value();
            emit changed();
            emit rang();
        });
}

bool DemoPhone::canScan() const {
    const portal::LoginView& view = sources_.logins.view();
    return !busy_ && qr_ != Qr::Scanned && view.origin == sources_.origin &&
           view.qr.phase == portal::QrPhase::Shown;
}

void DemoPhone::takeLogin() {
    const portal::LoginView& view = sources_.logins.view();
    const bool asked = view.qr.phase == portal::QrPhase::Shown || view.qr.phase == portal::QrPhase::Scanned;
    // What the phone was asked about is no more, or another code took its place.
    if (!busy_ && qr_ != Qr::None && !asked && view.stage != portal::Stage::Completed)
        qr_ = Qr::None;
    emit changed();
    const bool rings = canScan() && !couldScan_;
    couldScan_ = canScan();
    if (rings)
        emit rang();
}

void DemoPhone::act(Call call, Qr then) {
    if (busy_)
        return;
    busy_ = true;
    failure_.reset();
    emit changed();
    sources_.tasks.run<Outcome>(
        this,
        [phone = phone_, call = std::move(call)](const WorkControl& control) {
            return call(*phone, control);
        },
        [this, then](const Outcome& outcome) {
            busy_ = false;
            if (outcome.ok())
                qr_ = then;
            else
                failure_ = outcome.failure();
            emit changed();
        });
}

void DemoPhone::scan() {
    act([text = sources_.logins.view().qr.text](
            demo::FakePhone& phone, const WorkControl& control) { return phone.scan(text, control); },
        Qr::Scanned);
}

void DemoPhone::confirm() {
    act([](demo::FakePhone& phone, const WorkControl& control) { return phone.confirm(control); },
        Qr::Confirmed);
}

void DemoPhone::reject() {
    act([](demo::FakePhone& phone, const WorkControl& control) { return phone.reject(control); },
        Qr::Rejected);
}

} // namespace tanba::gui
