#include "app/gui/consent/portal_journal.h"

#include "app/documents/key_identity.h"
#include "app/documents/signing_format.h"
#include "core/base/encoding.h"

namespace tanba::gui {

namespace {

documents::SignFormat formatOf(service::ConsentFormat format) {
    switch (format) {
    case service::ConsentFormat::CmsAttached:
        return documents::SignFormat::Cms;
    case service::ConsentFormat::CmsDetached:
        return documents::SignFormat::CmsDetached;
    case service::ConsentFormat::Xml:
        return documents::SignFormat::Xml;
    case service::ConsentFormat::Raw:
        return documents::SignFormat::Raw;
    }
    return documents::SignFormat::Raw;
}

} // namespace

PortalJournal::PortalJournal(GuiConsentDesk& consent, TaskRunner& tasks, const Clock& clock,
                             std::shared_ptr<documents::Journal> journal)
    : tasks_(tasks), clock_(clock), journal_(std::move(journal)) {
    connect(&consent, &GuiConsentDesk::signedFor, this,
            [this](const std::shared_ptr<const service::ConsentQuestion>& question,
                   const keys::Certificate& certificate) { write(*question, certificate); });
}

void PortalJournal::write(const service::ConsentQuestion& question, const keys::Certificate& certificate) {
    std::vector<documents::JournalEntry> entries;
    for (const service::ConsentItem& item : question.items) {
        documents::JournalEntry entry;
        entry.when = clock_.now();
        entry.document = item.name;
        entry.format = formatName(formatOf(question.format));
        entry.purpose = question.caller.origin.value_or(question.caller.program);
        entry.key = documents::identityOf(certificate);
        // That of a login would tell nobody anything.
        if (item.classification.contentClass != sign::ContentClass::Login)
            entry.documentSha256 = toHex(item.digest);
        entries.push_back(std::move(entry));
    }
    tasks_.run<Outcome>(
        this,
        [journal = journal_, entries = std::move(entries)](const WorkControl&) -> Outcome {
            return journal->add(entries);
        },
        [](const Outcome&) {});
}

} // namespace tanba::gui
