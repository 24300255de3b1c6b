#include "cardreader/survey/card_survey.h"

#include "cardreader/drivers/card_commands.h"
#include "cardreader/drivers/driver_table.h"
#include "cardreader/drivers/guarded_session.h"
#include "cardreader/drivers/kz_id_keys.h"
#include "cardreader/survey/survey_report.h"
#include "core/base/encoding.h"
#include "core/keys/same_key.h"

#include <algorithm>
#include <array>

namespace tanba::card {

namespace {

using survey::hexWord;
using survey::Json;

constexpr std::uint8_t kSelect = 0xA4;
constexpr std::uint8_t kReadBinary = 0xB0;

/// Nothing else leaves a survey: no VERIFY, no signature, nothing that writes.
constexpr auto kAllowed =
    std::to_array<AllowedCommand>({{.ins = kSelect}, {.ins = kReadBinary}, {.ins = 0xCB}});

struct Application {
    const char* name;
    std::array<std::uint8_t, 12> id;
    std::size_t size;
};
constexpr auto kApplications = std::to_array<Application>({
    {"PKCS #15", {0xA0, 0x00, 0x00, 0x00, 0x63, 0x50, 0x4B, 0x43, 0x53, 0x2D, 0x31, 0x35}, 12},
    {"travel document", {0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01}, 7},
});

constexpr std::uint16_t kApplicationList = 0x2F00;
constexpr std::uint16_t kAnswerToResetFile = 0x2F01;

struct Range {
    std::uint16_t first;
    std::uint16_t last;
};
constexpr auto kFiles = std::to_array<Range>({{0x5015, 0x5015},
                                              {0x5031, 0x5032},
                                              {0x4401, 0x4404},
                                              {0x0001, 0x00FF},
                                              {0xC000, 0xC00F},
                                              {0xD000, 0xD00F},
                                              {0x4300, 0x430F}});

constexpr std::size_t kStartSize = 16;
constexpr std::size_t kHeaderSize = 4;
constexpr std::size_t kMaxCertificate = 8192;
constexpr unsigned kMaxCertificates = 24;
/// Each may have cost a thousand rounds below.
constexpr unsigned kMostUnreadable = 16;
/// What a card that has none of the files is asked.
constexpr unsigned kExpectedCommands = 640;

class Survey {
  public:
    Survey(CardSession& session, const WorkControl& control, survey::Disguise disguise)
        : session_(session, kAllowed), control_(control), disguise_(std::move(disguise)) {}

    Result<std::string> run();

  private:
    Result<ResponseApdu> send(const CommandApdu& command);
    Result<std::uint16_t> select(std::uint16_t fileId);
    Outcome selectWithAnswer(std::uint16_t fileId, std::uint8_t p2);
    Outcome applications();
    Outcome listFile(std::uint16_t fileId);
    Outcome keys();
    Outcome enter(std::uint16_t folder);
    Outcome files(std::uint16_t folder);
    Outcome file(std::uint16_t folder, std::uint16_t fileId);
    Result<Json> content(std::uint16_t& status);
    Result<Json> certificate(ByteView start);
    std::string slotOf(const keys::Certificate& certificate) const;

    struct Slot {
        std::uint8_t number;
        crypto::PublicKey key;
    };

    GuardedSession session_;
    const WorkControl& control_;
    survey::Disguise disguise_;
    unsigned commands_ = 0;
    unsigned certificates_ = 0;
    unsigned absentFiles_ = 0;
    unsigned unreadable_ = 0;
    std::vector<Slot> slots_;
    Json selections_ = Json::array();
    Json files_ = Json::array();
    Json keys_ = Json::array();
};

Result<ResponseApdu> Survey::send(const CommandApdu& command) {
    if (control_.cancelled())
        return fail(FailureCode::Cancelled);
    if (commands_ == kMaxSurveyCommands)
        return fail(FailureCode::CardAnswerMalformed, {}, "the card keeps the survey busy");
    ++commands_;
    if (control_.progress != nullptr)
        control_.progress->progress(commands_, std::max(commands_, kExpectedCommands));
    auto response = session_.transmit(command);
    // One answer that cannot be read is worth a line in the report, not its end.
    if (!response.ok() && response.failure().code == FailureCode::CardAnswerMalformed &&
        ++unreadable_ <= kMostUnreadable)
        return ResponseApdu{};
    return response;
}

Result<std::uint16_t> Survey::select(std::uint16_t fileId) {
    TANBA_TRY(const ResponseApdu response, send(selectFileId(fileId)));
    return response.status;
}

Outcome Survey::selectWithAnswer(std::uint16_t fileId, std::uint8_t p2) {
    const std::array octets{static_cast<std::uint8_t>(fileId >> 8), static_cast<std::uint8_t>(fileId & 0xFF)};
    TANBA_TRY(const ResponseApdu response,
              send(CommandApdu(0x00, kSelect, 0x00, p2).withData(octets).expecting(kAnyLength)));
    selections_.push_back({{"select", hexWord(fileId)},
                           {"p2", toHex(ByteView(&p2, 1))},
                           {"status", hexWord(response.status)},
                           {"answer", survey::describeObjects(response.data)}});
    return Done{};
}

Outcome Survey::applications() {
    for (const Application& application : kApplications) {
        const ByteView id = ByteView(application.id).first(application.size);
        TANBA_TRY(const ResponseApdu response, send(selectApplication(id)));
        selections_.push_back({{"application", application.name},
                               {"status", hexWord(response.status)},
                               {"answer", survey::describeObjects(response.data)}});
    }
    TANBA_CHECK(select(kz::kMasterFile));
    return Done{};
}

Outcome Survey::listFile(std::uint16_t fileId) {
    TANBA_TRY(const std::uint16_t status, select(fileId));
    Json row{{"select", hexWord(fileId)}, {"status", hexWord(status)}};
    if (status == 0x9000) {
        TANBA_TRY(const ResponseApdu response,
                  send(CommandApdu(0x00, kReadBinary, 0x00, 0x00).expecting(kAnyLength)));
        row["read"] = hexWord(response.status);
        row["answer"] = survey::describeObjects(response.data);
    }
    selections_.push_back(std::move(row));
    return Done{};
}

Outcome Survey::keys() {
    TANBA_CHECK(enter(kz::kSignatureFolder));
    for (const std::uint8_t slot : kz::kSlots) {
        TANBA_TRY(const ResponseApdu response, send(kz::publicKeyCommand(slot)));
        Json row{{"slot", toHex(ByteView(&slot, 1))},
                 {"status", hexWord(response.status)},
                 {"length", response.data.size()}};
        if (const auto modulus = kz::modulusOf(response.data); modulus.ok()) {
            const std::size_t header = response.data.size() - modulus.value().size();
            row["header"] = toHex(ByteView(response.data).first(header));
            row["modulusBits"] = modulus.value().size() * 8;
            if (auto key = kz::publicKeyOf(modulus.value()); key.ok())
                slots_.push_back(Slot{slot, std::move(key).value()});
        }
        keys_.push_back(std::move(row));
    }
    return Done{};
}

Outcome Survey::enter(std::uint16_t folder) {
    TANBA_CHECK(select(kz::kMasterFile));
    if (folder != kz::kMasterFile)
        TANBA_CHECK(select(folder));
    return Done{};
}

Outcome Survey::files(std::uint16_t folder) {
    TANBA_CHECK(enter(folder));
    for (const Range& range : kFiles) {
        for (unsigned id = range.first; id <= range.last; ++id)
            TANBA_CHECK(file(folder, static_cast<std::uint16_t>(id)));
    }
    return Done{};
}

Outcome Survey::file(std::uint16_t folder, std::uint16_t fileId) {
    TANBA_TRY(const std::uint16_t selected, select(fileId));
    if (selected == 0x6A82) {
        ++absentFiles_;
        return Done{};
    }
    Json row{{"folder", hexWord(folder)}, {"file", hexWord(fileId)}, {"selected", hexWord(selected)}};
    if (selected == 0x9000) {
        std::uint16_t read = 0;
        TANBA_TRY(row["content"], content(read));
        row["read"] = hexWord(read);
        // What was selected may have been a folder.
        TANBA_CHECK(enter(folder));
    }
    files_.push_back(std::move(row));
    return Done{};
}

Result<Json> Survey::content(std::uint16_t& status) {
    TANBA_TRY(const ResponseApdu response,
              send(CommandApdu(0x00, kReadBinary, 0x00, 0x00).expecting(kStartSize)));
    status = response.status;
    const ByteView start = response.data;
    if (start.empty())
        return Json{{"kind", "nothing"}};
    if (start.size() > kHeaderSize && start[0] == 0x30 && start[1] == 0x82)
        return certificate(start);
    TANBA_TRY(const std::string name, disguise_.nameOf(start));
    return Json{{"kind", "other"}, {"firstOctet", toHex(start.first(1))}, {"disguisedStart", name}};
}

Result<Json> Survey::certificate(ByteView start) {
    const std::size_t size = kHeaderSize + (std::size_t{start[2]} << 8 | start[3]);
    Json row{{"kind", "sequence"}, {"size", size}};
    if (size > kMaxCertificate || certificates_ == kMaxCertificates)
        return row;
    ++certificates_;
    Bytes whole(start.begin(), start.end());
    while (whole.size() < size) {
        const std::size_t at = whole.size();
        const std::size_t wanted = std::min(size - at, kAnyLength);
        TANBA_TRY(const ResponseApdu response,
                  send(CommandApdu(0x00, kReadBinary, static_cast<std::uint8_t>(at >> 8),
                                   static_cast<std::uint8_t>(at & 0xFF))
                           .expecting(wanted)));
        if (response.data.empty() || response.data.size() > wanted)
            return row;
        append(whole, response.data);
    }
    whole.resize(std::min(whole.size(), size));
    const auto read = keys::Certificate::fromDer(whole);
    if (!read.ok())
        return row;
    row["kind"] = "certificate";
    row["certificate"] = survey::describeCertificate(read.value());
    row["keySlot"] = slotOf(read.value());
    return row;
}

std::string Survey::slotOf(const keys::Certificate& certificate) const {
    for (const Slot& slot : slots_) {
        if (certificate.publicKey().ok() && keys::sameKey(slot.key, certificate.publicKey().value()))
            return toHex(ByteView(&slot.number, 1));
    }
    return {};
}

Result<std::string> Survey::run() {
    TANBA_CHECK(selectWithAnswer(kz::kMasterFile, 0x00));
    TANBA_CHECK(selectWithAnswer(kz::kMasterFile, 0x04));
    TANBA_CHECK(applications());
    TANBA_CHECK(listFile(kApplicationList));
    TANBA_CHECK(listFile(kAnswerToResetFile));
    TANBA_CHECK(select(kz::kMasterFile));
    TANBA_CHECK(selectWithAnswer(kz::kSignatureFolder, 0x00));
    TANBA_CHECK(select(kz::kMasterFile));
    TANBA_CHECK(selectWithAnswer(kz::kSignatureFolder, 0x04));
    TANBA_CHECK(keys());
    TANBA_CHECK(files(kz::kMasterFile));
    TANBA_CHECK(files(kz::kSignatureFolder));
    const Json report{{"report", "tanba card survey 1"},
                      {"atr", survey::atrText(session_.atr())},
                      {"name", cardNameByAtr(session_.atr())},
                      {"selections", selections_},
                      {"keys", keys_},
                      {"files", files_},
                      {"absentFiles", absentFiles_},
                      {"commands", commands_}};
    return report.dump(2);
}

} // namespace

Result<std::string> surveyCard(CardSession& session, const WorkControl& control) {
    TANBA_TRY(survey::Disguise disguise, survey::Disguise::make());
    return Survey(session, control, std::move(disguise)).run();
}

} // namespace tanba::card
