#include "tests/portal/exchange.h"

#include <algorithm>
#include <optional>

namespace tanba::reference_portal {

namespace {

constexpr std::string_view kJsonType = "application/json";

bool isOfType(std::string_view contentType, std::string_view wanted) {
    if (!contentType.starts_with(wanted))
        return false;
    contentType.remove_prefix(wanted.size());
    return contentType.empty() || contentType.starts_with(';');
}

/// Reads one flat object of strings; what the library would pass over (a member twice, values within values)
/// is refused.
class MemberReader : public nlohmann::json_sax<nlohmann::json> {
  public:
    Members members;

    bool null() override { return false; }
    bool boolean(bool) override { return false; }
    bool number_integer(number_integer_t) override { return false; }
    bool number_unsigned(number_unsigned_t) override { return false; }
    bool number_float(number_float_t, const string_t&) override { return false; }
    bool binary(binary_t&) override { return false; }
    bool start_array(std::size_t) override { return false; }
    bool end_array() override { return false; }
    bool start_object(std::size_t) override { return ++objects_ == 1; }
    bool end_object() override { return true; }
    bool key(string_t& name) override {
        name_ = name;
        return !members.contains(name);
    }
    bool string(string_t& text) override {
        if (objects_ != 1)
            return false;
        members[name_] = text;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
        return false;
    }

  private:
    int objects_ = 0;
    std::string name_;
};

} // namespace

HttpReply jsonReply(unsigned status, const Json& json) {
    return {status, {{"Content-Type", std::string(kJsonType)}}, json.dump()};
}

HttpReply emptyReply() {
    return {204, {}, {}};
}

std::variant<Members, Problem> readMembers(const Request& request, std::span<const Member> known) {
    if (!isOfType(request.contentType, kJsonType))
        return problem(ProblemKind::MediaTypeUnsupported, "application/json");
    MemberReader reader;
    if (!nlohmann::json::sax_parse(request.body, &reader))
        return problem(ProblemKind::RequestMalformed, "one JSON object of strings is expected");
    for (const auto& [name, text] : reader.members)
        if (std::ranges::find(known, name, &Member::name) == known.end())
            return problem(ProblemKind::RequestMalformed, "a member that the profile does not know");
    for (const Member& member : known)
        if (member.need == Member::Need::Required && !reader.members.contains(member.name))
            return problem(ProblemKind::RequestMalformed, std::string(member.name) + " is missing");
    return std::move(reader.members);
}

std::string memberOf(const Members& members, std::string_view name) {
    const auto found = members.find(name);
    return found == members.end() ? std::string() : found->second;
}

} // namespace tanba::reference_portal
