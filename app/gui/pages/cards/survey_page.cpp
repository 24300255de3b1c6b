#include "app/gui/pages/cards/survey_page.h"

#include "app/gui/pages/cards/point_row.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"
#include "core/base/safe_write.h"

#include <QFontDatabase>
#include <QPlainTextEdit>

namespace tanba::gui {

namespace {

constexpr int kTextHeight = 220;
const QString kSuggestedName = QStringLiteral("tanba-card-report.json");

} // namespace

SurveyPage::SurveyPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), banner_(new Banner(desk.words)),
      promises_(new QWidget), make_(new Button(ButtonKind::Main, Icon::File)),
      progress_(new Card(CardKind::Info)), progressText_(new Text(TypeRole::Body)),
      stop_(new Button(ButtonKind::Plain, Icon::Close)), shown_(new Text(TypeRole::Strong)),
      textCard_(new Card), text_(new QPlainTextEdit), save_(new Button(ButtonKind::Main, Icon::Save)) {
    addAboveTitle(back_);
    column().addWidget(banner_);
    auto* promises = new QVBoxLayout(promises_);
    promises->setContentsMargins(0, 0, 0, 0);
    promises->addLayout(pointRow(desk_.words, Phrase::SurveyNoPin, Icon::Lock));
    promises->addLayout(pointRow(desk_.words, Phrase::SurveyNoName, Icon::Person));
    promises->addLayout(pointRow(desk_.words, Phrase::SurveyNoNetwork, Icon::Shield));
    column().addWidget(promises_);
    column().addSpacing(8);
    auto* progressRow = new QHBoxLayout(progress_);
    keepCardMargin(*progressRow, 12);
    progressRow->addWidget(progressText_, 1);
    progressRow->addWidget(stop_);
    column().addWidget(progress_);
    column().addWidget(shown_);
    auto* textLayout = new QVBoxLayout(textCard_);
    keepCardMargin(*textLayout, 10);
    textLayout->addWidget(text_);
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setFrameStyle(QFrame::StyledPanel | QFrame::Plain);
    text_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    theme().keep(text_, [this] {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(theme().font(TypeRole::Small).pointSizeF());
        text_->setFont(fixed);
        text_->setFixedHeight(theme().px(kTextHeight));
        QPalette own = text_->palette();
        own.setColor(QPalette::Base, theme().colour(&Colours::surface));
        own.setColor(QPalette::Text, theme().colour(&Colours::text));
        text_->setPalette(own);
    });
    column().addWidget(textCard_);
    column().addLayout(rowOf({make_, save_}));
    connect(back_, &QAbstractButton::clicked, this, &SurveyPage::left);
    connect(make_, &QAbstractButton::clicked, this, &SurveyPage::make);
    connect(stop_, &QAbstractButton::clicked, this, [this] {
        if (cancel_)
            cancel_->cancel();
    });
    connect(save_, &QAbstractButton::clicked, this, &SurveyPage::chooseAndSave);
    desk_.words.keep(this, [this] { say(); });
}

void SurveyPage::say() {
    const Words& words = desk_.words;
    setTitle(words.say(Phrase::SurveyTitle));
    setLead(words.say(Phrase::SurveyLead));
    back_->setText(words.say(Phrase::ReadersTitle));
    make_->setText(words.say(Phrase::SurveyMake));
    make_->setToolTip(words.say(Phrase::SurveyTip));
    stop_->setText(words.say(Phrase::KeysStop));
    stop_->setToolTip(words.say(Phrase::SurveyStopTip));
    shown_->setText(words.say(Phrase::SurveyShown));
    text_->setAccessibleName(words.say(Phrase::SurveyText));
    save_->setText(words.say(Phrase::SurveySave));
    save_->setToolTip(words.say(Phrase::SurveySaveTip));
    showParts();
}

void SurveyPage::show(const std::string& reader) {
    if (working())
        return;
    reader_ = reader;
    report_.clear();
    text_->clear();
    banner_->clear();
    say();
    ensureVisible(0, 0);
}

void SurveyPage::showParts() {
    const bool made = !report_.empty();
    make_->setVisible(!made && !working());
    progress_->setVisible(working());
    back_->setEnabled(!working());
    for (QWidget* part :
         {static_cast<QWidget*>(shown_), static_cast<QWidget*>(textCard_), static_cast<QWidget*>(save_)})
        part->setVisible(made);
}

void SurveyPage::showProgress(std::uint64_t done, std::uint64_t expected) {
    progressText_->setText(desk_.words.say(
        Phrase::SurveyWorking, {{"done", std::to_string(done)}, {"expected", std::to_string(expected)}}));
}

void SurveyPage::make() {
    banner_->clear();
    cancel_ = desk_.cards.survey(
        reader_, this, [this](std::uint64_t done, std::uint64_t expected) { showProgress(done, expected); },
        [this](const Result<std::string>& report) { made(report); });
    showProgress(0, 0);
    showParts();
    stop_->setFocus(Qt::OtherFocusReason);
}

void SurveyPage::made(const Result<std::string>& report) {
    cancel_.reset();
    if (report.ok()) {
        report_ = report.value();
        text_->setPlainText(fromUtf8(report_));
    }
    showParts();
    if (!isVisible())
        return;
    if (report.ok()) {
        text_->setFocus(Qt::OtherFocusReason);
        return;
    }
    make_->setFocus(Qt::OtherFocusReason);
    if (report.failure().code != FailureCode::Cancelled)
        banner_->showFailure(report.failure());
}

void SurveyPage::chooseAndSave() {
    const QString file = desk_.chooseNewFile(this, desk_.words.say(Phrase::SurveySave), kSuggestedName);
    if (!file.isEmpty())
        saveTo(toUtf8(file));
}

void SurveyPage::saveTo(const std::filesystem::path& file) {
    banner_->clear();
    FileStore& files = desk_.files;
    desk_.tasks.run<Outcome>(
        this,
        [&files, file, report = report_](const WorkControl&) {
            return writeFileSafely(files, file, IfExists::Refuse,
                                   [&report](ByteSink& out) { return out.write(viewOf(report)); });
        },
        [this, file](const Outcome& written) {
            ensureVisible(0, 0);
            if (!written.ok()) {
                banner_->showFailure(written.failure());
                return;
            }
            banner_->showMessage(
                CardKind::Good, desk_.words.say(Phrase::SurveySavedTitle),
                desk_.words.say(Phrase::SurveySavedText, {{"file", file.filename().string()}}));
            save_->setAccessibleDescription(banner_->spoken());
        });
}

} // namespace tanba::gui
