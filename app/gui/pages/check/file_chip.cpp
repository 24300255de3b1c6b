#include "app/gui/pages/check/file_chip.h"

#include "app/gui/pages/carried_file.h"
#include "app/gui/pages/check/check_words.h"
#include "app/gui/widgets/breakable.h"
#include "app/gui/widgets/distances.h"
#include "app/gui/widgets/picture.h"

#include <QHBoxLayout>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <utility>

namespace tanba::gui {

FileChip::FileChip(const Desk& desk, std::filesystem::path file, QWidget* parent)
    : CardButton(parent), desk_(desk), file_(std::move(file)), dragged_(new CarriedFile(desk, *this)) {
    dragged_->setFile(file_);
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
    desk_.open(QUrl::fromLocalFile(QString::fromStdString(folderOf(file_).string())));
}

std::unique_ptr<QMimeData> FileChip::carried() const {
    return dragged_->carried();
}

void FileChip::mousePressEvent(QMouseEvent* event) {
    dragged_->press(*event);
    CardButton::mousePressEvent(event);
}

void FileChip::mouseMoveEvent(QMouseEvent* event) {
    if (!dragged_->movedFar(*event)) {
        CardButton::mouseMoveEvent(event);
        return;
    }
    setDown(false); // a drag is no press
    dragged_->drag();
}

} // namespace tanba::gui
