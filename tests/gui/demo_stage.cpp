#include "tests/gui/demo_stage.h"

#include "app/gui/demo/phone_view.h"
#include "tests/gui/login_portal.h"
#include "tests/gui/login_world.h"

#include <QScrollArea>
#include <fstream>

namespace tanba::gui::test {

namespace {

constexpr int kPanelWidth = 320; // as in the demonstration

std::filesystem::path emptyOutbox(World& world) {
    const std::filesystem::path outbox = world.home() / "outbox.jsonl";
    std::ofstream(outbox).flush();
    return outbox;
}

} // namespace

DemoStage::DemoStage(World& world)
    : world_(world), outbox_(emptyOutbox(world)), phone_({world.desk().files, world.desk().tasks, http_,
                                                          world.login(), LoginPortalPlay::kOrigin, outbox_}),
      browser_({world.desk().tasks, http_, world.login(), LoginPortalPlay::kOrigin}),
      tour_(world.desk(), world.login(), phone_, world.home() / "key.p12"),
      panel_(new TourPanel(world.words(), tour_, phone_, browser_, "Жалға беру шарты.pdf")) {
    world.window().addDockWidget(Qt::RightDockWidgetArea, panel_);
    const int width = theme().px(kPanelWidth);
    world.window().resize(world.window().width() + width, 820);
    world.window().resizeDocks({panel_}, {width}, Qt::Horizontal);
}

DemoStage::~DemoStage() {
    delete panel_; // before what it shows
}

void DemoStage::begin() {
    world_.settle();
}

void DemoStage::receiveSms() {
    tour_.skip();
    for (const auto go :
         {goToLoginKeys, goToLoginConsent, goToLoginRefused, goToLoginFactors, goToLoginSms}) {
        go(world_);
        world_.settle();
    }
    std::ofstream(outbox_, std::ios::app)
        << R"({"from":"KABINET","text":"Кіру коды / Код для входа: 482913. )"
           R"(Ешкімге айтпаңыз. Никому не сообщайте."})"
        << "\n";
    world_.until([this] { return phone_.sms().has_value(); });
}

void DemoStage::offerQr() {
    tour_.skip();
    goToLoginQr(world_);
    world_.until([this] { return phone_.canScan(); });
}

void DemoStage::answerPhone(const std::string& what, int status) {
    http_.serve(std::string(LoginPortalPlay::kOrigin) + "/phone/v1/qr/abcdef/" + what,
                [status](const HttpRequest&) {
                    HttpAnswer answer;
                    answer.status = status;
                    return Result<HttpAnswer>(std::move(answer));
                });
}

void DemoStage::loseNetwork() {
    answerPhone("scan", 500);
    world_.press(Phrase::PhoneScan);
    world_.until([this] { return phone_.failure().has_value(); });
}

void DemoStage::scanQr() {
    answerPhone("scan", 200);
    world_.press(Phrase::PhoneScan);
    world_.until([this] { return phone_.qr() == DemoPhone::Qr::Scanned; });
}

void DemoStage::confirmQr() {
    answerPhone("confirm", 200);
    world_.press(Phrase::PhoneConfirm);
    world_.until([this] { return phone_.qr() == DemoPhone::Qr::Confirmed; });
}

void DemoStage::finish() {
    while (tour_.current())
        tour_.skip();
    world_.settle();
    if (auto* scroll = panel_->findChild<QScrollArea*>())
        scroll->ensureVisible(0, 0);
}

const std::vector<DemoState>& demoStates() {
    static const std::vector<DemoState> all = {
        {"demo-01-begin", &DemoStage::begin},  {"demo-02-sms", &DemoStage::receiveSms},
        {"demo-03-qr", &DemoStage::offerQr},   {"demo-04-failure", &DemoStage::loseNetwork},
        {"demo-05-asked", &DemoStage::scanQr}, {"demo-06-confirmed", &DemoStage::confirmQr},
        {"demo-07-end", &DemoStage::finish},
    };
    return all;
}

} // namespace tanba::gui::test
