#include "app/documents/run_report.h"

#include "app/documents/json_fields.h"
#include "core/base/encoding.h"

namespace tanba::documents {

namespace {

constexpr int kIndent = 2;
constexpr std::array kStates = {RowState::Waiting, RowState::Working, RowState::Done, RowState::AlreadySigned,
                                RowState::Failed};

Json timestampJson(const std::optional<TimestampWish>& wish) {
    if (!wish)
        return nullptr;
    return wish->address.empty() ? "national" : wish->address;
}

Json rowJson(const RunRow& row) {
    Json json{{"document", row.document.path.string()},
              {"size", row.document.size},
              {"sha256", toHex(row.document.sha256)},
              {"state", rowStateName(row.state)}};
    if (row.state == RowState::Done) {
        json["output"] = row.output.string();
        json["outputSha256"] = toHex(row.outputSha256);
    }
    if (row.failure)
        json["error"] = failureJson(*row.failure);
    return json;
}

} // namespace

std::string toJson(const RunReport& report) {
    Json json{{"started", formatRfc3339(report.started)},
              {"ended", formatRfc3339(report.ended)},
              {"format", formatName(report.format)},
              {"timestamp", timestampJson(report.timestamp)},
              {"signer", nullptr},
              {"counts", Json::object()},
              {"files", Json::array()}};
    if (report.signer)
        json["signer"] = {
            {"name", report.signer->owner},
            {"organisation", report.signer->organisation},
            {"demonstration", report.signer->demonstration},
            {"certificate", {{"serial", report.signer->serial}, {"issuer", report.signer->issuer}}}};
    for (const RowState state : kStates)
        json["counts"][std::string(rowStateName(state))] = report.count(state);
    for (const RunRow& row : report.rows)
        json["files"].push_back(rowJson(row));
    return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace tanba::documents
