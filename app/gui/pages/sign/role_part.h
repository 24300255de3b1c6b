#pragma once

#include "app/gui/pages/desk.h"

#include <QWidget>

class QComboBox;

namespace tanba::gui {

class Banner;
class Text;

/// What to say before this key signs these documents because of its role. Asks what kind of documents they
/// are where the answer depends on it, and nowhere else. Never stops anybody.
class RolePart : public QWidget {
    Q_OBJECT

  public:
    explicit RolePart(const Desk& desk);
    void show(const std::optional<SigningKeyOption>& key);

  private:
    void refresh();

    const Desk& desk_;
    std::optional<SigningKeyOption> key_;
    Text* question_;
    QComboBox* nature_;
    Banner* banner_;
};

} // namespace tanba::gui
