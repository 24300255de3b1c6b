#include "app/gui/pages/preview/preview_page.h"

#include "app/gui/pages/preview/pixel_view.h"
#include "app/gui/widgets/banner.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/button.h"
#include "app/gui/widgets/card.h"
#include "app/gui/widgets/distances.h"
#include "core/base/utf8.h"

#include <QFontDatabase>
#include <QPlainTextEdit>
#include <array>

namespace tanba::gui {

namespace {

constexpr int kTextHeight = 360;
/// Enough for a page in a column of full width, at twice the usual number of pixels.
constexpr std::uint32_t kDotsAnInch = 150;

struct FlagRow {
    preview::Flag flag;
    Phrase words;
};
constexpr std::array<FlagRow, preview::kFlagCount> kFlags = {{
    {preview::Flag::Macros, Phrase::PreviewMacros},
    {preview::Flag::Scripts, Phrase::PreviewScripts},
    {preview::Flag::Layers, Phrase::PreviewLayers},
    {preview::Flag::ExternalLinks, Phrase::PreviewLinks},
    {preview::Flag::LaunchActions, Phrase::PreviewLaunches},
    {preview::Flag::Forms, Phrase::PreviewForms},
    {preview::Flag::Attachments, Phrase::PreviewAttachments},
    {preview::Flag::Animation, Phrase::PreviewAnimation},
    {preview::Flag::HiddenCharacters, Phrase::PreviewHidden},
    {preview::Flag::NotAllExamined, Phrase::PreviewNotAll},
}};

Result<preview::Preview> previewOf(const PreviewPage::OpenContent& open, const preview::Request& request,
                                   const WorkControl& control) {
    TANBA_TRY(const std::unique_ptr<InputFile> content, open(control));
    TANBA_TRY(const std::filesystem::path program, preview::workerBesideThisProgram());
    return preview::makePreview(*content, request, preview::Worker{program}, control.cancel);
}

QImage imageOf(const preview::Bitmap& bitmap) {
    const auto width = static_cast<int>(bitmap.width);
    // The copy outlives the result that the bytes belong to.
    return QImage(bitmap.pixels.data(), width, static_cast<int>(bitmap.height), width * 4,
                  QImage::Format_RGB32)
        .copy();
}

} // namespace

PreviewPage::PreviewPage(const Desk& desk)
    : desk_(desk), back_(new Button(ButtonKind::Quiet, Icon::Back)), problem_(new Banner(desk.words)),
      different_(new Banner(desk.words)), working_(new Text(TypeRole::Body, Tone::Muted)),
      pages_(new QWidget), previous_(new Button(ButtonKind::Plain, Icon::Back)),
      pageText_(new Text(TypeRole::Body)), next_(new Button(ButtonKind::Plain, Icon::ChevronRight)),
      picture_(new PixelView), sheet_(new Card), lines_(new QPlainTextEdit),
      cutOff_(new Text(TypeRole::Small, Tone::Muted)) {
    addAboveTitle(back_);
    problem_->setClosing(Closing::Never);
    different_->setClosing(Closing::Never);
    auto* row = new QHBoxLayout(pages_);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(previous_);
    row->addWidget(pageText_, 1);
    row->addWidget(next_);
    pageText_->setAlignment(Qt::AlignHCenter);
    for (QWidget* part : {static_cast<QWidget*>(working_), static_cast<QWidget*>(problem_),
                          static_cast<QWidget*>(different_), pages_, static_cast<QWidget*>(picture_),
                          static_cast<QWidget*>(sheet_), static_cast<QWidget*>(cutOff_)})
        column().addWidget(part);
    auto* inside = new QVBoxLayout(sheet_);
    keepCardMargin(*inside, 10);
    inside->addWidget(lines_);
    lines_->setReadOnly(true);
    lines_->setFrameStyle(QFrame::StyledPanel | QFrame::Plain); // the card has the edge
    lines_->setTabChangesFocus(true);
    lines_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    theme().keep(lines_, [this] {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        fixed.setPointSizeF(theme().font(TypeRole::Small).pointSizeF());
        lines_->setFont(fixed);
        lines_->setFixedHeight(theme().px(kTextHeight));
        QPalette own = lines_->palette();
        own.setColor(QPalette::Base, theme().colour(&Colours::surface));
        own.setColor(QPalette::Text, theme().colour(&Colours::text));
        lines_->setPalette(own);
    });
    connect(back_, &QAbstractButton::clicked, this, &PreviewPage::left);
    connect(previous_, &QAbstractButton::clicked, this, [this] { load(pageNumber_ - 1); });
    connect(next_, &QAbstractButton::clicked, this, [this] { load(pageNumber_ + 1); });
    desk_.words.keep(this, [this] { say(); });
}

PreviewPage::~PreviewPage() {
    clear();
}

void PreviewPage::say() {
    const Words& words = desk_.words;
    back_->setText(words.say(Phrase::GoBack));
    setTitle(breakable(fromUtf8(displayText(name_)), kRunInName));
    setLead(words.say(Phrase::PreviewLead));
    working_->setText(words.say(Phrase::PreviewWorking));
    previous_->setText(words.say(Phrase::PreviewPrevious));
    next_->setText(words.say(Phrase::PreviewNext));
    lines_->setAccessibleName(words.say(Phrase::PreviewText));
    picture_->setAccessibleName(words.say(Phrase::PreviewPicture));
    cutOff_->setText(words.say(Phrase::PreviewCutOff));
    showResult();
}

void PreviewPage::show(const std::string& name, OpenContent open) {
    name_ = name;
    open_ = std::move(open);
    load(1);
    say();
    ensureVisible(0, 0);
}

void PreviewPage::clear() {
    if (cancel_)
        cancel_->cancel();
    cancel_.reset();
    ++job_;
    open_ = nullptr;
    result_.reset();
    lines_->clear();
    picture_->show({});
}

void PreviewPage::load(std::uint32_t page) {
    if (cancel_)
        cancel_->cancel();
    const std::uint64_t job = ++job_;
    pageNumber_ = page;
    preview::Request request;
    request.name = name_;
    request.page = page;
    request.dpi = kDotsAnInch;
    cancel_ = desk_.tasks.run<Result<preview::Preview>>(
        this,
        [open = open_, request](const WorkControl& control) { return previewOf(open, request, control); },
        [this, job](Result<preview::Preview> result) { take(job, std::move(result)); });
    if (page == 1)
        result_.reset();
    showResult();
}

void PreviewPage::take(std::uint64_t job, Result<preview::Preview> result) {
    if (job != job_)
        return; // somebody went on meanwhile
    cancel_.reset();
    result_ = std::move(result);
    if (result_->ok()) {
        const preview::Preview& shown = result_->value();
        QString all;
        for (const std::string& line : shown.lines)
            all += fromUtf8(line) + QLatin1Char('\n');
        lines_->setPlainText(all);
        picture_->show(shown.bitmap ? imageOf(*shown.bitmap) : QImage());
    }
    showResult();
}

void PreviewPage::showResult() {
    const preview::Preview* shown = result_ && result_->ok() ? &result_->value() : nullptr;
    working_->setVisible(working() && shown == nullptr);
    problem_->clear();
    if (result_ && !result_->ok() && result_->failure().code != FailureCode::Cancelled)
        problem_->showFailure(result_->failure());
    else if (shown != nullptr && shown->kind == preview::Kind::Office)
        problem_->showMessage(CardKind::Info, desk_.words.say(Phrase::PreviewOffice),
                              desk_.words.say(Phrase::PreviewOfficeText));
    showFlags();
    showPages();
    const bool text = shown != nullptr && !shown->lines.empty();
    sheet_->setVisible(text);
    picture_->setVisible(shown != nullptr && shown->bitmap.has_value());
    cutOff_->setVisible(text && shown->extent == preview::Extent::CutOff);
}

void PreviewPage::showFlags() {
    different_->clear();
    if (!result_ || !result_->ok() || !result_->value().flags.any())
        return;
    QStringList found;
    for (const FlagRow& row : kFlags)
        if (result_->value().flags.has(row.flag))
            found.append(desk_.words.say(row.words));
    different_->showMessage(CardKind::Attention, desk_.words.say(Phrase::PreviewDifferent),
                            found.join(QLatin1Char('\n')));
}

void PreviewPage::showPages() {
    const std::uint32_t count = result_ && result_->ok() ? result_->value().pages : 0;
    pages_->setVisible(count > 1);
    previous_->setEnabled(pageNumber_ > 1 && !working());
    next_->setEnabled(pageNumber_ < count && !working());
    pageText_->setText(desk_.words.say(Phrase::PreviewPageNumber, {{"page", std::to_string(pageNumber_)},
                                                                   {"pages", std::to_string(count)}}));
}

void PreviewPage::focusFirst() {
    back_->setFocus(Qt::OtherFocusReason);
}

} // namespace tanba::gui
