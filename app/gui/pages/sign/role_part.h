#pragma once

#include "app/gui/pages/desk.h"
#include "core/guidance/signing_role.h"

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
    /// Other documents than before: what kind they are nobody has said.
    void begin();
    /// @param mentions of the documents.
    void show(const std::optional<SigningKeyOption>& key, guidance::MentionsOrganisation mentions);

  private:
    void refresh();

    const Desk& desk_;
    std::optional<SigningKeyOption> key_;
    guidance::MentionsOrganisation mentions_ = guidance::MentionsOrganisation::No;
    Text* question_;
    QComboBox* nature_;
    Banner* banner_;
};

} // namespace tanba::gui
