#include "app/gui/pages/check/check_area.h"

#include "app/gui/documents/document_content.h"

#include <QDragEnterEvent>
#include <QMimeData>

namespace tanba::gui {

namespace {

/// Work that takes longer is shown with its progress.
constexpr int kSoonMs = 300;

std::vector<std::filesystem::path> localFiles(const QMimeData& data) {
    std::vector<std::filesystem::path> files;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            files.push_back(std::filesystem::path(toUtf8(url.toLocalFile())).lexically_normal());
    return files;
}

} // namespace

CheckArea::CheckArea(const Desk& desk)
    : desk_(desk), checks_(desk.checks), start_(new CheckPage(desk)),
      result_(*this, [this] { return makeResult(); }), preview_(*this, [this] { return makePreview(); }) {
    setAcceptDrops(true);
    addWidget(start_);
    soon_.setSingleShot(true);
    soon_.setInterval(kSoonMs);
    connect(&soon_, &QTimer::timeout, this, [this] {
        if (shownIsJudgedAgain())
            turnTo(*start_);
    });
    connect(start_, &CheckPage::rowChosen, this, &CheckArea::showResult);
    connect(&checks_, &CheckDesk::ended, this, &CheckArea::showEnd);
    // A document was given, or everything is judged again: the result comes back when it is there.
    connect(&checks_, &CheckDesk::changed, this, [this] {
        if (soon_.isActive() || !shownIsJudgedAgain())
            return;
        awaited_ = result_.made()->index();
        soon_.start();
    });
    connect(&checks_, &CheckDesk::opened, this, [this] {
        awaited_.reset();
        turnTo(*start_);
    });
}

CheckResultPage* CheckArea::makeResult() {
    auto* page = new CheckResultPage(desk_);
    connect(page, &CheckResultPage::listWanted, this, [this] { turnTo(*start_); });
    connect(page, &CheckResultPage::anotherWanted, this, &CheckArea::startOver);
    connect(page, &CheckResultPage::keyWanted, this, &CheckArea::goToKey);
    connect(page, &CheckResultPage::signWanted, this, &CheckArea::signWanted);
    connect(page, &CheckResultPage::lookWanted, this,
            [this](const std::string& name, const std::filesystem::path& signedFile,
                   const std::filesystem::path& document) {
                turnTo(preview_.get());
                preview_.get().show(name,
                                    [&files = desk_.files, signedFile, document](const WorkControl& control) {
                                        return openDocument(files, signedFile, document, control);
                                    });
                preview_.get().focusFirst();
            });
    return page;
}

PreviewPage* CheckArea::makePreview() {
    auto* page = new PreviewPage(desk_);
    connect(page, &PreviewPage::left, this, [this] {
        turnTo(result_.get());
        result_.get().focusFirst();
        preview_.get().clear();
    });
    return page;
}

Page& CheckArea::currentPage() {
    return *static_cast<Page*>(currentWidget());
}

bool CheckArea::shownIsJudgedAgain() const {
    const CheckResultPage* shown = result_.made();
    return shown != nullptr && currentWidget() == shown && shown->index() < checks_.entries().size() &&
           checks_.entries()[shown->index()].state == CheckState::Working;
}

void CheckArea::turnTo(Page& page) {
    if (currentWidget() == &page)
        return;
    setCurrentWidget(&page);
    if (isVisible())
        page.focusFirst();
}

void CheckArea::comeBack() {
    if (checks_.entries().empty())
        turnTo(*start_);
}

void CheckArea::open(const std::vector<std::filesystem::path>& files) {
    checks_.open(files);
}

void CheckArea::startOver() {
    checks_.clear();
    turnTo(*start_);
    start_->chooseFiles();
}

void CheckArea::showResult(std::size_t index) {
    turnTo(result_.get());
    result_.get().show(index);
    if (isVisible())
        result_.get().focusFirst();
}

void CheckArea::goToKey(const std::filesystem::path& key) {
    emit keyWanted({QUrl::fromLocalFile(QString::fromStdString(key.string()))});
}

void CheckArea::showEnd() {
    soon_.stop();
    const std::vector<CheckEntry>& entries = checks_.entries();
    if (entries.size() == 1)
        awaited_ = 0;
    const std::size_t index = awaited_.value_or(entries.size());
    awaited_.reset();
    if (index >= entries.size() || !entries[index].result || entries[index].state == CheckState::Waiting)
        return;
    if (entries.size() == 1 && entries[index].state == CheckState::NotSigned &&
        entries[index].other == OtherFile::Key) {
        const std::filesystem::path key = entries[index].path;
        checks_.clear();
        goToKey(key);
        return;
    }
    showResult(index);
}

void CheckArea::dragEnterEvent(QDragEnterEvent* event) {
    if (!event->mimeData()->hasUrls())
        return;
    event->acceptProposedAction();
    start_->showDropHint(true);
}

void CheckArea::dragLeaveEvent(QDragLeaveEvent*) {
    start_->showDropHint(false);
}

void CheckArea::dropEvent(QDropEvent* event) {
    start_->showDropHint(false);
    event->acceptProposedAction();
    const std::vector<std::filesystem::path> files = localFiles(*event->mimeData());
    if (files.empty())
        return;
    CheckResultPage* const shown = result_.made();
    if (files.size() == 1 && shown != nullptr && currentWidget() == shown && shown->asksForDocument())
        shown->giveDocument(files.front());
    else
        open(files);
}

void CheckArea::hideEvent(QHideEvent* event) {
    QStackedWidget::hideEvent(event);
    // Another page of the window leaves the work alone; a window that was closed ends it.
    if (!event->spontaneous() && !window()->isVisible())
        checks_.stop();
}

} // namespace tanba::gui
