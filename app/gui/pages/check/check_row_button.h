#pragma once

#include "app/gui/documents/check_entry.h"
#include "app/gui/widgets/card.h"
#include "app/gui/words/words.h"

namespace tanba::gui {

class Picture;

/// One file of the list, with what its signature is worth; pressing opens the whole result.
class CheckRowButton : public CardButton {
    Q_OBJECT

  public:
    explicit CheckRowButton(QWidget* parent = nullptr);
    /// @param index of the file in CheckDesk::entries().
    void show(const CheckEntry& entry, std::size_t index, const Words& words);
    std::size_t index() const { return index_; }

  private:
    std::size_t index_ = 0;
    std::uint64_t shownFrom_ = 0;
    text::Language shownIn_ = text::Language::Kk;
    Picture* picture_;
    Text* name_;
    Text* sentence_;
};

} // namespace tanba::gui
