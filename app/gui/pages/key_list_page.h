#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/pages/key_search.h"
#include "app/gui/widgets/page.h"

#include <QList>
#include <QUrl>

class QProgressBar;

namespace tanba::gui {

class ActionCard;
class Banner;
class Button;
class Card;
class EmptyState;
class KeyCard;

/// Why the list is shown: to look at keys, or to pick the one whose password is to be changed.
enum class ListPurpose { Look, PickForPassword };

/// All keys that are known, and the ways to find more.
class KeyListPage : public Page {
    Q_OBJECT

  public:
    explicit KeyListPage(const Desk& desk);

    void setPurpose(ListPurpose purpose);
    void search();
    /// Adds files that a person pointed at; the last one that is a key is opened.
    void add(const QList<QUrl>& files);
    void focusFirst() override;
    const KeySearch& currentSearch() const { return search_; }

  signals:
    void keyChosen(const std::filesystem::path& path);
    void cardChosen(const std::string& id);
    void readersWanted();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    /// A file that a person pointed at, and whether it can be a key.
    struct Judged {
        std::filesystem::path path;
        Outcome isKey;
    };

    void take(const std::vector<Judged>& files);
    void say();
    void refreshList();
    void refreshCards();
    void refreshReaders();
    void showProgress();
    QString searchingText() const;
    void showEnd(SearchEnd end);
    void chooseFile();

    const Desk& desk_;
    KeySearch search_;
    ListPurpose purpose_ = ListPurpose::Look;
    QLayout* actions_;
    Button* searchButton_;
    Button* chooseButton_;
    Card* progress_;
    Text* progressText_;
    QProgressBar* bar_;
    Text* progressCount_;
    Text* progressTime_;
    Button* stop_;
    Banner* banner_;
    EmptyState* empty_;
    Button* emptySearch_;
    Button* emptyChoose_;
    QVBoxLayout* list_;
    QList<KeyCard*> cards_;
    QVBoxLayout* chipList_; ///< keys on cards and tokens, above the files
    QVBoxLayout* awayList_; ///< those that are not inserted, below the files
    QList<KeyCard*> chips_;
    ActionCard* readers_;
    Text* note_;
};

} // namespace tanba::gui
