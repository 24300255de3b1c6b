#include "core/portal/members.h"

#include "core/base/utf8.h"
#include "core/portal/addresses.h"

#include <algorithm>

namespace tanba::portal {

namespace {

constexpr std::size_t kMaxTime = 40;
constexpr std::size_t kMaxWord = 64;

bool isIdentifierCharacter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '-' || character == '_';
}

} // namespace

const Json* Members::find(const char* name) const {
    const auto found = object_->find(name);
    return found == object_->end() || found->is_null() ? nullptr : &*found;
}

const Json* Members::find(const char* name, Need need) const {
    const Json* const found = find(name);
    if (found == nullptr && need == Need::Required)
        objectTo(name);
    return found;
}

std::string Members::rawText(const char* name, Need need, std::size_t most) const {
    const Json* const found = find(name, need);
    if (found == nullptr)
        return {};
    const bool fits = found->is_string() && found->get_ref<const std::string&>().size() <= most &&
                      (need == Need::Optional || !found->get_ref<const std::string&>().empty());
    if (!fits) {
        objectTo(name);
        return {};
    }
    return found->get_ref<const std::string&>();
}

std::string Members::text(const char* name, Need need, std::size_t most) const {
    return displayText(rawText(name, need, most));
}

std::string Members::identifier(const char* name, Need need, std::size_t least, std::size_t most) const {
    std::string word = rawText(name, need, most);
    if (word.empty() || (word.size() >= least && std::ranges::all_of(word, isIdentifierCharacter)))
        return word;
    objectTo(name);
    return {};
}

std::optional<int> Members::number(const char* name, int least, int most) const {
    const Json* const found = find(name);
    if (found == nullptr)
        return std::nullopt;
    // Unsigned ones may be larger than any signed one.
    const bool fits =
        found->is_number_integer() &&
        !(found->is_number_unsigned() && found->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) &&
        found->get<std::int64_t>() >= least && found->get<std::int64_t>() <= most;
    if (!fits) {
        objectTo(name);
        return std::nullopt;
    }
    return found->get<int>();
}

bool Members::flag(const char* name, bool otherwise) const {
    const Json* const found = find(name);
    if (found == nullptr)
        return otherwise;
    if (!found->is_boolean()) {
        objectTo(name);
        return otherwise;
    }
    return found->get<bool>();
}

std::optional<Time> Members::time(const char* name, Need need) const {
    const std::string text = rawText(name, need, kMaxTime);
    if (text.empty())
        return std::nullopt;
    const Result<Time> time = parseRfc3339(text);
    if (!time.ok()) {
        objectTo(name);
        return std::nullopt;
    }
    return time.value();
}

std::string Members::link(const char* name) const {
    std::string address = rawText(name, Need::Optional, kMaxHttpAddress);
    if (address.empty() || isHttps(address))
        return address;
    objectTo(name);
    return {};
}

std::optional<Members> Members::object(const char* name) const {
    const Json* const found = find(name);
    if (found == nullptr)
        return std::nullopt;
    if (!found->is_object()) {
        objectTo(name);
        return std::nullopt;
    }
    return Members(*found, *objection_);
}

std::vector<Members> Members::objects(const char* name, std::size_t most) const {
    std::vector<Members> all;
    const Json* const found = find(name);
    if (found == nullptr)
        return all;
    if (!found->is_array() || found->size() > most) {
        objectTo(name);
        return all;
    }
    for (const Json& item : *found) {
        if (item.is_object())
            all.emplace_back(item, *objection_);
        else
            objectTo(name);
    }
    return all;
}

std::vector<std::string> Members::words(const char* name, Need need, std::size_t most) const {
    std::vector<std::string> all;
    const Json* const found = find(name, need);
    if (found == nullptr)
        return all;
    if (!found->is_array() || found->size() > most) {
        objectTo(name);
        return all;
    }
    for (const Json& item : *found) {
        if (item.is_string() && item.get_ref<const std::string&>().size() <= kMaxWord)
            all.push_back(item.get<std::string>());
        else
            objectTo(name);
    }
    return all;
}

} // namespace tanba::portal
