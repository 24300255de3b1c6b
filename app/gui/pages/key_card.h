#pragma once

#include "app/gui/pages/key_words.h"

namespace tanba::gui {

class Picture;
class Pill;

/// One key in the list: whose, what for, until when, where; pressing it opens the key's page.
class KeyCard : public CardButton {
    Q_OBJECT

  public:
    explicit KeyCard(QWidget* parent = nullptr);
    void show(const KeyEntry& entry, Time now, const Words& words);
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
    Picture* picture_;
    Text* title_;
    Text* detail_;
    Text* place_;
    Pill* pill_;
};

} // namespace tanba::gui
