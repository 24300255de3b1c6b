#pragma once

#include "app/gui/pages/advice/advice_place.h"
#include "app/gui/pages/desk.h"
#include "app/gui/widgets/page.h"
#include "core/guidance/help_articles.h"

#include <QStackedWidget>

class QLineEdit;

namespace tanba::gui {

class ActionCard;
class Button;

/// The topics of the help, and a search in their words.
class HelpTopicsPage : public Page {
    Q_OBJECT

  public:
    explicit HelpTopicsPage(const Desk& desk);
    void focusFirst() override;

  signals:
    void topicWanted(const std::string& id);

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void refresh();
    /// @param excerpt what a search found in it; empty in the plain list
    void addTopic(const guidance::HelpArticle& article, const std::string& excerpt);

    const Desk& desk_;
    QLineEdit* search_;
    Text* result_;
    QVBoxLayout* list_;
    QList<QWidget*> cards_;
};

/// Where the button above an article leads.
enum class ArticleBack { ToTopics, ToPage };

/// One article.
class HelpArticlePage : public Page {
    Q_OBJECT

  public:
    explicit HelpArticlePage(const Desk& desk);
    void show(const std::string& id, ArticleBack back);

  signals:
    void left(ArticleBack back);
    void adviceWanted(AdvicePlace place);

  private:
    void refresh();
    /// The way to the page on which what the article explains can be done.
    void addWay();
    void addBlock(const guidance::HelpBlock& block);

    const Desk& desk_;
    std::string id_;
    ArticleBack way_ = ArticleBack::ToTopics;
    Button* back_;
    QVBoxLayout* blocks_;
};

class HelpArea : public QStackedWidget {
    Q_OBJECT

  public:
    explicit HelpArea(const Desk& desk);
    void showTopics();
    void showTopic(const std::string& id, ArticleBack back = ArticleBack::ToTopics);

  signals:
    void adviceWanted(AdvicePlace place);
    /// Back to the page that an article was opened from.
    void pageWanted();

  private:
    HelpTopicsPage* topics_;
    HelpArticlePage* article_;
};

} // namespace tanba::gui
