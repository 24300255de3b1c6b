#include "app/gui/pages/sign/sign_area.h"

#include "app/gui/pages/preview/preview_page.h"
#include "app/gui/pages/sign/choose_page.h"
#include "app/gui/pages/sign/consent_page.h"
#include "app/gui/pages/sign/document_facts.h"
#include "app/gui/pages/sign/journal_page.h"
#include "app/gui/pages/sign/key_choice_page.h"
#include "app/gui/pages/sign/run_page.h"
#include "core/sign/cms_reader.h"

#include <algorithm>

namespace tanba::gui {

namespace {

using documents::RowState;
using Stage = SigningDesk::Stage;

/// Content held in memory, for a document that lies inside a signed file.
class HeldInput : public InputFile {
  public:
    explicit HeldInput(Bytes content) : content_(std::move(content)), input_(content_) {}
    Result<std::size_t> read(std::span<std::uint8_t> buffer) override { return input_.read(buffer); }
    std::uint64_t size() const override { return input_.size(); }
    Outcome rewind() override { return input_.rewind(); }

  private:
    Bytes content_;
    MemoryInput input_;
};

/// Takes what fits, and passes over the rest.
class BoundedSink : public ByteSink {
  public:
    Outcome write(ByteView bytes) override {
        if (content.size() + bytes.size() > preview::kMaxDocument)
            return fail(FailureCode::PreviewTooCostly);
        content.insert(content.end(), bytes.begin(), bytes.end());
        return Done{};
    }
    Bytes content;
};

/// The document whose signature this file is.
Result<std::unique_ptr<InputFile>> documentBeside(FileStore& files, const std::filesystem::path& signature) {
    for (const std::string& name : documents::possibleDocuments(signature.filename().string())) {
        auto document = files.openForReading(signature.parent_path() / name);
        if (document.ok())
            return document;
    }
    return fail(FailureCode::CmsContentMissing, signature.filename().string());
}

/// What will be signed: the file, or the document inside a signed file that gets one more signer.
Result<std::unique_ptr<InputFile>> contentOf(FileStore& files, const std::filesystem::path& file, bool inside,
                                             const WorkControl& control) {
    TANBA_TRY(std::unique_ptr<InputFile> input, files.openForReading(file));
    if (!inside)
        return input;
    BoundedSink sink;
    TANBA_TRY(const sign::CmsSignedData read, sign::readCms(*input, &sink, control));
    if (!read.hasContent)
        return documentBeside(files, file);
    return std::unique_ptr<InputFile>(std::make_unique<HeldInput>(std::move(sink.content)));
}

} // namespace

SignArea::SignArea(const Desk& desk)
    : desk_(desk), choose_(*this, [this] { return makeChoose(); }),
      consent_(*this, [this] { return makeConsent(); }), keys_(*this, [this] { return makeKeys(); }),
      preview_(*this, [this] { return makePreview(); }), run_(*this, [this] { return makeRun(); }),
      journal_(*this, [this] { return makeJournal(); }) {
    connect(&desk_.signing, &SigningDesk::changed, this, &SignArea::goOnIfSingle);
    connect(&desk_.signing, &SigningDesk::keyOpened, this, [this] {
        run_.get().begin();
        turnTo(run_.get());
    });
    connect(&desk_.signing, &SigningDesk::ended, this, [this] {
        if (shows(run_.made()) && isVisible())
            emit endSeen();
    });
    showNow();
}

ChoosePage* SignArea::makeChoose() {
    auto* page = new ChoosePage(desk_);
    connect(page, &ChoosePage::nextWanted, this, &SignArea::showConsent);
    connect(page, &ChoosePage::journalWanted, this, &SignArea::showJournal);
    connect(page, &ChoosePage::mobileWanted, this, &SignArea::mobileWanted);
    connect(page, &ChoosePage::lookWanted, this, &SignArea::look);
    connect(page, &ChoosePage::recentWanted, this,
            [this](const std::filesystem::path& file) { emit checkWanted({file}); });
    connect(page, &ChoosePage::added, this, [this] { straightOn_ = true; });
    return page;
}

ConsentPage* SignArea::makeConsent() {
    auto* page = new ConsentPage(desk_);
    connect(page, &ConsentPage::left, this, [this] {
        if (desk_.signing.goesOn())
            desk_.signing.clear(); // the list of a run that goes on cannot be changed; it stays on record
        turnTo(choose_.get());
    });
    connect(page, &ConsentPage::lookWanted, this, &SignArea::look);
    connect(page, &ConsentPage::otherKeyWanted, this, [this] { turnTo(keys_.get()); });
    connect(page, &ConsentPage::unfitKeysWanted, this, [this] {
        keys_.get().openUnfit();
        turnTo(keys_.get());
    });
    connect(page, &ConsentPage::keySearchWanted, this, &SignArea::keySearchWanted);
    connect(page, &ConsentPage::passwordForgotten, this, &SignArea::passwordForgotten);
    connect(page, &ConsentPage::cardWanted, this, &SignArea::cardWanted);
    connect(page, &ConsentPage::adviceWanted, this, &SignArea::adviceWanted);
    return page;
}

KeyChoicePage* SignArea::makeKeys() {
    auto* page = new KeyChoicePage(desk_);
    connect(page, &KeyChoicePage::left, this, [this] { turnTo(consent_.get()); });
    connect(page, &KeyChoicePage::chosen, this, [this] { turnTo(consent_.get()); });
    connect(page, &KeyChoicePage::searchWanted, this, &SignArea::keySearchWanted);
    connect(page, &KeyChoicePage::keyWanted, this, &SignArea::keyWanted);
    connect(page, &KeyChoicePage::cardWanted, this, &SignArea::cardWanted);
    return page;
}

PreviewPage* SignArea::makePreview() {
    auto* page = new PreviewPage(desk_);
    facts_ = new DocumentFacts(desk_);
    page->column().addWidget(facts_);
    connect(page, &PreviewPage::left, this, [this, page] {
        turnTo(*beforePreview_);
        page->clear();
    });
    return page;
}

RunPage* SignArea::makeRun() {
    auto* page = new RunPage(desk_);
    connect(page, &RunPage::moreWanted, this, [this] {
        desk_.signing.clear();
        turnTo(choose_.get());
    });
    connect(page, &RunPage::goOnWanted, this, [this] {
        desk_.signing.goOn();
        showConsent();
    });
    connect(page, &RunPage::checkWanted, this, &SignArea::checkWanted);
    connect(page, &RunPage::passwordChangeWanted, this, &SignArea::passwordChangeWanted);
    connect(page, &RunPage::pinChangeWanted, this, &SignArea::pinChangeWanted);
    return page;
}

JournalPage* SignArea::makeJournal() {
    auto* page = new JournalPage(desk_);
    connect(page, &JournalPage::left, this, [this] {
        if (beforeJournal_ == nullptr)
            showNow();
        else
            turnTo(*beforeJournal_);
    });
    return page;
}

/// Where there is one document and nothing to be told about it, its list would be one step too many.
void SignArea::goOnIfSingle() {
    const bool nothingYet = desk_.signing.documents().empty() && desk_.signing.notListed().empty();
    if (!straightOn_ || desk_.signing.looking() || nothingYet)
        return;
    straightOn_ = false;
    const SigningDesk& signing = desk_.signing;
    const bool single = signing.documents().size() == 1 && signing.notListed().empty() &&
                        signing.count(RowState::Waiting) == 1;
    if (!shows(choose_.made()))
        return;
    if (single)
        showConsent();
    else if (isVisible())
        choose_.get().focusFirst();
}

void SignArea::turnTo(Page& page) {
    setCurrentWidget(&page);
    if (&page == run_.made() && desk_.signing.stage() == Stage::Ended)
        emit endSeen();
    if (isVisible())
        page.focusFirst();
}

void SignArea::showConsent() {
    consent_.get().begin();
    turnTo(consent_.get());
}

void SignArea::showNow() {
    const SigningDesk& signing = desk_.signing;
    if (signing.stage() == Stage::Running || signing.stage() == Stage::Ended)
        turnTo(run_.get());
    else if (signing.stage() == Stage::Opening)
        turnTo(consent_.get());
    else if (signing.goesOn())
        showConsent();
    else if (!shows(consent_.made()) || signing.count(RowState::Waiting) == 0)
        turnTo(choose_.get());
}

void SignArea::showFailure(const Failure& failure) {
    turnTo(choose_.get());
    choose_.get().showFailure(failure);
}

void SignArea::open(const QList<QUrl>& files) {
    if (desk_.signing.busy()) {
        showNow(); // one thing after the other
        return;
    }
    if (desk_.signing.stage() == Stage::Ended)
        desk_.signing.clear();
    turnTo(choose_.get());
    choose_.get().add(files);
}

void SignArea::showJournal() {
    if (!shows(journal_.made()))
        beforeJournal_ = static_cast<Page*>(currentWidget());
    turnTo(journal_.get());
}

void SignArea::look(const std::filesystem::path& file) {
    const auto& documents = desk_.signing.documents();
    const auto document = std::ranges::find(documents, file, &ChosenDocument::path);
    const bool inside = document != documents.end() && document->type == DocumentType::Signed &&
                        desk_.signing.order().adding == documents::Adding::ToExisting;
    beforePreview_ = static_cast<Page*>(currentWidget());
    PreviewPage& preview = preview_.get();
    facts_->show(file);
    preview.show(file.filename().string(), [&files = desk_.files, file, inside](const WorkControl& control) {
        return contentOf(files, file, inside, control);
    });
    turnTo(preview);
}

Page& SignArea::currentPage() {
    return *static_cast<Page*>(currentWidget());
}

void SignArea::showEvent(QShowEvent* event) {
    QStackedWidget::showEvent(event);
    if (shows(run_.made()) && desk_.signing.stage() == Stage::Ended)
        emit endSeen();
}

} // namespace tanba::gui
