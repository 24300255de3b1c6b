#include "core/guidance/hygiene.h"

#include "core/crypto/digest.h"
#include "core/keys/pkcs12.h"

#include <algorithm>
#include <array>

namespace tanba::guidance {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyIdLength = 40;

struct FixRow {
    PlaceFinding finding;
    SafeFix fix;
    Afterwards afterwards;
};
constexpr std::array<FixRow, 5> kFixes{{
    {PlaceFinding::Downloads, SafeFix::Move, Afterwards::Nothing},
    {PlaceFinding::Desktop, SafeFix::Move, Afterwards::Nothing},
    {PlaceFinding::SyncedFolder, SafeFix::Move, Afterwards::CopiesElsewhereMayRemain},
    {PlaceFinding::GitTree, SafeFix::Move, Afterwards::CopiesElsewhereMayRemain},
    {PlaceFinding::ReadableByOthers, SafeFix::RestrictRights, Afterwards::Nothing},
}};

std::optional<char> lowerHex(char c) {
    if (c >= 'A' && c <= 'F')
        return static_cast<char>(c - 'A' + 'a');
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ? std::optional(c) : std::nullopt;
}

/// The forty hex digits behind the first "_", when nothing but a copy's number and the suffix follows them.
std::string keyIdOf(const fs::path& path) {
    const std::string name = path.filename().string();
    const std::size_t mark = name.rfind('_');
    if (mark == std::string::npos || name.size() < mark + 1 + kKeyIdLength)
        return {};
    std::string id;
    for (const char c : name.substr(mark + 1, kKeyIdLength)) {
        const auto digit = lowerHex(c);
        if (!digit)
            return {};
        id += *digit;
    }
    const char next = name.size() > mark + 1 + kKeyIdLength ? name[mark + 1 + kKeyIdLength] : '.';
    return next == '.' || next == ' ' ? id : std::string();
}

HygieneRemark remarkOnPlace(std::size_t file, const PlaceRemark& place) {
    const auto row = std::ranges::find(kFixes, place.finding, &FixRow::finding);
    return {file, HygieneFinding::Place, place, {}, row->fix, row->afterwards};
}

enum class Likeness { None, SameContent, OtherVersion };

Likeness likeness(const KeyFileFacts& left, const KeyFileFacts& right) {
    if (left.contentDigest == right.contentDigest)
        return Likeness::SameContent;
    return !left.keyId.empty() && left.keyId == right.keyId ? Likeness::OtherVersion : Likeness::None;
}

struct JudgedPlace {
    std::vector<PlaceRemark> remarks;
    bool lasting = false;
};
/// What was found about the place of each file; none where that cannot be judged.
using Places = std::vector<std::optional<JudgedPlace>>;

bool lasts(const Places& places, std::size_t file) {
    return places[file] && places[file]->lasting;
}

bool liesWell(const Places& places, std::size_t file) {
    return places[file] && places[file]->remarks.empty();
}

/// Those that last come first, and of these, those that lie well.
std::vector<std::size_t> alike(const std::vector<KeyFileFacts>& files, const Places& places, std::size_t file,
                               Likeness wanted) {
    std::vector<std::size_t> found;
    for (std::size_t other = 0; other < files.size(); ++other) {
        if (other != file && likeness(files[file], files[other]) == wanted)
            found.push_back(other);
    }
    std::stable_partition(found.begin(), found.end(),
                          [&places](std::size_t other) { return liesWell(places, other); });
    std::stable_partition(found.begin(), found.end(),
                          [&places](std::size_t other) { return lasts(places, other); });
    return found;
}

void addSameContent(std::vector<HygieneRemark>& remarks, const std::vector<KeyFileFacts>& keyFiles,
                    const Places& places, std::size_t file) {
    if (keyFiles[file].backup)
        return;
    auto others = alike(keyFiles, places, file, Likeness::SameContent);
    std::erase_if(others, [&keyFiles](std::size_t other) { return keyFiles[other].backup; });
    // The first one is what stays.
    if (others.empty() || !lasts(places, others.front()))
        return;
    if (lasts(places, file) && liesWell(places, file) && !liesWell(places, others.front()))
        return;
    remarks.push_back({file, HygieneFinding::SameContent, std::nullopt, std::move(others),
                       SafeFix::RemoveCopy, Afterwards::Nothing});
}

void addOtherVersions(std::vector<HygieneRemark>& remarks, const std::vector<KeyFileFacts>& keyFiles,
                      const Places& places, std::size_t file) {
    if (keyFiles[file].aside || keyFiles[file].backup)
        return;
    auto others = alike(keyFiles, places, file, Likeness::OtherVersion);
    std::erase_if(others,
                  [&keyFiles](std::size_t other) { return keyFiles[other].aside || keyFiles[other].backup; });
    if (!others.empty())
        remarks.push_back({file, HygieneFinding::OtherVersion, std::nullopt, std::move(others),
                           SafeFix::PutAside, Afterwards::Nothing});
}

void addExpiredLeftover(std::vector<HygieneRemark>& remarks, const KeyFileFacts& keyFile, std::size_t file,
                        Time now) {
    // Put aside, a backup would lie on the same disk as what it is the backup of.
    if (!keyFile.backup && keyFile.notAfter && *keyFile.notAfter < now)
        remarks.push_back({file,
                           HygieneFinding::ExpiredLeftover,
                           std::nullopt,
                           {},
                           SafeFix::PutAside,
                           Afterwards::Nothing});
}

} // namespace

Result<KeyFileFacts> factsOfKeyFile(FileStore& files, const fs::path& path) {
    TANBA_TRY(const Bytes content, readFile(files, path, keys::kMaxPkcs12Size));
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
    KeyFileFacts facts;
    facts.path = path;
    facts.contentDigest = std::move(digest.bytes);
    facts.keyId = keyIdOf(path);
    return facts;
}

std::vector<HygieneRemark> hygieneRemarks(FileStore& files, PathFacts& facts, const UserPlaces& places,
                                          const LastingPlaces& lasting,
                                          const std::vector<KeyFileFacts>& keyFiles, Time now) {
    Places judged;
    for (const KeyFileFacts& keyFile : keyFiles) {
        auto place = judgePlace(files, facts, places, keyFile.path);
        judged.emplace_back();
        if (place.ok())
            judged.back() = JudgedPlace{std::move(place).value(), lasting.hold(keyFile.path)};
    }
    std::vector<HygieneRemark> remarks;
    for (std::size_t file = 0; file < keyFiles.size(); ++file) {
        if (!judged[file])
            continue;
        for (const PlaceRemark& remark : judged[file]->remarks)
            remarks.push_back(remarkOnPlace(file, remark));
        addSameContent(remarks, keyFiles, judged, file);
        addOtherVersions(remarks, keyFiles, judged, file);
        addExpiredLeftover(remarks, keyFiles[file], file, now);
    }
    return remarks;
}

} // namespace tanba::guidance
