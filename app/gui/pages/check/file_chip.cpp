#include "app/gui/pages/check/file_chip.h"

#include "app/gui/pages/check/check_words.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QApplication>
#include <QDrag>
#include <QHBoxLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <utility>

namespace tanba::gui {

namespace {

QUrl urlOf(const std::filesystem::path& path) {
    return QUrl::fromLocalFile(QString::fromStdString(path.string()));
}

} // namespace

FileChip::FileChip(const Desk& desk, std::filesystem::path file, QWidget* parent)
    : CardButton(parent), desk_(desk), file_(std::move(file)) {
    auto* name = new Text(TypeRole::Body);
    name->leaveToControl();
    name->setText(breakable(shownName(file_), kRunInName));
    auto* row = new QHBoxLayout(this);
    keepCardMargin(*row, 10);
    keepSpacing(*row, 8);
    row->addWidget(new Picture(Icon::File, 20, Tone::Accent), 0, Qt::AlignVCenter);
    row->addWidget(name, 1);
    desk_.words.keep(this, [this] {
        const QString shown = shownName(file_);
        setText(shown);
        setAccessibleName(desk_.words.say(Phrase::CheckOpenFolder, {{"file", toUtf8(shown)}}));
        setToolTip(desk_.words.say(Phrase::CheckDrag));
    });
    connect(this, &QAbstractButton::clicked, this, &FileChip::openFolder);
}

void FileChip::openFolder() {
    desk_.open(urlOf(folderOf(file_)));
}

std::unique_ptr<QMimeData> FileChip::carried() const {
    if (!there_)
        return nullptr;
    auto carrying = std::make_unique<QMimeData>();
    carrying->setUrls({urlOf(file_)});
    return carrying;
}

void FileChip::mousePressEvent(QMouseEvent* event) {
    pressedAt_ = event->position().toPoint();
    askDisk();
    CardButton::mousePressEvent(event);
}

/// A network that does not answer lets nothing be dragged, but must not hold the window; and is asked once.
void FileChip::askDisk() {
    there_ = false;
    if (std::exchange(asking_, true))
        return;
    desk_.tasks.run<bool>(
        this,
        [&files = desk_.files, file = file_](const WorkControl&) {
            const auto status = files.status(file);
            return status.ok() && status.value().kind == FileKind::Regular;
        },
        [this](bool there) {
            asking_ = false;
            there_ = there;
        });
}

void FileChip::mouseMoveEvent(QMouseEvent* event) {
    const int moved = (event->position().toPoint() - pressedAt_).manhattanLength();
    if ((event->buttons() & Qt::LeftButton) == 0 || moved < QApplication::startDragDistance()) {
        CardButton::mouseMoveEvent(event);
        return;
    }
    setDown(false); // a drag is no press
    if (std::unique_ptr<QMimeData> carrying = carried()) {
        auto* drag = new QDrag(this);
        drag->setMimeData(carrying.release());
        drag->exec(Qt::CopyAction);
    }
}

} // namespace tanba::gui
