#pragma once

#include "app/documents/journal.h"
#include "app/gui/consent/consent_desk.h"

namespace tanba::gui {

/// Writes what sites got signed into the user's own journal, logins too: somebody who looks there later has
/// to find every signature that this computer made. Beside the windows; a journal that cannot be written
/// stops no site.
class PortalJournal : public QObject {
    Q_OBJECT

  public:
    /// Everything outlives it; the journal is shared with work that may not.
    PortalJournal(GuiConsentDesk& consent, TaskRunner& tasks, const Clock& clock,
                  std::shared_ptr<documents::Journal> journal);

  private:
    void write(const service::ConsentQuestion& question, const keys::Certificate& certificate);

    TaskRunner& tasks_;
    const Clock& clock_;
    std::shared_ptr<documents::Journal> journal_;
};

} // namespace tanba::gui
