// The parts of a result, from top to bottom.
#include "app/gui/pages/check/check_result_page.h"
#include "app/gui/pages/check/check_words.h"
#include "app/gui/pages/check/document_card.h"
#include "app/gui/pages/check/signature_card.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/facts_view.h"
#include "app/gui/widgets/fold.h"
#include "app/gui/widgets/verdict_header.h"
#include "core/trust/report_json.h"

#include <QApplication>
#include <QClipboard>
#include <algorithm>
#include <numeric>

namespace tanba::gui {

namespace {

/// The worst first, so that it is seen however many there are.
std::vector<std::size_t> worstFirst(const text::ReportView& view) {
    std::vector<std::size_t> order(view.signatures.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&view](std::size_t index) { return view.signatures[index].verdict; });
    return order;
}

} // namespace

void CheckResultPage::addOther(const CheckEntry& entry) {
    if (entry.state == CheckState::Failed) {
        auto* problem = new Banner(desk_.words, content_);
        problem->setClosing(Closing::Never);
        Failure failure = entry.failure();
        if (failure.subject == entry.path.string())
            failure.subject = entry.path.filename().string(); // where it lies is known
        problem->showFailure(failure);
        parts_->addWidget(problem);
        return;
    }
    const Headline headline = headlineOfOther(entry, desk_.words);
    verdict_ = new VerdictHeader;
    verdict_->show(CardKind::Attention, headline.sentence, headline.rest);
    parts_->addWidget(verdict_);
}

void CheckResultPage::addLogin(const text::ReportView& view) {
    static const std::string kLogin(sign::reasonRow(sign::ReasonCode::LoginChallenge).text);
    auto* banner = new Banner(desk_.words, content_);
    banner->setClosing(Closing::Never);
    QString text;
    for (const text::SignatureView& signature : view.signatures)
        for (const text::ReasonView& reason : signature.reasons)
            if (reason.code == kLogin)
                text = fromUtf8(reason.text.what);
    banner->showMessage(CardKind::Attention, desk_.words.say(Phrase::CheckLoginTitle), text);
    parts_->addWidget(banner);
}

Button* CheckResultPage::addButton(QLayout& row, Button* button, Phrase words) {
    button->setText(desk_.words.say(words));
    row.addWidget(button);
    return button;
}

void CheckResultPage::addMissing(const CheckEntry& entry) {
    const Words& words = desk_.words;
    auto* banner = new Banner(desk_.words, content_);
    banner->setClosing(Closing::Never);
    QString text = words.say(Phrase::CheckMissingText);
    if (!entry.result->lookedFor.empty())
        text += QLatin1Char(' ') + words.say(Phrase::CheckMissingNamed,
                                             {{"file", toUtf8(shownName(entry.result->lookedFor.front()))}});
    auto* choose = new Button(ButtonKind::Main, Icon::File);
    choose->setText(words.say(Phrase::CheckMissingChoose));
    connect(choose, &QAbstractButton::clicked, this, &CheckResultPage::chooseDocument);
    banner->addAction(choose);
    banner->showMessage(CardKind::Info, words.say(Phrase::CheckMissingTitle), text);
    mainAction_ = choose;
    parts_->addWidget(banner);
}

void CheckResultPage::addOnline(const CheckEntry& entry) {
    const Words& words = desk_.words;
    std::string hosts;
    for (const std::string& host : entry.hosts)
        hosts += (hosts.empty() ? "" : ", ") + host;
    auto* banner = new Banner(desk_.words, content_);
    banner->setClosing(Closing::Never);
    const bool asked = checks_.onlineChecks() == OnlineChecks::Allowed;
    if (!hosts.empty()) {
        auto* ask = new Button(ButtonKind::Plain, asked ? Icon::Reload : Icon::Globe);
        ask->setText(words.say(asked ? Phrase::CheckAgain : Phrase::CheckOnlineAllow));
        connect(ask, &QAbstractButton::clicked, this, [this] {
            if (checks_.onlineChecks() == OnlineChecks::Allowed)
                checks_.checkAgain();
            else
                checks_.setOnlineChecks(OnlineChecks::Allowed);
        });
        banner->addAction(ask);
    }
    auto* lists = new Button(ButtonKind::Quiet, Icon::Folder);
    lists->setText(words.say(Phrase::CheckOnlineLists));
    lists->setToolTip(words.say(Phrase::CheckOnlineListsTip));
    connect(lists, &QAbstractButton::clicked, this, &CheckResultPage::chooseLists);
    banner->addAction(lists);
    if (hosts.empty())
        banner->showMessage(CardKind::Info, words.say(Phrase::CheckOnlineNobody),
                            words.say(Phrase::CheckOnlineListsTip));
    else if (asked)
        banner->showMessage(CardKind::Attention, words.say(Phrase::CheckOnlineTrouble),
                            words.say(Phrase::CheckOnlineTroubleText));
    else
        banner->showMessage(CardKind::Info, words.say(Phrase::CheckOnlineTitle),
                            words.say(Phrase::CheckOnlineText, {{"hosts", hosts}}));
    parts_->addWidget(banner);
}

void CheckResultPage::addSignatures(const CheckEntry& entry, const text::ReportView& view) {
    const std::vector<std::size_t> order = worstFirst(view);
    const std::size_t shown = std::min(shownSignatures_, order.size());
    for (std::size_t position = 0; position < shown; ++position) {
        const std::size_t index = order[position];
        parts_->addWidget(new SignatureCard(desk_.words, entry.report(), view.signatures[index],
                                            {index + 1, order.size()}));
    }
    if (shown == order.size())
        return;
    auto* more = new Button(ButtonKind::Plain, Icon::ChevronDown);
    more->setText(desk_.words.say(Phrase::CheckShowMore, {{"count", std::to_string(order.size() - shown)}}));
    connect(more, &QAbstractButton::clicked, this, [this] {
        shownSignatures_ = SIZE_MAX;
        rebuild();
    });
    parts_->addLayout(rowOf({more}));
}

void CheckResultPage::addDocument(const CheckEntry& entry) {
    document_ = new DocumentCard(desk_, entry);
    const std::filesystem::path signedFile = entry.path;
    const std::filesystem::path document = entry.result->content;
    connect(document_, &DocumentCard::lookWanted, this, [this, signedFile, document] {
        const std::filesystem::path& named = document.empty() ? signedFile : document;
        emit lookWanted(named.filename().string(), signedFile, document);
    });
    connect(document_, &DocumentCard::extractWanted, this,
            [this] { extractInto(folderOf(this->entry()->path)); });
    connect(document_, &DocumentCard::leaveWanted, this, &CheckResultPage::leaveExtraction);
    connect(document_, &DocumentCard::otherWanted, this, &CheckResultPage::chooseDocument);
    parts_->addWidget(document_);
}

void CheckResultPage::addReport(const CheckEntry& entry, const text::ReportView& view) {
    auto* fold = new Fold(desk_.words, Phrase::CheckDetails);
    auto* facts = new FactsView;
    facts->show(view.details);
    fold->content().addWidget(facts);
    auto* json = new Button(ButtonKind::Quiet, Icon::Copy);
    json->setText(desk_.words.say(Phrase::CheckJsonCopy));
    connect(json, &QAbstractButton::clicked, this, [this, json, text = trust::reportJson(entry.report())] {
        QApplication::clipboard()->setText(fromUtf8(text));
        json->setText(desk_.words.say(Phrase::ProblemCopied));
    });
    auto* html = new Button(ButtonKind::Quiet, Icon::Save);
    html->setText(desk_.words.say(Phrase::CheckReportHtml));
    connect(html, &QAbstractButton::clicked, this,
            [this] { saver_.save(ReportKind::Html, {*this->entry()}); });
    fold->content().addLayout(rowOf({html, json}));
    parts_->addWidget(fold);
}

void CheckResultPage::addActions(const CheckEntry& entry) {
    const bool checked = entry.state == CheckState::Checked;
    QLayout* first = rowOf({});
    if (entry.state == CheckState::NotSigned && entry.other == OtherFile::Key) {
        mainAction_ = addButton(*first, new Button(ButtonKind::Main, Icon::Key), Phrase::CheckKeyOpen);
        connect(mainAction_, &QAbstractButton::clicked, this,
                [this, path = entry.path] { emit keyWanted(path); });
    }
    const ButtonKind anotherKind = mainAction_ == nullptr ? ButtonKind::Main : ButtonKind::Plain;
    auto* another = addButton(*first, new Button(anotherKind, Icon::Verify), Phrase::CheckAnother);
    connect(another, &QAbstractButton::clicked, this, &CheckResultPage::anotherWanted);
    if (mainAction_ == nullptr)
        mainAction_ = another;
    if (checked) {
        auto* pdf = addButton(*first, new Button(ButtonKind::Plain, Icon::Save), Phrase::CheckReportPdf);
        connect(pdf, &QAbstractButton::clicked, this,
                [this] { saver_.save(ReportKind::Pdf, {*this->entry()}); });
        auto* print = addButton(*first, new Button(ButtonKind::Plain, Icon::Print), Phrase::PrintTitle);
        connect(print, &QAbstractButton::clicked, this, [this, print] {
            banner_->clear();
            printing_->open(reportToPrint({*this->entry()}, desk_.words.language()), print);
        });
        auto* sign = addButton(*first, new Button(ButtonKind::Quiet, Icon::Add), Phrase::CheckSign);
        connect(sign, &QAbstractButton::clicked, this, [this, path = entry.path] { emit signWanted(path); });
    }
    parts_->addLayout(first);
}

} // namespace tanba::gui
