#include "app/gui/pages/carried_file.h"

#include <QApplication>
#include <QDrag>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <QWidget>
#include <atomic>

namespace tanba::gui {

namespace {

/// One question at a time, whichever file was pressed: a drive that does not answer would otherwise get all
/// threads of the TaskRunner, press by press.
std::atomic<bool> diskAsked = false;

struct Answered {
    ~Answered() { diskAsked = false; }
};

} // namespace

CarriedFile::CarriedFile(const Desk& desk, QWidget& from) : QObject(&from), desk_(desk), from_(from) {}

void CarriedFile::setFile(const std::filesystem::path& file) {
    there_ = there_ && file == file_;
    file_ = file;
}

void CarriedFile::press(const QMouseEvent& event) {
    pressedAt_ = event.position().toPoint();
    there_ = false;
    if (!file_.empty())
        askDisk();
}

void CarriedFile::askDisk() {
    if (diskAsked.exchange(true))
        return;
    desk_.tasks.run<bool>(
        this,
        [&files = desk_.files, file = file_](const WorkControl&) {
            const Answered answered;
            const auto status = files.status(file);
            return status.ok() && status.value().kind == FileKind::Regular;
        },
        [this, file = file_](bool there) { there_ = there && file == file_; });
}

bool CarriedFile::movedFar(const QMouseEvent& event) const {
    const int moved = (event.position().toPoint() - pressedAt_).manhattanLength();
    return (event.buttons() & Qt::LeftButton) != 0 && moved >= QApplication::startDragDistance();
}

void CarriedFile::drag() {
    std::unique_ptr<QMimeData> carrying = carried();
    if (!carrying)
        return;
    auto* drag = new QDrag(&from_); // Qt takes it away when it ends
    drag->setMimeData(carrying.release());
    drag->exec(Qt::CopyAction);
}

std::unique_ptr<QMimeData> CarriedFile::carried() const {
    if (!there_)
        return nullptr;
    auto carrying = std::make_unique<QMimeData>();
    carrying->setUrls({QUrl::fromLocalFile(QString::fromStdString(file_.string()))});
    return carrying;
}

} // namespace tanba::gui
