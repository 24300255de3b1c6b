#include "app/gui/pages/portals/underway_page.h"

#include "app/gui/consent/portals.h"
#include "app/gui/pages/portals/portal_words.h"
#include "app/gui/pages/site.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <algorithm>
#include <array>

namespace tanba::gui {

namespace {

constexpr std::chrono::seconds kLookEvery{1};

constexpr std::array<Phrase, 3> kSteps = {Phrase::EnterStepChoose, Phrase::EnterStepConsent,
                                          Phrase::EnterStepSecond};

/// By the clock of this computer.
std::string timeOfDay(Time time) {
    const QDateTime local = QDateTime::fromSecsSinceEpoch(time.time_since_epoch().count());
    return toUtf8(local.toString(QStringLiteral("HH:mm")));
}

} // namespace

UnderwayPage::UnderwayPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      state_(new Banner(desk.words)), second_(nullptr), again_(new Button(ButtonKind::Main, Icon::External)),
      stop_(new Button(ButtonKind::Plain)) {
    layOut();
    look_.setInterval(kLookEvery);
    connect(&look_, &QTimer::timeout, this, &UnderwayPage::lookAtKey);
    connect(back_, &QAbstractButton::clicked, this, &UnderwayPage::left);
    connect(again_, &QAbstractButton::clicked, this, &UnderwayPage::open);
    connect(stop_, &QAbstractButton::clicked, this, [this] {
        desk_.portals.consent.stopAwaiting();
        lookAtKey();
        emit left();
    });
    connect(&desk_.portals.consent, &GuiConsentDesk::signedFor, this,
            [this](const auto& question) { takeSigned(*question); });
    desk_.words.keep(this, [this] { say(); });
}

void UnderwayPage::layOut() {
    addAboveTitle(back_);
    state_->setClosing(Closing::Never);
    column().addWidget(banner_);
    column().addWidget(state_);
    column().addSpacing(8);
    for (std::size_t index = 0; index < kSteps.size(); ++index) {
        auto* row = new QWidget;
        auto* sides = new QHBoxLayout(row);
        sides->setContentsMargins(0, 0, 0, 0);
        auto* number = new Text(TypeRole::Strong, Tone::Accent);
        number->setText(QString::number(index + 1));
        theme().keep(number, [number] { number->setFixedWidth(theme().px(28)); });
        auto* text = new Text(TypeRole::Body);
        sides->addWidget(number, 0, Qt::AlignTop);
        sides->addWidget(text, 1);
        column().addWidget(row);
        steps_.push_back(text);
        second_ = row;
    }
    column().addLayout(rowOf({again_, stop_}));
}

void UnderwayPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::EnterThere));
    back_->setText(words.say(Phrase::EnterKeysBack));
    again_->setText(words.say(Phrase::EnterAgain));
    stop_->setText(words.say(Phrase::EnterStop));
    for (std::size_t index = 0; index < kSteps.size(); ++index)
        steps_[index]->setText(words.say(kSteps[index]));
    banner_->clear();
    refresh();
}

void UnderwayPage::begin(const guidance::Portal& portal) {
    portal_ = &portal;
    until_ = desk_.shelf.now() + WaitingKey::kPatience;
    const std::vector<std::string>& origins = loginOrigins(portal);
    const bool waits = !origins.empty() && desk_.portals.consent.awaits(origins.front());
    step_ = waits ? Step::Waiting : Step::NoKey;
    if (waits)
        look_.start();
    else
        look_.stop();
    refresh();
    ensureVisible(0, 0);
    open();
}

void UnderwayPage::open() {
    banner_->clear();
    const QString address = fromUtf8(portal_->address);
    if (openSite(desk_, QUrl(address, QUrl::StrictMode), *banner_))
        return;
    auto* copy = new Button(ButtonKind::Plain, Icon::Copy);
    copy->setText(desk_.words.say(Phrase::EnterCopy));
    copy->setAccessibleDescription(address);
    connect(copy, &QAbstractButton::clicked, this,
            [address] { QApplication::clipboard()->setText(address); });
    banner_->addAction(copy);
}

void UnderwayPage::lookAtKey() {
    if (step_ == Step::Waiting && !desk_.portals.consent.awaits(loginOrigins(*portal_).front())) {
        step_ = Step::Over;
        refresh();
    }
    if (step_ != Step::Waiting)
        look_.stop();
}

void UnderwayPage::takeSigned(const service::ConsentQuestion& question) {
    if (portal_ == nullptr || !isLogin(question) || !question.caller.origin)
        return;
    const std::vector<std::string>& origins = loginOrigins(*portal_);
    if (std::ranges::find(origins, *question.caller.origin) == origins.end())
        return;
    step_ = Step::Signed;
    look_.stop();
    refresh();
}

void UnderwayPage::refresh() {
    if (portal_ == nullptr)
        return;
    const Words& words = desk_.words;
    setLead(nameWords(portal_->names, words));
    const bool sms = hasSmsStage(*portal_, guidance::kazakhstanDate(desk_.shelf.now()));
    second_->setVisible(sms);
    stop_->setVisible(step_ == Step::Waiting);
    state_->clear();
    switch (step_) {
    case Step::NoKey:
        break;
    case Step::Waiting:
        state_->showMessage(CardKind::Info, words.say(Phrase::EnterWaits, {{"time", timeOfDay(until_)}}), {});
        break;
    case Step::Over:
        state_->showMessage(CardKind::Attention, words.say(Phrase::EnterOver), {});
        break;
    case Step::Signed:
        state_->showMessage(CardKind::Good, words.say(Phrase::EnterSigned),
                            sms ? words.say(Phrase::EnterStepSecond) : QString());
        break;
    }
}

} // namespace tanba::gui
