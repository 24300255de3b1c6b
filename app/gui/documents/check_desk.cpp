#include "app/gui/documents/check_desk.h"

#include "app/gui/documents/natural_order.h"

#include <algorithm>
#include <utility>

namespace tanba::gui {

namespace {

using Paths = std::vector<std::filesystem::path>;

} // namespace

CheckDesk::CheckDesk(CheckSources sources) : sources_(std::move(sources)) {}

CheckDesk::~CheckDesk() {
    cancelAll();
}

void CheckDesk::cancelAll() {
    for (const Cancel& run : running_)
        run->cancel();
    running_.clear();
}

std::size_t CheckDesk::finished() const {
    return static_cast<std::size_t>(std::ranges::count_if(entries_, [](const CheckEntry& entry) {
        return entry.state != CheckState::Waiting && entry.state != CheckState::Working;
    }));
}

void CheckDesk::clear() {
    cancelAll();
    entries_.clear();
    percent_ = 0;
    stopped_ = false;
    emit opened();
}

CheckDesk::Listed CheckDesk::listFiles(FileStore& files, const Paths& paths,
                                       const documents::FolderOrder& order, const WorkControl& control) {
    Listed listed;
    for (const std::filesystem::path& path : paths) {
        const auto status = files.status(path);
        if (!status.ok() || status.value().kind != FileKind::Folder) {
            listed.files.push_back(path); // checking tells what is wrong with it
            continue;
        }
        const auto inFolder = documents::listDocuments(files, {path}, {}, control, order);
        if (!inFolder.ok())
            return {{}, inFolder.failure()};
        for (const documents::Document& document : inFolder.value().documents)
            if (document.isSigned())
                listed.files.push_back(document.signature);
        for (const documents::NotListed& not_ : inFolder.value().notListed)
            listed.failure = not_.failure;
    }
    if (listed.files.size() > documents::kMaxDocuments)
        return {{}, fail(FailureCode::DocumentsTooMany, std::to_string(listed.files.size()))};
    return listed;
}

void CheckDesk::open(const Paths& paths) {
    clear();
    FileStore& files = sources_.files;
    auto run = std::make_shared<Cancel>();
    *run = sources_.tasks.run<Listed>(
        this,
        [&files, paths, order = naturalOrder(sources_.language())](const WorkControl& control) {
            return listFiles(files, paths, order, control);
        },
        [this, run](const Listed& listed) {
            if (std::erase(running_, *run) != 0)
                begin(listed);
        });
    running_.push_back(*run);
    emit changed();
}

void CheckDesk::begin(const Listed& listed) {
    std::vector<std::size_t> indices;
    for (const std::filesystem::path& path : listed.files) {
        indices.push_back(entries_.size());
        entries_.push_back(
            {path, CheckState::Waiting, {}, std::nullopt, OtherFile::Unknown, {}, ++revision_});
    }
    emit opened();
    if (listed.failure && listed.failure->code == FailureCode::Cancelled)
        stopped_ = true;
    else if (listed.failure)
        emit failed(*listed.failure);
    if (!indices.empty())
        check(indices);
    else
        emit ended();
}

documents::CheckSettings CheckDesk::judging() const {
    documents::CheckSettings settings = sources_.judging();
    if (!listFolder_.empty())
        settings.crlFolder = listFolder_;
    return settings;
}

OnlineChecks CheckDesk::onlineChecks() const {
    return sources_.settings.get(platform::settings::kOnlineChecks) ? OnlineChecks::Allowed
                                                                    : OnlineChecks::Off;
}

void CheckDesk::remember() {
    Paths checked;
    for (const CheckEntry& entry : entries_)
        if (entry.state == CheckState::Checked)
            checked.push_back(entry.path);
    sources_.recent.add(documents::RecentKind::Checked, std::move(checked));
}

void CheckDesk::giveDocument(std::size_t index, const std::filesystem::path& document) {
    entries_.at(index).given = document;
    check({index});
}

void CheckDesk::useLists(const std::filesystem::path& folder) {
    listFolder_ = folder;
    checkAgain();
}

void CheckDesk::setOnlineChecks(OnlineChecks checks) {
    sources_.settings.set(platform::settings::kOnlineChecks, checks == OnlineChecks::Allowed);
    if (checks == OnlineChecks::Allowed)
        checkAgain();
    emit changed();
}

void CheckDesk::checkWhere(const std::function<bool(CheckState)>& wanted) {
    cancelAll();
    std::vector<std::size_t> indices;
    for (std::size_t index = 0; index < entries_.size(); ++index)
        if (wanted(entries_[index].state))
            indices.push_back(index);
    if (!indices.empty())
        check(indices);
}

void CheckDesk::checkAgain() {
    checkWhere([](CheckState state) { return state != CheckState::NotSigned; });
}

void CheckDesk::resume() {
    checkWhere([](CheckState state) { return state == CheckState::Waiting; });
}

void CheckDesk::stop() {
    for (const Cancel& run : running_)
        run->cancel();
}

} // namespace tanba::gui
