#pragma once

#include "app/gui/pages/desk.h"
#include "app/gui/style/icon.h"
#include "app/gui/widgets/page.h"

#include <QList>
#include <QUrl>

namespace tanba::gui {

class Banner;
class Button;

/// Gives a card the certificate that it does not show: out of a file, or out of anything that was ever signed
/// with the card.
class AdoptPage : public Page {
    Q_OBJECT

  public:
    explicit AdoptPage(const Desk& desk);

    void show(const std::string& id);
    const std::string& id() const { return id_; }
    bool working() const { return working_; }
    /// Takes the first file that a person pointed at.
    void give(const QList<QUrl>& files);

  signals:
    void left();

  protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    void say();
    void chooseFile();
    void adopted(const std::string& id, const Result<keys::Certificate>& certificate);

    const Desk& desk_;
    std::string id_;
    bool working_ = false;
    Button* back_;
    Banner* banner_;
    Text* what_;
    Button* choose_;
    Button* doneBack_;
    Text* drop_;
};

} // namespace tanba::gui
