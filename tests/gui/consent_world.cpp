#include "tests/gui/consent_world.h"

#include "core/crypto/digest.h"
#include "core/crypto/public_key.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>

namespace tanba::gui::test {

namespace {

using service::ConsentAnswer;
using service::ConsentQuestion;

constexpr int kPatienceMs = 20'000;

ConsentQuestion questionOf(const std::string& origin, ConsentQuestion::Kind kind) {
    ConsentQuestion question;
    question.kind = kind;
    question.caller.kind = service::Caller::Kind::Browser;
    question.caller.program = "Firefox";
    question.caller.connection = 1;
    question.caller.origin = origin;
    return question;
}

} // namespace

service::ConsentItem itemOver(const std::string& content, const std::string& name) {
    service::ConsentItem item;
    item.content = std::make_shared<const Bytes>(content.begin(), content.end());
    item.digest = crypto::digestOf(crypto::DigestAlgorithm::Sha256, *item.content).value().bytes;
    item.size = content.size();
    item.name = name;
    item.classification = sign::classifyContent(*item.content, true);
    return item;
}

ConsentQuestion documentQuestion(const std::string& origin, const std::string& content) {
    ConsentQuestion question = questionOf(origin, ConsentQuestion::Kind::Sign);
    question.items = {itemOver(content)};
    return question;
}

ConsentQuestion loginQuestion(const std::string& origin) {
    ConsentQuestion question = questionOf(origin, ConsentQuestion::Kind::Sign);
    question.items = {
        itemOver("<login><timeTicket>1790000000000</timeTicket><sessionid>1</sessionid></login>")};
    question.format = service::ConsentFormat::Xml;
    return question;
}

ConsentQuestion shortQuestion(const std::string& origin) {
    const std::string text = "5f1c8a7e3d9b5f1c8a7e3d9b";
    ConsentQuestion question = documentQuestion(origin, text);
    question.items.front().classification = sign::classifyContent(viewOf(text), false);
    return question;
}

ConsentQuestion hashQuestion(const std::string& origin) {
    ConsentQuestion question = documentQuestion(origin);
    question.items.front().content.reset();
    question.items.front().classification.contentClass = sign::ContentClass::HashOnly;
    return question;
}

ConsentQuestion identityQuestion(const std::string& origin) {
    return questionOf(origin, ConsentQuestion::Kind::ShowIdentity);
}

ConsentQuestion fileQuestion(const std::string& origin) {
    return questionOf(origin, ConsentQuestion::Kind::ChooseFile);
}

ConsentWorld::ConsentWorld(text::Language language, TextSize size, ThemeChoice theme, FrontWay way)
    : SignWorld(language, size, theme),
      windows_(std::make_unique<PortalWindows>(desk(), portalDesk(), notifier(), way,
                                               [this](QWidget*, const QString&) { return file_; })) {}

ConsentWorld::~ConsentWorld() {
    portals().consent.letGo();
    windows_.reset();
    settle();
}

void ConsentWorld::onServiceThread(const std::function<void()>& call) {
    std::thread(call).join();
}

void ConsentWorld::take(Asked& asked, const ConsentQuestion& question, ConsentAnswer answer) {
    ++asked.answers;
    asked.kind = answer.kind;
    asked.certificate = answer.certificate;
    asked.file = answer.file;
    if (!answer.session)
        return;
    asked.certificate = answer.session->certificate();
    for (const service::ConsentItem& item : question.items) {
        const auto digest = crypto::digestOf(crypto::DigestAlgorithm::Streebog512, *item.content);
        const auto signature = keys::signChecked(*answer.session, digest.value());
        asked.signatures.push_back(signature.ok() ? Outcome(Done{}) : Outcome(signature.failure()));
    }
    answer.session.reset();
    portalDesk().finished(asked.id, end_);
}

void ConsentWorld::activateWindow() {
    if (ConsentWindow* window = windows_->consentWindow(); window != nullptr && window->isVisible())
        QApplication::setActiveWindow(window);
}

ConsentWorld::Asked& ConsentWorld::send(ConsentQuestion question) {
    question.id = ++lastId_;
    Asked& asked = asked_.emplace_back();
    asked.id = question.id;
    const auto shared = std::make_shared<const ConsentQuestion>(std::move(question));
    onServiceThread([this, &asked, shared] {
        portalDesk().ask(shared, [this, &asked, shared](ConsentAnswer answer) {
            take(asked, *shared, std::move(answer));
        });
    });
    QApplication::processEvents();
    activateWindow();
    return asked;
}

ConsentWorld::Asked& ConsentWorld::ask(ConsentQuestion question) {
    Asked& asked = send(std::move(question));
    settle();
    return asked;
}

void ConsentWorld::withdraw(const Asked& asked) {
    onServiceThread([this, id = asked.id] { portalDesk().withdraw(id); });
    settle();
}

void ConsentWorld::closeConnection(service::ConnectionId connection) {
    onServiceThread([this, connection] { portalDesk().connectionClosed(connection); });
    QApplication::processEvents();
}

void ConsentWorld::refuse(const std::string& origin, FailureCode code, const std::string& detail) {
    service::RefusalNotice notice;
    notice.caller = questionOf(origin, ConsentQuestion::Kind::Sign).caller;
    notice.reason = fail(code, "egov", detail);
    onServiceThread([this, notice] { portalDesk().refused(notice); });
    QApplication::processEvents();
    activateWindow();
    settle();
}

bool ConsentWorld::pumpUntil(const std::function<bool()>& so) {
    QElapsedTimer timer;
    timer.start();
    while (!so() && timer.elapsed() < kPatienceMs)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    EXPECT_TRUE(so()) << "did not become so: " << (isAsking() ? said().toStdString() : "nothing is asked");
    return so();
}

bool ConsentWorld::isAsking() {
    ConsentWindow* window = windows_->consentWindow();
    return window != nullptr && window->isVisible();
}

ConsentWindow* ConsentWorld::asking() {
    EXPECT_TRUE(isAsking()) << "nothing is asked";
    return windows_->consentWindow();
}

QString textIn(const QWidget& window) {
    QString all;
    for (const auto* label : window.findChildren<QLabel*>())
        if (label->isVisible())
            all += (label->textFormat() == Qt::RichText ? label->accessibleName() : label->text()) +
                   QLatin1Char('\n');
    for (const auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible())
            all += button->text() + QLatin1Char('\n');
    return all.remove(QChar(0x200B)); // where long words may break
}

QString ConsentWorld::said() {
    return isAsking() ? textIn(*windows_->consentWindow()) : QString();
}

QAbstractButton* ConsentWorld::buttonIn(QWidget& window, Phrase phrase, const text::TextValues& values) {
    const QString text = words().say(phrase, values);
    for (auto* button : window.findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == text)
            return button;
    ADD_FAILURE() << "no visible button says: " << text.toStdString();
    return nullptr;
}

void ConsentWorld::answer(Phrase phrase) {
    if (QAbstractButton* button = buttonIn(*asking(), phrase)) {
        EXPECT_TRUE(button->isEnabled()) << words().say(phrase).toStdString();
        button->click();
    }
    settle();
}

ConsentButton* ConsentWorld::consentButton() {
    for (auto* button : asking()->findChildren<ConsentButton*>())
        if (button->isVisible())
            return button;
    return nullptr;
}

SecretLineEdit* ConsentWorld::secretField(Phrase name) {
    for (auto* field : asking()->findChildren<SecretLineEdit*>())
        if (field->isVisible() && field->accessibleName() == words().say(name))
            return field;
    ADD_FAILURE() << "no visible field is called: " << words().say(name).toStdString();
    return nullptr;
}

void ConsentWorld::agree(std::string_view secret, Phrase field) {
    if (!secret.empty()) {
        SecretLineEdit* typed = secretField(field);
        ASSERT_NE(typed, nullptr);
        typed->clear();
        typed->setFocus();
        typeInto(*typed, fromUtf8(secret));
    }
    ConsentButton* button = consentButton();
    ASSERT_NE(button, nullptr) << said().toStdString();
    ASSERT_TRUE(pumpUntil([button] { return button->isEnabled(); }));
    button->click();
}

} // namespace tanba::gui::test
