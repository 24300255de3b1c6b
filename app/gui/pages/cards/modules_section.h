#pragma once

#include "app/gui/pages/desk.h"

#include <QList>
#include <QWidget>
#include <filesystem>
#include <optional>
#include <string>

class QVBoxLayout;

namespace tanba::gui {

class ActionCard;
class Button;
class Text;

/// The modules of tokens: which were found, what they have, what is wrong with them, and the files that the
/// person named.
class ModulesSection : public QWidget {
    Q_OBJECT

  public:
    explicit ModulesSection(const Desk& desk, QWidget* parent = nullptr);

  signals:
    void cardWanted(const std::string& id);

  private:
    void say();
    void refresh();
    void addTokens();
    void addModules();
    void addProblems();
    /// @param named as the person named it; none where nobody did.
    void addRow(const std::filesystem::path& file, const QString& name, const QString& note,
                const std::optional<std::filesystem::path>& named);
    void put(QWidget* part);
    void chooseFile();

    const Desk& desk_;
    Text* note_;
    Text* state_;
    QVBoxLayout* rows_;
    QList<QWidget*> shown_;
    Button* again_;
    Button* add_;
};

} // namespace tanba::gui
