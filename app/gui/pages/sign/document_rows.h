#pragma once

#include "app/gui/pages/sign/document_row.h"

#include <QList>
#include <functional>

class QVBoxLayout;

namespace tanba::gui {

/// Many documents below each other. The first ones are shown; the others when somebody wants to see them.
class DocumentRows : public QWidget {
    Q_OBJECT

  public:
    /// @param first so many are shown at first.
    explicit DocumentRows(qsizetype first, QWidget* parent = nullptr);

    /// Results can be dragged out of the rows; before the first show().
    void letDrag(const Desk& desk) { desk_ = &desk; }
    /// Makes the view of a row; asked for those only that are shown.
    using MakeView = std::function<DocumentView(std::size_t index)>;
    void show(std::size_t count, MakeView make, RowActions actions, const Words& words);
    /// Only the first ones again.
    void foldUp() { shown_ = first_; }

  signals:
    void lookWanted(const std::filesystem::path& file);
    void removeWanted(const std::filesystem::path& file);

  private:
    void showRows(const Words& words);

    const qsizetype first_;
    qsizetype shown_;
    std::size_t count_ = 0;
    MakeView make_;
    RowActions actions_;
    const Words* words_ = nullptr;
    const Desk* desk_ = nullptr; ///< when results can be dragged
    QVBoxLayout* column_;
    QList<DocumentRow*> rows_;
    Button* more_;
};

} // namespace tanba::gui
