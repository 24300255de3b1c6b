#include "app/documents/record_lines.h"

#include "core/base/encoding.h"

#include <array>

namespace tanba::documents {

namespace {

constexpr std::string_view kKind = "tanba.signing";
constexpr std::string_view kStart = R"({"record":"tanba.signing")";
constexpr std::int64_t kVersion = 1;

constexpr std::array<Word<Adding>, 2> kAdding = {
    {{Adding::NewSignature, "new_signature"}, {Adding::ToExisting, "to_existing"}}};
constexpr std::array<Word<IfTaken>, 3> kIfTaken = {
    {{IfTaken::NextFree, "next_free"}, {IfTaken::Refuse, "refuse"}, {IfTaken::Replace, "replace"}}};
constexpr std::array<Word<IfSigned>, 2> kIfSigned = {
    {{IfSigned::Skip, "skip"}, {IfSigned::SignAgain, "sign_again"}}};
constexpr std::array<Word<IfExpired>, 2> kIfExpired = {
    {{IfExpired::Refuse, "refuse"}, {IfExpired::Allow, "allow"}}};
constexpr std::array<Word<Chosen>, 2> kChosen = {{{Chosen::ByName, "name"}, {Chosen::InFolder, "folder"}}};

std::string line(const Json& object) {
    return toLine(object) + "\n";
}

Json orderJson(const SigningOrder& order) {
    Json json{{"format", formatName(order.format)},
              {"encoding", encodingName(order.encoding)},
              {"adding", wordOf(kAdding, order.adding)},
              {"ifTaken", wordOf(kIfTaken, order.ifTaken)},
              {"ifSigned", wordOf(kIfSigned, order.ifSigned)},
              {"ifExpired", wordOf(kIfExpired, order.ifExpired)},
              {"outputFolder", pathJson(order.outputFolder)},
              {"outputFile", pathJson(order.outputFile)},
              {"purpose", order.purpose}};
    if (order.timestamp)
        json["timestamp"] = order.timestamp->address;
    return json;
}

bool takeTimestamp(const Json& json, SigningOrder& order) {
    TimestampWish wish;
    if (!json.contains("timestamp"))
        return true;
    if (!take(json, "timestamp", wish.address))
        return false;
    order.timestamp = std::move(wish);
    return true;
}

bool takeOrder(const Json& json, SigningOrder& order) {
    std::string format;
    std::string encoding;
    if (!take(json, "format", format) || !take(json, "encoding", encoding) || !formatByName(format) ||
        !encodingByName(encoding))
        return false;
    order.format = *formatByName(format);
    order.encoding = *encodingByName(encoding);
    return takeWord(json, "adding", kAdding, order.adding) &&
           takeWord(json, "ifTaken", kIfTaken, order.ifTaken) &&
           takeWord(json, "ifSigned", kIfSigned, order.ifSigned) &&
           takeWord(json, "ifExpired", kIfExpired, order.ifExpired) &&
           take(json, "outputFolder", order.outputFolder) && take(json, "outputFile", order.outputFile) &&
           take(json, "purpose", order.purpose) && takeTimestamp(json, order);
}

Json keyJson(const KeyIdentity& key) {
    return {{"owner", key.owner},
            {"organisation", key.organisation},
            {"serial", key.serial},
            {"issuer", key.issuer},
            {"demonstration", key.demonstration}};
}

bool takeKey(const Json& json, KeyIdentity& key) {
    return take(json, "owner", key.owner) && take(json, "organisation", key.organisation) &&
           take(json, "serial", key.serial) && take(json, "issuer", key.issuer) &&
           takeOptional(json, "demonstration", key.demonstration);
}

Json documentJson(std::size_t row, const Document& document) {
    Json json{{"row", row},
              {"document", pathJson(document.path)},
              {"size", document.size},
              {"modified", document.modified},
              {"sha256", toHex(document.sha256)},
              {"chosen", wordOf(kChosen, document.chosen)}};
    if (!document.signature.empty())
        json["signature"] = pathJson(document.signature);
    if (!document.original.empty())
        json["original"] = pathJson(document.original);
    if (document.failure)
        json["error"] = failureJson(*document.failure);
    return json;
}

bool takeDocument(const Json& json, Document& document) {
    Failure failure;
    if (!take(json, "document", document.path) || !take(json, "size", document.size) ||
        !take(json, "modified", document.modified) || !takeHex(json, "sha256", document.sha256) ||
        !takeWord(json, "chosen", kChosen, document.chosen) ||
        !takeOptional(json, "signature", document.signature) ||
        !takeOptional(json, "original", document.original) || !takeOptional(json, "error", failure))
        return false;
    if (json.contains("error"))
        document.failure = std::move(failure);
    return true;
}

class Reading {
  public:
    explicit Reading(RecordText& record) : record_(record) {}

    /// False for a line that does not belong where it stands.
    bool take(const Json& json);
    bool planIsWhole() const { return begun_ && record_.plan.documents.size() == documents_; }

  private:
    bool takeHeader(const Json& json);
    bool takeRow(const Json& json);
    bool takeStep(const Json& json, RecordedRow& row);

    RecordText& record_;
    bool begun_ = false;
    std::uint64_t documents_ = 0;
};

bool Reading::take(const Json& json) {
    if (!begun_)
        return takeHeader(json);
    if (json.contains("finished")) {
        record_.finished = true;
        return planIsWhole();
    }
    return takeRow(json);
}

bool Reading::takeHeader(const Json& json) {
    std::string kind;
    std::int64_t version = 0;
    begun_ = documents::take(json, "record", kind) && kind == kKind &&
             documents::take(json, "version", version) && version == kVersion &&
             documents::take(json, "started", record_.header.started) && json.contains("key") &&
             takeKey(json["key"], record_.header.key) && json.contains("order") &&
             takeOrder(json["order"], record_.plan.order) && documents::take(json, "documents", documents_) &&
             documents_ <= kMaxDocuments;
    return begun_;
}

bool Reading::takeRow(const Json& json) {
    std::uint64_t row = 0;
    if (!documents::take(json, "row", row) || row >= documents_)
        return false;
    if (planIsWhole())
        return takeStep(json, record_.rows[static_cast<std::size_t>(row)]);
    Document document;
    if (row != record_.plan.documents.size() || !takeDocument(json, document))
        return false;
    record_.plan.documents.push_back(std::move(document));
    record_.rows.emplace_back();
    return true;
}

bool Reading::takeStep(const Json& json, RecordedRow& row) {
    std::filesystem::path output;
    if (documents::take(json, "writing", output)) {
        row.tried.push_back(std::move(output));
        return true;
    }
    return documents::take(json, "made", row.output) && takeHex(json, "sha256", row.sha256);
}

} // namespace

std::string planLines(const RunPlan& plan, const SigningRecord::Header& header) {
    std::string lines = line({{"record", kKind},
                              {"version", kVersion},
                              {"started", formatRfc3339(header.started)},
                              {"key", keyJson(header.key)},
                              {"order", orderJson(plan.order)},
                              {"documents", plan.documents.size()}});
    for (std::size_t row = 0; row < plan.documents.size(); ++row)
        lines += line(documentJson(row, plan.documents[row]));
    return lines;
}

std::string writingLine(std::size_t row, const std::filesystem::path& output) {
    return line({{"row", row}, {"writing", pathJson(output)}});
}

std::string madeLine(std::size_t row, const std::filesystem::path& output, ByteView sha256) {
    return line({{"row", row}, {"made", pathJson(output)}, {"sha256", toHex(sha256)}});
}

std::string finishedLine() {
    return line({{"finished", true}});
}

bool mayBeRecord(std::string_view text) {
    return text.starts_with(kStart) || kStart.starts_with(text);
}

RecordState parseRecord(std::string_view text, RecordText& record) {
    Reading reading(record);
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::optional<Json> json = parseObject(text.substr(0, end));
        if (!json || !reading.take(*json))
            return RecordState::Damaged;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return reading.planIsWhole() ? RecordState::Readable : RecordState::NotBegun;
}

} // namespace tanba::documents
