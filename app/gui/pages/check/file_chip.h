#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/widgets/card.h"

#include <filesystem>
#include <memory>

class QMimeData;

namespace tanba::gui {

class CarriedFile;

/// A file that exists: its name; pressing opens its folder, and it can be dragged into another window.
class FileChip : public CardButton {
    Q_OBJECT

  public:
    FileChip(const Desk& desk, std::filesystem::path file, QWidget* parent = nullptr);

    /// What a drag takes along.
    std::unique_ptr<QMimeData> carried() const;

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    void openFolder();

    const Desk& desk_;
    std::filesystem::path file_;
    CarriedFile* dragged_;
};

} // namespace tanba::gui
