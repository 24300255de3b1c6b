#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

#include <filesystem>
#include <memory>

class QMimeData;

namespace tanba::gui {

/// A file that exists: its name; pressing opens its folder, and it can be dragged into another window.
class FileChip : public CardButton {
    Q_OBJECT

  public:
    FileChip(const Desk& desk, std::filesystem::path file, QWidget* parent = nullptr);

    /// What a drag carries: the address of the file if it existed when the chip was pressed, else nothing.
    std::unique_ptr<QMimeData> carried() const;

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    void openFolder();
    void askDisk();

    const Desk& desk_;
    std::filesystem::path file_;
    QPoint pressedAt_;
    bool asking_ = false; ///< the disk, which may never answer
    bool there_ = false;  ///< as the disk answered to the last press
};

} // namespace tanba::gui
