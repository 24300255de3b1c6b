#pragma once

#include "app/gui/pages/desk.h"

#include <QObject>
#include <memory>

namespace tanba::gui {

enum class SearchEnd { Done, Stopped };

/// One search for keys after another; results go straight to the shelf.
class KeySearch : public QObject {
    Q_OBJECT

  public:
    explicit KeySearch(const Desk& desk);

    bool running() const { return cancel_ != nullptr; }
    int count() const { return count_; }
    const QString& folder() const { return folder_; }
    /// Folders that were looked through so far.
    int folders() const { return folders_; }

    void start();
    void stop();

  signals:
    /// Another folder, or another key.
    void moved();
    void ended(SearchEnd end);

  private:
    const Desk& desk_;
    std::shared_ptr<CancelToken> cancel_;
    int count_ = 0;
    int folders_ = 0;
    QString folder_;
};

} // namespace tanba::gui
