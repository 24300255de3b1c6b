#include "cardreader/drivers/kz_certificate_search.h"

#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/certificate_check.h"
#include "cardreader/drivers/kz_id_keys.h"
#include "cardreader/drivers/pkcs15_contents.h"
#include "core/keys/same_key.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tanba::card::kz {

namespace {

/// A run of file identifiers below one folder.
struct Range {
    std::uint16_t folder;
    std::uint16_t first;
    std::uint16_t last;
};

/// From likely to unlikely: the numbers that other cards with this vocabulary use, the signature folder
/// before the master file.
constexpr auto kLikelyPlaces = std::to_array<Range>({
    {kSignatureFolder, 0xC000, 0xC00F},
    {kSignatureFolder, 0xD000, 0xD00F},
    {kSignatureFolder, 0x4300, 0x430F},
    {kSignatureFolder, 0x4401, 0x4404},
    {kSignatureFolder, 0x0001, 0x001F},
    {kMasterFile, 0xC000, 0xC00F},
    {kMasterFile, 0xD000, 0xD00F},
    {kMasterFile, 0x4300, 0x430F},
    {kMasterFile, 0x4401, 0x4404},
    {kSignatureFolder, 0x5015, 0x5015},
    {kSignatureFolder, 0x5031, 0x5032},
    {kMasterFile, 0x5015, 0x5015},
    {kMasterFile, 0x5031, 0x5032},
});

/// What is left of the numbers that cards use for files; the survey (cardreader/survey) walks through the
/// same.
constexpr auto kOtherPlaces = std::to_array<Range>({
    {kSignatureFolder, 0x0020, 0x00FF},
    {kMasterFile, 0x0001, 0x00FF},
});

constexpr std::size_t kMaxCertificateFile = 8192;
constexpr std::size_t kMaxFilesRead = 48;
constexpr std::size_t kMaxClosedPlaces = 64;
constexpr std::size_t kHeaderSize = 4;
constexpr std::uint16_t kPinNotVerified = 0x6982;

/// Size of a file that begins as every certificate does, 30 82 and two octets of length; 0 for another.
std::size_t certificateSize(ByteView start) {
    if (start.size() < kHeaderSize || start[0] != 0x30 || start[1] != 0x82)
        return 0;
    const std::size_t size = kHeaderSize + (std::size_t{start[2]} << 8 | start[3]);
    return size <= kMaxCertificateFile ? size : 0;
}

/// Folder and file, two octets each.
constexpr std::size_t kPlaceSize = 4;

Bytes placeOf(std::uint16_t folder, std::uint16_t id) {
    return {static_cast<std::uint8_t>(folder >> 8), static_cast<std::uint8_t>(folder & 0xFF),
            static_cast<std::uint8_t>(id >> 8), static_cast<std::uint8_t>(id & 0xFF)};
}

CardKey* keyWith(const keys::Certificate& certificate, CardContents& contents) {
    const auto& publicKey = certificate.publicKey();
    if (!publicKey.ok())
        return nullptr;
    const auto key = std::ranges::find_if(contents.keys, [&](const CardKey& candidate) {
        return candidate.publicKey && keys::sameKey(*candidate.publicKey, publicKey.value());
    });
    return key == contents.keys.end() ? nullptr : &*key;
}

class Search {
  public:
    Search(CardSession& session, CardContents& contents, SteadyNow now)
        : session_(session), contents_(contents), now_(now), end_(now() + kMaxSearchTime) {}

    Outcome confirm(const KnownCertificate& known) {
        const CardKey* const key = keyWith(known.certificate, contents_);
        if (key == nullptr || key->certificate || known.place.size() != kPlaceSize)
            return Done{};
        TANBA_CHECK(enter(numberAt(known.place, 0)));
        TANBA_TRY(const Found there, select(numberAt(known.place, 2)));
        if (there != Found::There)
            return Done{};
        TANBA_TRY(const bool same, holdsStill(session_, known.certificate));
        if (same)
            assignCertificate(contents_, known);
        else
            folder_ = 0; // the file may have become a folder, which was entered
        return Done{};
    }

    /// What an earlier search of this version did not find is not looked for.
    Outcome spare(const std::vector<Bytes>& fruitlessSearches) {
        for (CardKey& key : contents_.keys) {
            if (key.certificate)
                continue;
            TANBA_TRY(const Bytes mark, markOf(key));
            if (std::ranges::find(fruitlessSearches, mark) != fruitlessSearches.end())
                key.fruitlessSearch = mark;
        }
        return Done{};
    }

    Outcome run() {
        TANBA_CHECK(lookNearShown());
        TANBA_CHECK(lookInto(kLikelyPlaces));
        TANBA_CHECK(askDirectories());
        TANBA_CHECK(lookInto(kOtherPlaces));
        return markWhatIsNotHere();
    }

    Outcome runClosed() {
        folder_ = 0; // VERIFY happens in another one
        const std::vector<Bytes> places = std::exchange(contents_.closedPlaces, {});
        for (auto place = places.begin(); place != places.end(); ++place) {
            Outcome looked = look(numberAt(*place, 0), numberAt(*place, 2));
            if (!looked.ok()) { // what was not seen yet is looked at with the next PIN
                contents_.closedPlaces.insert(contents_.closedPlaces.end(), place, places.end());
                return looked;
            }
        }
        return Done{};
    }

  private:
    enum class Found { There, Closed, Absent };

    static std::uint16_t numberAt(const Bytes& place, std::size_t at) {
        return static_cast<std::uint16_t>(place[at] << 8 | place[at + 1]);
    }

    /// One hash for the search and the key; nothing of a person can be read out of it.
    static Result<Bytes> markOf(const CardKey& key) {
        Bytes content{kSearchVersion};
        if (key.publicKey)
            append(content, key.publicKey->subjectPublicKeyInfo());
        TANBA_TRY(crypto::Digest mark, crypto::digestOf(crypto::DigestAlgorithm::Sha256, content));
        return std::move(mark.bytes);
    }

    /// Only after a search whose outcome depends on the card alone: another would end the same way.
    Outcome markWhatIsNotHere() {
        if (doubtful_ || !contents_.closedPlaces.empty())
            return Done{};
        for (CardKey& key : contents_.keys) {
            if (!key.certificate) {
                TANBA_TRY(key.fruitlessSearch, markOf(key));
            }
        }
        return Done{};
    }

    /// A certificate that comes later to a card which shows others comes to their neighbourhood: a few
    /// SELECTs, made even for keys whose search is spared.
    Outcome lookNearShown() {
        std::vector<Bytes> shown;
        for (const CardKey& key : contents_.keys)
            shown.push_back(key.certificatePlace);
        for (const Range& range : kLikelyPlaces) {
            if (!std::ranges::any_of(shown, [&](const Bytes& place) { return liesIn(range, place); }))
                continue;
            for (unsigned id = range.first; id <= range.last; ++id) {
                if (!anySpared() || spent())
                    return Done{};
                const auto file = static_cast<std::uint16_t>(id);
                if (std::ranges::find(shown, placeOf(range.folder, file)) == shown.end())
                    TANBA_CHECK(look(range.folder, file));
            }
        }
        return Done{};
    }

    static bool liesIn(const Range& range, const Bytes& place) {
        return place.size() == kPlaceSize && numberAt(place, 0) == range.folder &&
               numberAt(place, 2) >= range.first && numberAt(place, 2) <= range.last;
    }

    bool anySpared() const {
        return std::ranges::any_of(contents_.keys,
                                   [](const CardKey& key) { return !key.fruitlessSearch.empty(); });
    }

    Outcome lookInto(std::span<const Range> ranges) {
        for (const Range& range : ranges) {
            for (unsigned id = range.first; id <= range.last; ++id) {
                if (finished())
                    return Done{};
                TANBA_CHECK(look(range.folder, static_cast<std::uint16_t>(id)));
            }
        }
        return Done{};
    }

    /// A PKCS #15 application, found by its name or in EF.DIR, says itself where its certificates are.
    Outcome askDirectories() {
        if (finished())
            return Done{};
        folder_ = 0;
        const auto there = pkcs15::selectApplicationAnywhere(session_);
        if (!there.ok())
            return doubted(there.failure());
        if (!there.value())
            return Done{};
        pkcs15::Files files(session_);
        const auto certificates = pkcs15::readCertificates(files);
        if (!certificates.ok())
            return doubted(certificates.failure());
        for (const keys::Certificate& certificate : certificates.value())
            assignCertificate(contents_, {certificate, {}});
        return Done{};
    }

    bool finished() {
        const auto settled = [](const CardKey& key) {
            return key.certificate.has_value() || !key.fruitlessSearch.empty();
        };
        return std::ranges::all_of(contents_.keys, settled) || spent();
    }

    bool spent() {
        const bool late = now_() >= end_;
        doubtful_ = doubtful_ || late;
        return late || selects_ >= kMaxSearchSelects || filesRead_ >= kMaxFilesRead;
    }

    /// Any other status only says that there is nothing to see.
    Result<Found> select(std::uint16_t id) {
        ++selects_;
        TANBA_TRY(const ResponseApdu response, session_.transmit(selectFileId(id)));
        doubtful_ = doubtful_ || !isPlain(response.status);
        return response.ok()                        ? Found::There
               : response.status == kPinNotVerified ? Found::Closed
                                                    : Found::Absent;
    }

    /// The words of a card that does what it always does: here it is, it opens with a PIN, it is not here, it
    /// is of another kind. Others may be a moment's trouble.
    static bool isPlain(std::uint16_t status) {
        const unsigned kind = status >> 8;
        return status == 0x9000 || kind == 0x69 || kind == 0x6A || status == 0x6D00 || status == 0x6E00;
    }

    void keepClosed(std::uint16_t folder, std::uint16_t id) {
        if (contents_.closedPlaces.size() < kMaxClosedPlaces)
            contents_.closedPlaces.push_back(placeOf(folder, id));
    }

    Outcome enter(std::uint16_t folder) {
        if (folder == folder_)
            return Done{};
        TANBA_TRY(Found there, select(kMasterFile));
        if (folder != kMasterFile) {
            TANBA_TRY(there, select(folder));
        }
        doubtful_ = doubtful_ || there != Found::There;
        folder_ = folder;
        return Done{};
    }

    Outcome look(std::uint16_t folder, std::uint16_t id) {
        TANBA_CHECK(enter(folder));
        TANBA_TRY(const Found there, select(id));
        if (there == Found::Closed)
            keepClosed(folder, id);
        if (there != Found::There)
            return Done{};
        ++filesRead_;
        auto content = readCertificate();
        if (content.ok()) {
            const bool whole = content.value().pieces == Pieces::Whole;
            doubtful_ = doubtful_ || !whole;
            if (const auto certificate = keys::Certificate::fromDer(content.value().bytes); certificate.ok())
                assignCertificate(contents_, {certificate.value(), whole ? placeOf(folder, id) : Bytes()});
            return Done{};
        }
        // A folder was entered, or the file is closed to us.
        folder_ = 0;
        if (content.failure().code == FailureCode::CardPinNeeded)
            keepClosed(folder, id);
        return content.failure().code == FailureCode::CardUnexpectedStatus ? Outcome(Done{})
                                                                           : doubted(content.failure());
    }

    Outcome doubted(Failure failure) {
        doubtful_ = true;
        return unlessLost(std::move(failure));
    }

    /// Only the end of the session ends the search.
    static Outcome unlessLost(Outcome outcome) {
        return !outcome.ok() && sessionLost(outcome.failure().code) ? std::move(outcome) : Outcome(Done{});
    }

    Result<ReadContent> readCertificate() {
        TANBA_TRY(ReadContent read, readContent(session_, 0, kAnyLength));
        const std::size_t size = certificateSize(read.bytes);
        if (size > read.bytes.size()) {
            const bool cutShort = read.bytes.size() < kAnyLength;
            TANBA_TRY(const ReadContent more,
                      readContent(session_, read.bytes.size(), size - read.bytes.size()));
            append(read.bytes, more.bytes);
            if (cutShort || more.pieces == Pieces::Short)
                read.pieces = Pieces::Short;
        }
        read.bytes.resize(std::min(read.bytes.size(), size));
        return read;
    }

    static bool sessionLost(FailureCode code) {
        using enum FailureCode;
        return code == CardRemoved || code == CardReset || code == ReaderRemoved ||
               code == ReaderServiceOff || code == CardIo || code == Cancelled;
    }

    CardSession& session_;
    CardContents& contents_;
    SteadyNow now_;
    std::chrono::steady_clock::time_point end_;
    std::size_t selects_ = 0;
    std::size_t filesRead_ = 0;
    /// Something went by whose absence here is no proof of its absence on the card.
    bool doubtful_ = false;
    /// As recognises() and read() left it.
    std::uint16_t folder_ = kSignatureFolder;
};

} // namespace

void assignCertificate(CardContents& contents, const KnownCertificate& known) {
    CardKey* const key = keyWith(known.certificate, contents);
    if (key == nullptr) {
        contents.otherCertificates.push_back(known.certificate);
    } else if (!key->certificate || key->certificate->notBefore() < known.certificate.notBefore()) {
        key->certificate = known.certificate;
        key->certificatePlace = known.place;
        key->fruitlessSearch.clear();
    }
}

Outcome searchCertificates(CardSession& session, CardContents& contents, const KnownOfCard& known,
                           SteadyNow now) {
    for (CardKey& key : contents.keys)
        key.fruitlessSearch.clear();
    Search search(session, contents, now);
    for (const KnownCertificate& certificate : known.certificates)
        TANBA_CHECK(search.confirm(certificate));
    TANBA_CHECK(search.spare(known.fruitlessSearches));
    return search.run();
}

Outcome searchClosedPlaces(CardSession& session, CardContents& contents) {
    return Search(session, contents, &std::chrono::steady_clock::now).runClosed();
}

} // namespace tanba::card::kz
