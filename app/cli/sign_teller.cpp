#include "app/cli/sign_teller.h"

#include "app/cli/input.h"

#include <array>

namespace tanba::cli {

namespace {

using documents::RowState;
using documents::RunRow;
using text::Ui;

constexpr std::array<std::string_view, 4> kClassNames = {"document", "login", "hash-only", "raw"};

std::string nameOf(const RunRow& row) {
    return row.document.path.string();
}

std::string outputOf(const RunRow& row) {
    return row.output.empty() ? std::string(kStandardInput) : row.output.string();
}

/// What a row is answered with: its own failure, or the one that kept the run from coming to it.
Failure failureOf(const RunRow& row, const std::optional<Failure>& stop) {
    Failure failure =
        row.state == RowState::Failed ? *row.failure : stop.value_or(fail(FailureCode::Cancelled));
    if (failure.subject.empty())
        failure.subject = nameOf(row);
    return failure;
}

Phase phaseOf(const RunRow& row, const Failure& failure) {
    return failure.subject == nameOf(row) ? Phase::Reading : Phase::Writing;
}

} // namespace

void SignTeller::examined(const std::vector<RunRow>& rows, const std::string& loginOrigin) {
    for (std::size_t index = 0; index < rows.size(); ++index) {
        const RunRow& row = rows[index];
        if (row.state == RowState::Failed || row.state == RowState::AlreadySigned)
            tell(row);
        rows_[index].told = row.state != RowState::Waiting;
        if (row.state != RowState::Waiting)
            continue;
        if (row.contentClass == sign::ContentClass::Login)
            console_.remark(
                console_.word(Ui::SignLoginFor, {{"origin", loginOrigin}, {"subject", nameOf(row)}}));
        for (const std::string& name : row.presentSigners)
            console_.remark(console_.word(Ui::SignPresentSigner, {{"name", name}}));
    }
}

void SignTeller::rowChanged(std::size_t row, const RunRow& now) {
    if (now.state != RowState::Done && now.state != RowState::Failed)
        return;
    rows_[row].ended = true;
    rows_[row].row = now;
    tellInOrder();
}

void SignTeller::tellInOrder() {
    for (; next_ < rows_.size() && (rows_[next_].told || rows_[next_].ended); ++next_) {
        Told& next = rows_[next_];
        if (!next.told)
            tell(next.row);
        next.told = true;
        next.row = {};
    }
}

void SignTeller::tell(const RunRow& row) {
    progress_.wipe();
    if (row.state == RowState::Failed)
        console_.problem(failureOf(row, {}), nameOf(row));
    else if (row.state == RowState::AlreadySigned)
        console_.remark(
            console_.word(Ui::SignAlreadySigned,
                          {{"subject", nameOf(row)}, {"signature", row.document.signature.string()}}));
    else
        console_.result(console_.word(Ui::SignDone, {{"subject", nameOf(row)}, {"output", outputOf(row)}}));
}

void SignTeller::stopped(const Failure& failure, const std::vector<RunRow>& rows) {
    progress_.wipe();
    // Rows behind one that the run did not come to were not told yet.
    for (Told& row : rows_)
        if (row.ended && !row.told) {
            tell(row.row);
            row.told = true;
        }
    for (const RunRow& row : rows)
        if (row.state == RowState::Waiting)
            return console_.problem(failureOf(row, failure), nameOf(row));
}

void SignTeller::notListed(const std::vector<documents::NotListed>& places) {
    for (const documents::NotListed& place : places)
        console_.problem(place.failure);
}

CommandEnd SignTeller::end(const std::vector<RunRow>& rows, const std::vector<documents::NotListed>& places,
                           const std::optional<Failure>& stop) const {
    CommandEnd end;
    end.json["files"] = Json::array();
    const auto failed = [&](Json file, const Failure& failure, Exit exit) {
        file["error"] = console_.errorJson(failure);
        if (end.exit == Exit::Done)
            end.json["error"] = file["error"];
        end.json["files"].push_back(std::move(file));
        // Cancelled stands above all; otherwise "refused" above "cannot be read".
        const bool worse = end.exit == Exit::Done || exit == Exit::Cancelled ||
                           (end.exit == Exit::Unreadable && exit == Exit::Refused);
        if (worse)
            end.exit = exit;
    };
    for (const RunRow& row : rows) {
        Json file{{"input", nameOf(row)}, {"state", documents::rowStateName(row.state)}};
        if (row.state == RowState::Done) {
            file["output"] = outputOf(row);
            file["class"] = kClassNames.at(static_cast<std::size_t>(row.contentClass));
        } else if (row.state == RowState::AlreadySigned) {
            file["signature"] = row.document.signature.string();
        } else {
            const Failure failure = failureOf(row, stop);
            failed(std::move(file), failure, exitOf(failure, phaseOf(row, failure)));
            continue;
        }
        end.json["files"].push_back(std::move(file));
    }
    for (const documents::NotListed& place : places)
        failed({{"input", place.path.string()}, {"state", "failed"}}, place.failure,
               exitOf(place.failure, Phase::Reading));
    if (stop && end.exit == Exit::Done) {
        end.json["error"] = console_.errorJson(*stop);
        end.exit = exitOf(*stop, Phase::Writing);
    }
    return end;
}

} // namespace tanba::cli
