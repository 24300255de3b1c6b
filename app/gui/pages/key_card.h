#pragma once

#include "app/gui/cards/card_choice.h"
#include "app/gui/pages/key_words.h"

namespace tanba::gui {

class DemonstrationMark;
class Picture;
class Pill;

/// One key in the list: whose, what for and in which role, until when, where; pressing it opens the key's
/// page.
class KeyCard : public CardButton {
    Q_OBJECT

  public:
    explicit KeyCard(QWidget* parent = nullptr);
    void show(const KeyEntry& entry, Time now, const Words& words);
    /// A row of the keys that one holder has on a card.
    void show(const CardEntry& entry, const CardHolder& holder, Time now, const Words& words);
    /// One line more, about why this key does not do; nothing when empty. After show().
    void explain(const QString& why);
    /// Of a key file; empty for a card.
    const std::filesystem::path& path() const { return path_; }
    /// CardEntry::id; empty for a key file.
    const std::string& cardId() const { return cardId_; }

  private:
    void showUse(const std::vector<keys::Certificate>& certificates, const Words& words);
    void tell(const StateView& state, const Words& words);

    std::filesystem::path path_;
    std::string cardId_;
    Picture* picture_;
    DemonstrationMark* demonstration_;
    Text* title_;
    Text* use_;
    Text* detail_;
    Text* place_;
    Text* why_;
    Pill* pill_;
};

} // namespace tanba::gui
