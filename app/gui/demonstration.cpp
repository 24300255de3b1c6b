#include "app/gui/demonstration.h"

#include "app/demo/demo_people.h"
#include "app/gui/consent/portals.h"
#include "app/gui/demo/tour_panel.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "core/base/encoding.h"

#include <QGuiApplication>
#include <QScreen>
#include <QVBoxLayout>
#include <algorithm>

namespace tanba::gui {

namespace {

constexpr int kPanelWidth = 320;
constexpr int kWindowHeight = 800;

guidance::Names portalNames() {
    const text::TextTable& table = text::TextTable::builtIn();
    const auto in = [&table](text::Language language) {
        return table.ui(text::Ui::DemoPortalName, language);
    };
    return {in(text::Language::Kk), in(text::Language::Ru), in(text::Language::En)};
}

QString pathText(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

Demonstration::Demonstration(const Sources& sources)
    : environment_(sources.environment), desk_(sources.desk), window_(sources.window),
      phone_({sources.desk.files, sources.desk.tasks, sources.http, sources.logins,
              sources.environment.portal().origin(), sources.environment.portal().outbox()}),
      tour_(sources.desk, sources.logins, phone_, sources.environment.keyFiles().person.path) {
    shelveKeys();
    lendPortal();
    addPanel(sources.browser);
    label();
}

void Demonstration::shelveKeys() {
    for (const demo::DemoKeyFile* file : {&environment_.keyFiles().person, &environment_.keyFiles().head})
        desk_.shelf.unlocked(file->path, {file->certificate});
    // The newcomer plays this person: nobody has to be asked.
    desk_.person.sayMine(demo::person());
}

/// Among the portals of the list.
void Demonstration::lendPortal() {
    portal::PortalDescription description;
    description.id = "demonstration";
    description.origin = environment_.portal().origin();
    description.names = portalNames();
    description.factors = {portal::FactorType::Sms, portal::FactorType::Qr};
    desk_.portals.added.lend(description);
}

/// A strip above everything, for as long as the window is there.
void Demonstration::label() {
    auto* banner = new Banner(desk_.words);
    banner->setClosing(Closing::Never);
    auto* tour = new Button(ButtonKind::Quiet);
    banner->addAction(tour);
    auto* frame = new QWidget;
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(banner);
    column->addWidget(window_.takeCentralWidget(), 1);
    window_.setCentralWidget(frame);
    connect(tour, &QAbstractButton::clicked, panel_, &QWidget::show);
    connect(panel_, &QDockWidget::visibilityChanged, tour,
            [tour](bool visible) { tour->setVisible(!visible); });
    desk_.words.keep(this, [this, banner, tour] {
        const Words& words = desk_.words;
        banner->showMessage(CardKind::Attention, words.say(Phrase::DemoTitle), words.say(Phrase::DemoText));
        tour->setText(words.say(Phrase::TourOpen));
        window_.setWindowTitle(words.say(Phrase::DemoWindowTitle));
    });
}

void Demonstration::addPanel(DemoBrowser& browser) {
    panel_ = new TourPanel(desk_.words, tour_, phone_, browser, environment_.document().filename().string());
    window_.addDockWidget(Qt::RightDockWidgetArea, panel_);
    connect(panel_, &TourPanel::goWanted, this, &Demonstration::go);
    // Room for the tour beside what the window had.
    const int width = theme().px(kPanelWidth);
    const QSize room = window_.screen()->availableSize();
    window_.resize(std::min(window_.width() + width, room.width()),
                   std::min(std::max(window_.height(), theme().px(kWindowHeight)), room.height()));
    window_.resizeDocks({panel_}, {width}, Qt::Horizontal);
}

void Demonstration::openSignature() {
    if (tour_.signature().empty())
        window_.go(Place::Check);
    else
        window_.openFiles({pathText(tour_.signature())});
}

void Demonstration::signWithCard() {
    for (const SigningKeyOption& option : desk_.signing.keys())
        if (option.demonstration)
            desk_.signing.chooseKey(option);
    window_.openFiles({pathText(environment_.document())});
}

void Demonstration::go(TourStep step) {
    const auto& [person, head] = environment_.keyFiles();
    switch (step) {
    case TourStep::Card:
        desk_.cards.setDemonstration(CardShelf::Demonstration::Shown);
        break;
    case TourStep::Sms:
    case TourStep::Qr:
        window_.openLogin({environment_.portal().origin(), PortalSource::Shipped, portalNames()});
        break;
    case TourStep::Sign:
        signWithCard();
        break;
    case TourStep::Check:
        openSignature();
        break;
    case TourStep::Password:
        window_.go(Place::Keys);
        if (!window_.keysArea().working()) {
            window_.keysArea().showKey(person.path); // where the page of the password leads back to
            window_.keysArea().showPassword(person.path);
        }
        break;
    case TourStep::Expiry:
        emit desk_.attendant.keyWanted(toHex(head.certificate.fingerprint()));
        break;
    }
}

} // namespace tanba::gui
