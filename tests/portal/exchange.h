#pragma once

#include "app/service/server/http_rules.h"
#include "app/text/language.h"
#include "tests/portal/problem.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace tanba::reference_portal {

using Json = nlohmann::ordered_json;
using service::HttpReply;

/// A request whose head was judged: it is for us.
struct Request {
    std::string method; ///< "GET", "POST", "DELETE", or any other word
    std::string path;
    std::map<std::string, std::string> query;
    std::string origin; ///< of ours, by which the client reached us
    text::Language language = text::Language::Kk;
    std::string contentType;
    std::string body;
};

/// What a request comes to: an answer, or what is wrong.
using Answer = std::variant<HttpReply, Problem>;
using Respond = std::function<void(Answer answer)>;

HttpReply jsonReply(unsigned status, const Json& json);
HttpReply emptyReply();

/// A member that a body may have; all of the profile are strings.
struct Member {
    std::string_view name;
    enum class Need { Required, Optional };
    Need need = Need::Required;
};
using Members = std::map<std::string, std::string, std::less<>>;

/// The members of a body: one object, nothing but these, none twice. media_type_unsupported,
/// request_malformed.
std::variant<Members, Problem> readMembers(const Request& request, std::span<const Member> known);
/// The member's text; empty when it is not there.
std::string memberOf(const Members& members, std::string_view name);

} // namespace tanba::reference_portal
