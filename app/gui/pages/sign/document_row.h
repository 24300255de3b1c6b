#pragma once

#include "app/gui/pages/sign/sign_words.h"

#include <memory>

class QMimeData;

namespace tanba::gui {

class Button;
class CarriedFile;
class Picture;
class Pill;
struct Desk;

/// What can be done with a row besides reading it.
struct RowActions {
    bool look = false;
    bool remove = false;
};

/// One document of a list: what it is, how it stands, and why it is not signed if it is not. Where
/// it is let, a result that exists can be dragged into another window.
class DocumentRow : public Card {
    Q_OBJECT

  public:
    explicit DocumentRow(QWidget* parent = nullptr);
    void show(const DocumentView& view, RowActions actions, const Words& words);
    const std::filesystem::path& path() const { return path_; }
    /// Its result can be dragged out.
    void letDrag(const Desk& desk);
    /// What a drag takes along.
    std::unique_ptr<QMimeData> carried() const;

  signals:
    void lookWanted();
    void removeWanted();

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    std::filesystem::path path_;
    CarriedFile* dragged_ = nullptr; ///< once a result may be dragged
    Picture* picture_;
    Text* name_;
    Text* detail_;
    Text* trouble_;
    Pill* pill_;
    Button* look_;
    Button* remove_;
};

} // namespace tanba::gui
