#pragma once

#include "app/gui/pages/advice/hygiene_check.h"
#include "app/gui/pages/desk.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/card.h"

class QVBoxLayout;

namespace tanba::gui {

class Button;

/// One key file that lies badly: why, and what can be done about it. Nothing is done before a person has read
/// what will happen and agreed.
class HygieneCard : public Card {
    Q_OBJECT

  public:
    HygieneCard(const Desk& desk, CheckedKeyFile key, MoveTargets targets);

    const CheckedKeyFile& key() const { return key_; }
    /// Shows that the fix is being done; nothing can be pressed meanwhile.
    void showWorking();
    void focusFirst();

  signals:
    /// The answers changed; they may lie below what is seen.
    void opened();
    void moveChosen(const std::filesystem::path& folder);
    void otherFolderWanted();
    void restrictChosen();
    void removeChosen(const std::filesystem::path& kept);

  private:
    void addHead();
    void addReasons();
    void addFixes();
    bool offers(guidance::SafeFix fix) const;
    bool isExpired() const;
    /// Empties the lower part of the card, for the fixes or for a question.
    QVBoxLayout& freshAnswers();
    void askMove();
    void askRestrict();
    void askRemove(const std::filesystem::path& kept);
    /// A question with a yes button, and the way back to the fixes.
    void ask(const QString& question, Phrase yes, const std::function<void()>& agreed);
    Button* cancelButton();
    /// Folders in which the key would lie better, the recommended one first.
    void addFolders(QVBoxLayout& answers);
    void addTarget(QVBoxLayout& answers, const QString& title, const QString& text, Icon icon,
                   const std::function<void()>& chosen);

    const Desk& desk_;
    CheckedKeyFile key_;
    MoveTargets targets_;
    QVBoxLayout* layout_;
    QWidget* answers_ = nullptr;
};

/// The folder as people know it, with "~" for the home folder.
QString folderWords(const std::filesystem::path& folder);
/// The file with its folder.
QString fileWords(const std::filesystem::path& file);

} // namespace tanba::gui
