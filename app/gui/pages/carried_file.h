#pragma once

#include "app/gui/pages/desk.h"

#include <QObject>
#include <QPoint>
#include <filesystem>
#include <memory>

class QMimeData;
class QMouseEvent;

namespace tanba::gui {

/// A file that can be dragged out of a widget into another window while it lies there. The disk is asked
/// beside the windows when the mouse is pressed, and nothing is dragged before it has answered: a network
/// drive that never does must not hold the window.
class CarriedFile : public QObject {
    Q_OBJECT

  public:
    /// @param from where the drag begins; keeps this.
    CarriedFile(const Desk& desk, QWidget& from);

    /// Another file, or none.
    void setFile(const std::filesystem::path& file);
    void press(const QMouseEvent& event);
    /// The mouse was moved so far that it is no press of the widget any more.
    bool movedFar(const QMouseEvent& event) const;
    /// Returns when it has fallen somewhere; the widget may be gone by then.
    void drag();
    /// What a drag takes along: the file's address if it lay there when the mouse was pressed, else nothing.
    std::unique_ptr<QMimeData> carried() const;

  private:
    void askDisk();

    const Desk& desk_;
    QWidget& from_;
    std::filesystem::path file_;
    QPoint pressedAt_;
    bool there_ = false; ///< as the disk answered to the last press
};

} // namespace tanba::gui
