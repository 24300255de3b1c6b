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
    HygieneRemark remark{file, HygieneFinding::Place, place, {}, SafeFix::ExplainOnly, Afterwards::Nothing};
    if (row != kFixes.end()) {
        remark.fix = row->fix;
        remark.afterwards = row->afterwards;
    }
    return remark;
}

enum class Likeness { None, SameContent, OtherVersion };

Likeness likeness(const KeyFileFacts& left, const KeyFileFacts& right) {
    if (left.contentDigest == right.contentDigest)
        return Likeness::SameContent;
    return !left.keyId.empty() && left.keyId == right.keyId ? Likeness::OtherVersion : Likeness::None;
}

std::vector<std::size_t> alike(const std::vector<KeyFileFacts>& files, std::size_t file, Likeness wanted) {
    std::vector<std::size_t> found;
    for (std::size_t other = 0; other < files.size(); ++other) {
        if (other != file && likeness(files[file], files[other]) == wanted)
            found.push_back(other);
    }
    return found;
}

void addCopies(std::vector<HygieneRemark>& remarks, const std::vector<KeyFileFacts>& keyFiles,
               std::size_t file) {
    struct Row {
        Likeness likeness;
        HygieneFinding finding;
        SafeFix fix;
    };
    constexpr std::array<Row, 2> kRows{
        {{Likeness::SameContent, HygieneFinding::SameContent, SafeFix::RemoveCopy},
         {Likeness::OtherVersion, HygieneFinding::OtherVersion, SafeFix::ExplainOnly}}};
    for (const Row& row : kRows) {
        auto others = alike(keyFiles, file, row.likeness);
        if (!others.empty())
            remarks.push_back(
                {file, row.finding, std::nullopt, std::move(others), row.fix, Afterwards::Nothing});
    }
}

} // namespace

Result<KeyFileFacts> factsOfKeyFile(FileStore& files, const fs::path& path) {
    TANBA_TRY(const Bytes content, readFile(files, path, keys::kMaxPkcs12Size));
    TANBA_TRY(crypto::Digest digest, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
    return KeyFileFacts{path, std::move(digest.bytes), keyIdOf(path), std::nullopt};
}

std::vector<HygieneRemark> hygieneRemarks(FileStore& files, PathFacts& facts, const UserPlaces& places,
                                          const std::vector<KeyFileFacts>& keyFiles, Time now) {
    std::vector<HygieneRemark> remarks;
    for (std::size_t file = 0; file < keyFiles.size(); ++file) {
        const auto place = judgePlace(files, facts, places, keyFiles[file].path);
        if (!place.ok())
            continue;
        for (const PlaceRemark& remark : place.value())
            remarks.push_back(remarkOnPlace(file, remark));
        addCopies(remarks, keyFiles, file);
        if (keyFiles[file].notAfter && *keyFiles[file].notAfter < now)
            remarks.push_back({file,
                               HygieneFinding::ExpiredLeftover,
                               std::nullopt,
                               {},
                               SafeFix::Move,
                               Afterwards::Nothing});
    }
    return remarks;
}

} // namespace tanba::guidance
