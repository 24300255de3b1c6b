#include "app/gui/pages/print_panel.h"

#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/page.h"
#include "core/base/utf8.h"

#include <QApplication>
#include <QComboBox>
#include <QGridLayout>
#include <QSignalBlocker>

namespace tanba::gui {

namespace {

/// More of a report are better copied.
constexpr int kCopiesOffered = 10;
/// So many letters of a printer's name have room in the narrowest window.
constexpr int kShortestName = 8;

} // namespace

PrintPanel::PrintPanel(const Desk& desk)
    : desk_(desk), card_(new Card), title_(new Text(TypeRole::Section)), status_(new Text(TypeRole::Body)),
      choice_(new QWidget), printerLabel_(new Text(TypeRole::Body)), printer_(new QComboBox),
      copiesLabel_(new Text(TypeRole::Body)), copies_(new QComboBox),
      print_(new Button(ButtonKind::Plain, Icon::Print)), again_(new Button(ButtonKind::Plain, Icon::Reload)),
      pdf_(new Button(ButtonKind::Plain, Icon::Save)), cancel_(new Button(ButtonKind::Quiet)),
      result_(new Banner(desk.words)) {
    layOut();
    connect(print_, &QAbstractButton::clicked, this, &PrintPanel::send);
    connect(again_, &QAbstractButton::clicked, this, &PrintPanel::look);
    connect(cancel_, &QAbstractButton::clicked, this, &PrintPanel::cancel);
    connect(pdf_, &QAbstractButton::clicked, this, [this] {
        leave();
        emit pdfWanted();
    });
    desk.words.keep(this, [this] { say(); });
}

void PrintPanel::layOut() {
    for (QComboBox* box : {printer_, copies_})
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    // Administrators give printers names as long as they like.
    printer_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    printer_->setMinimumContentsLength(kShortestName);
    for (int copies = 1; copies <= kCopiesOffered; ++copies)
        copies_->addItem(QString::number(copies));
    printerLabel_->setBuddy(printer_);
    copiesLabel_->setBuddy(copies_);
    auto* choice = new QGridLayout(choice_);
    choice->setContentsMargins(0, 0, kHalo, 0);
    keepSpacing(*choice, 8);
    choice->addWidget(printerLabel_, 0, 0);
    choice->addWidget(printer_, 0, 1);
    choice->addWidget(copiesLabel_, 1, 0);
    choice->addWidget(copies_, 1, 1);
    choice->setColumnStretch(0, 2);
    choice->setColumnStretch(1, 3);
    auto* inside = new QVBoxLayout(card_);
    keepCardMargin(*inside, 18);
    keepSpacing(*inside, 10);
    inside->addWidget(title_);
    inside->addWidget(status_);
    inside->addWidget(choice_);
    inside->addLayout(rowOf({print_, again_, pdf_, cancel_}));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepSpacing(*column, 8);
    column->addWidget(card_);
    column->addWidget(result_);
    setState(State::Closed);
}

void PrintPanel::say() {
    const Words& words = desk_.words;
    title_->setText(words.say(Phrase::PrintTitle));
    printerLabel_->setText(words.say(Phrase::PrintPrinter));
    copiesLabel_->setText(words.say(Phrase::PrintCopies));
    printer_->setAccessibleName(printerLabel_->text());
    copies_->setAccessibleName(copiesLabel_->text());
    print_->setText(words.say(Phrase::PrintDo));
    again_->setText(words.say(Phrase::PrintAgain));
    pdf_->setText(words.say(Phrase::PrintPdf));
    cancel_->setText(words.say(Phrase::Cancel));
    result_->clear();
    for (std::size_t index = 0; index < printers_.size(); ++index)
        printer_->setItemText(static_cast<int>(index), shownPrinter(printers_[index]));
    setState(state_);
}

QString PrintPanel::shownPrinter(const print::Printer& printer) const {
    const std::string& named = printer.description.empty() ? printer.name : printer.description;
    const std::string shown = displayText(named);
    if (printer.rank == print::PrinterRank::Default)
        return desk_.words.say(Phrase::PrintDefault, {{"printer", shown}});
    return fromUtf8(shown);
}

void PrintPanel::setState(State state) {
    state_ = state;
    const Words& words = desk_.words;
    const bool asks = state == State::Choosing || state == State::None;
    card_->setVisible(state != State::Closed);
    choice_->setVisible(state == State::Choosing);
    print_->setVisible(state == State::Choosing);
    again_->setVisible(state == State::None);
    pdf_->setVisible(asks);
    status_->setVisible(state != State::Choosing);
    if (state == State::Looking)
        status_->setText(words.say(Phrase::PrintLooking));
    if (state == State::Sending)
        status_->setText(words.say(Phrase::PrintSending));
    if (state == State::None)
        status_->setText(words.say(Phrase::PrintNoneTitle) + QStringLiteral(". ") +
                         words.say(Phrase::PrintNoneText));
    for (Button* button : {again_, pdf_, cancel_})
        button->setAccessibleDescription(status_->isHidden() ? QString() : status_->text());
}

void PrintPanel::open(Report report, QWidget* opener) {
    report_ = std::move(report);
    opener_ = opener;
    copies_->setCurrentIndex(0);
    look();
}

void PrintPanel::close() {
    dropWork();
    report_ = nullptr;
    result_->clear();
    setState(State::Closed);
}

void PrintPanel::dropWork() {
    ++round_;
    if (work_)
        work_->cancel();
    work_.reset();
}

void PrintPanel::look() {
    dropWork();
    result_->clear();
    print_->setAccessibleDescription({});
    setState(State::Looking);
    cancel_->setFocus(Qt::OtherFocusReason);
    emit told();
    using Printers = Result<std::vector<print::Printer>>;
    const unsigned round = round_;
    work_ = desk_.tasks.run<Printers>(
        this, [list = desk_.printing.printers](const WorkControl& control) { return list(control.cancel); },
        [this, round](const Printers& printers) {
            if (round == round_)
                take(printers);
        });
}

void PrintPanel::take(const Result<std::vector<print::Printer>>& printers) {
    work_.reset();
    if (!printers.ok()) {
        result_->showFailure(printers.failure());
        leave();
        emit told();
        return;
    }
    printers_ = printers.value();
    printer_->clear();
    for (const print::Printer& printer : printers_)
        printer_->addItem(shownPrinter(printer));
    printer_->setCurrentIndex(printers_.empty() ? -1 : 0);
    setState(printers_.empty() ? State::None : State::Choosing);
    // Who went on with something else meanwhile stays there.
    if (hasFocusInside())
        (printers_.empty() ? static_cast<QWidget*>(again_) : printer_)->setFocus(Qt::OtherFocusReason);
    emit told();
}

void PrintPanel::send() {
    dropWork();
    result_->clear();
    const print::PrintOrder order{printers_.at(static_cast<std::size_t>(printer_->currentIndex())).name,
                                  copies_->currentIndex() + 1};
    setState(State::Sending);
    cancel_->setFocus(Qt::OtherFocusReason);
    const unsigned round = round_;
    work_ = desk_.tasks.run<Result<print::Reception>>(
        this,
        [print = desk_.printing.print, order, report = report_](const WorkControl& control) {
            return print(report(), order, control.cancel);
        },
        [this, round, order](const Result<print::Reception>& reception) {
            if (round == round_)
                end(order, reception);
        });
}

void PrintPanel::end(const print::PrintOrder& order, const Result<print::Reception>& reception) {
    work_.reset();
    const Words& words = desk_.words;
    const text::TextValues printer{{"printer", displayText(order.printer)}};
    const bool taken = reception.ok() && reception.value() == print::Reception::Taken;
    if (!reception.ok() && reception.failure().code == FailureCode::NetworkTimeout)
        result_->showMessage(CardKind::Attention, words.say(Phrase::PrintStoppedTitle),
                             words.say(Phrase::PrintStoppedText));
    else if (!reception.ok())
        result_->showFailure(reception.failure());
    else if (taken)
        result_->showMessage(CardKind::Good, words.say(Phrase::PrintSentTitle),
                             words.say(Phrase::PrintSentText, printer));
    else
        result_->showMessage(CardKind::Attention, words.say(Phrase::PrintRefusedTitle),
                             words.say(Phrase::PrintRefusedText, printer));
    if (taken) {
        leave();
    } else { // another printer may do
        setState(State::Choosing);
        print_->setAccessibleDescription(result_->spoken());
        if (hasFocusInside())
            print_->setFocus(Qt::OtherFocusReason);
    }
    emit told();
}

void PrintPanel::cancel() {
    const bool sending = state_ == State::Sending;
    dropWork();
    const Words& words = desk_.words;
    if (sending)
        result_->showMessage(CardKind::Info, words.say(Phrase::PrintStoppedTitle),
                             words.say(Phrase::PrintStoppedText));
    leave();
    emit told();
}

/// The question disappears; what was told stays.
void PrintPanel::leave() {
    const bool focused = hasFocusInside();
    report_ = nullptr;
    setState(State::Closed);
    if (!opener_)
        return;
    opener_->setAccessibleDescription(result_->isHidden() ? QString() : result_->spoken());
    if (focused)
        opener_->setFocus(Qt::OtherFocusReason);
}

bool PrintPanel::hasFocusInside() const {
    return card_->isAncestorOf(QApplication::focusWidget());
}

} // namespace tanba::gui
