#include "app/gui/consent/consent_window.h"

#include "app/gui/consent/ask_keys_page.h"
#include "app/gui/consent/ask_page.h"
#include "app/gui/consent/consent_content.h"
#include "app/gui/consent/consent_words.h"
#include "app/gui/consent/pin_again_page.h"
#include "app/gui/consent/refusal_page.h"
#include "app/gui/consent/to_front.h"
#include "app/gui/pages/page_help.h"
#include "app/gui/pages/preview/preview_page.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/facts_view.h"

#include <QCloseEvent>
#include <QIcon>
#include <QKeyEvent>
#include <QScreen>
#include <QVBoxLayout>

namespace tanba::gui {

namespace {

/// One document, its key and the password without scrolling; smaller on a smaller screen.
constexpr QSize kFirst(680, 860);
constexpr double kMostOfScreen = 0.92;
constexpr QSize kSmallestWindow(520, 480);

} // namespace

ConsentWindow::ConsentWindow(const Desk& desk, GuiConsentDesk& consent, ToFront& front, ChooseFile chooseFile)
    : desk_(desk), consent_(consent), front_(front), chooseFile_(std::move(chooseFile)),
      ask_(new AskPage(desk, consent)), refusal_(new RefusalPage(desk, consent)),
      pin_(new PinAgainPage(desk, consent)),
      keys_(new AskKeysPage(desk, consent,
                            {Phrase::PortalKeysLead, Phrase::PortalBackToAsk,
                             [&consent] { return consent.keys(); },
                             [&consent](const SigningKeyOption& key) { consent.chooseKey(key); }})),
      preview_(new PreviewPage(desk)), facts_(new FactsView), pages_(new QStackedWidget) {
    setWindowFlags(Qt::Window);
    QIcon icon;
    icon.addPixmap(programPixmap(64, 1));
    setWindowIcon(icon);
    layOut();
    connect(&consent_, &GuiConsentDesk::pinWanted, this, [this] {
        turnTo(*pin_);
        front_.bring(*this);
        pin_->focusFirst();
    });
    connect(&consent_, &GuiConsentDesk::quietNow, this, &ConsentWindow::leave);
    connect(&consent_, &GuiConsentDesk::changed, this, [this] {
        if (&currentPage() == pin_ && !consent_.waitsForPin())
            showNow();
    });
    connect(ask_, &AskPage::lookWanted, this, &ConsentWindow::look);
    connect(ask_, &AskPage::otherKeyWanted, this, [this] { turnTo(*keys_); });
    connect(ask_, &AskPage::unfitKeysWanted, this, [this] {
        turnTo(*keys_);
        keys_->openUnfit();
    });
    connect(ask_, &AskPage::keySearchWanted, this, &ConsentWindow::keySearchWanted);
    connect(ask_, &AskPage::adviceWanted, this, &ConsentWindow::adviceWanted);
    connect(ask_, &AskPage::fileWanted, this, &ConsentWindow::chooseFile);
    connect(keys_, &AskKeysPage::left, this, &ConsentWindow::showNow);
    connect(preview_, &PreviewPage::left, this, &ConsentWindow::showNow);
    connect(&front_, &ToFront::pressed, this, [this] {
        if (isHidden())
            return;
        raise();
        activateWindow();
    });
    desk_.words.keep(this, [this] {
        setWindowTitle(desk_.words.say(Phrase::PortalWindow) + QStringLiteral(" – Tanba"));
        pages_->setAccessibleName(windowTitle());
    });
}

void ConsentWindow::layOut() {
    auto* facts = new Card;
    auto* inside = new QVBoxLayout(facts);
    keepCardMargin(*inside, 14);
    inside->addWidget(facts_);
    preview_->column().addWidget(facts);
    for (QWidget* page :
         {static_cast<QWidget*>(ask_), static_cast<QWidget*>(refusal_), static_cast<QWidget*>(pin_),
          static_cast<QWidget*>(keys_), static_cast<QWidget*>(preview_)})
        pages_->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(pages_, 1);
    theme().keep(this,
                 [this] { setMinimumSize(theme().px(kSmallestWindow.width()), kSmallestWindow.height()); });
    const QSize room = screen()->availableSize() * kMostOfScreen;
    resize(QSize(theme().px(kFirst.width()), kFirst.height()).boundedTo(room).expandedTo(minimumSize()));
}

Page& ConsentWindow::currentPage() {
    return *static_cast<Page*>(pages_->currentWidget());
}

void ConsentWindow::offerHelp(Page& page) {
    showHelpLink(page, desk_.words, [this](const std::string& article) { emit helpWanted(article); });
}

void ConsentWindow::turnTo(Page& page) {
    if (&currentPage() == preview_ && &page != preview_)
        preview_->clear();
    pages_->setCurrentWidget(&page);
    page.focusFirst();
}

/// What was asked before the detour.
void ConsentWindow::showNow() {
    if (consent_.waitsForPin())
        turnTo(*pin_);
    else if (consent_.refusal() != nullptr)
        turnTo(*refusal_);
    else if (consent_.question())
        turnTo(*ask_);
    else
        leave();
}

void ConsentWindow::showAsked() {
    const bool there = isVisible();
    if (const service::RefusalNotice* notice = consent_.refusal())
        refusal_->show(*notice);
    else
        ask_->begin();
    showNow();
    if (there)
        front_.callFor(*this);
    else
        front_.bring(*this);
    setAccessibleDescription(callerWords(*consent_.caller(), desk_.words));
    showNow();
}

void ConsentWindow::look(std::size_t item) {
    const auto question = consent_.question();
    if (!question || item >= question->items.size() || !question->items[item].content)
        return;
    facts_->show(itemFacts(*question, item, desk_.words));
    preview_->show(toUtf8(itemName(*question, item, desk_.words)),
                   [content = question->items[item].content](const WorkControl&) {
                       return Result<std::unique_ptr<InputFile>>(inputOver(content));
                   });
    turnTo(*preview_);
}

void ConsentWindow::chooseFile() {
    const auto question = consent_.question();
    const QString file = chooseFile_(this, desk_.words.say(Phrase::PortalFileGo));
    // The page may have gone while the dialog was open.
    if (!file.isEmpty() && consent_.question() == question)
        consent_.giveFile(toUtf8(file));
}

void ConsentWindow::leave() {
    if (consent_.waitsForPin())
        return;
    preview_->clear();
    hide();
    ask_->end();
}

void ConsentWindow::closeEvent(QCloseEvent* event) {
    event->ignore(); // what is asked next may bring it back
    if (consent_.waitsForPin())
        consent_.cancelPin();
    else
        consent_.cancel();
}

void ConsentWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (&currentPage() == keys_ || &currentPage() == preview_)
        showNow();
    else if (&currentPage() == ask_ && consent_.stage() == GuiConsentDesk::Stage::Opening)
        ask_->cancelOpening();
    else
        close();
}

} // namespace tanba::gui
