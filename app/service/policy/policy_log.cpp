#include "app/service/policy/policy_log.h"

#include "app/service/policy/policy.h"
#include "core/base/encoding.h"

#include <nlohmann/json.hpp>

namespace tanba::service {

namespace {

using JsonLine = nlohmann::ordered_json;

constexpr std::size_t kMaxForeignText = 200;

JsonLine lineOf(std::string_view event, const Clock& clock) {
    return {{"when", formatRfc3339(clock.now())}, {"event", event}};
}

void add(JsonLine& line, const Caller& caller) {
    line["origin"] = caller.origin ? JsonLine(*caller.origin) : JsonLine();
    line["program"] = caller.program.substr(0, kMaxForeignText);
}

void add(JsonLine& line, const Outcome& outcome) {
    line["result"] = outcome.ok() ? "ok" : codeText(outcome.failure().code);
    if (!outcome.ok() && !outcome.failure().detail.empty())
        line["detail"] = outcome.failure().detail.substr(0, kMaxForeignText);
}

std::string_view kindName(ConsentQuestion::Kind kind) {
    switch (kind) {
    case ConsentQuestion::Kind::Sign:
        return "sign";
    case ConsentQuestion::Kind::ShowIdentity:
        return "show_identity";
    case ConsentQuestion::Kind::ChooseFile:
        break;
    }
    return "choose_file";
}

std::string textOf(const JsonLine& line) {
    return "\n" + line.dump(-1, ' ', false, JsonLine::error_handler_t::replace);
}

} // namespace

/// The end of a line comes before the next one, so that a line that a crash cut off spoils no other.
Outcome PolicyLog::write(const std::string& line) {
    const std::lock_guard lock(mutex_);
    TANBA_CHECK(file_->append(viewOf(line)));
    return file_->sync();
}

Outcome PolicyLog::question(const ConsentQuestion& question, const Outcome& decision) {
    JsonLine line = lineOf("question", clock_);
    line["id"] = question.id;
    add(line, question.caller);
    line["kind"] = kindName(question.kind);
    if (question.kind == ConsentQuestion::Kind::Sign)
        line["format"] = policyFormatName(question.format);
    JsonLine items = JsonLine::array();
    for (const ConsentItem& item : question.items)
        items.push_back({{"sha256", toHex(item.digest)}, {"size", item.size}});
    line["items"] = std::move(items);
    add(line, decision);
    return write(textOf(line));
}

Outcome PolicyLog::finished(ConsentId id, const Outcome& outcome) {
    JsonLine line = lineOf("finished", clock_);
    line["id"] = id;
    add(line, outcome);
    return write(textOf(line));
}

Outcome PolicyLog::refused(const RefusalNotice& notice) {
    JsonLine line = lineOf("refused", clock_);
    add(line, notice.caller);
    line["items"] = notice.items;
    add(line, Outcome(notice.reason));
    return write(textOf(line));
}

Outcome PolicyLog::missingModule(const Caller& caller, const std::string& module) {
    JsonLine line = lineOf("missing_module", clock_);
    add(line, caller);
    line["module"] = module.substr(0, kMaxForeignText);
    return write(textOf(line));
}

} // namespace tanba::service
