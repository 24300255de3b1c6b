#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/portal/strict_json.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::portal {

enum class Need { Required, Optional };

/// Why a message is refused: the first member that is missing or out of bounds.
class Objection {
  public:
    void raise(std::string_view member) {
        if (member_.empty())
            member_ = member;
    }
    /// portal.answer_wrong with the member as subject.
    Outcome outcome() const {
        return member_.empty() ? Outcome(Done{}) : fail(FailureCode::PortalAnswerWrong, member_);
    }

  private:
    std::string member_;
};

/// Takes members out of an object of a message. What is absent (or null) and optional gives an empty value;
/// what is required and absent, of another kind or out of bounds gives one too, and is objected to.
class Members {
  public:
    Members(const Json& object, Objection& objection) : object_(&object), objection_(&objection) {}

    bool has(const char* name) const { return find(name) != nullptr; }
    /// Foreign text for a screen, at most `most` bytes, made safe.
    std::string text(const char* name, Need need, std::size_t most) const;
    /// As it stands; at most `most` bytes.
    std::string rawText(const char* name, Need need, std::size_t most) const;
    /// A word for an address or a table: letters, digits, "-" and "_".
    std::string identifier(const char* name, Need need, std::size_t least, std::size_t most) const;
    std::optional<int> number(const char* name, int least, int most) const;
    bool flag(const char* name, bool otherwise) const;
    /// RFC 3339.
    std::optional<Time> time(const char* name, Need need) const;
    /// An https address.
    std::string link(const char* name) const;
    /// An object; nothing when it is absent.
    std::optional<Members> object(const char* name) const;
    /// The items of an array of objects, at most `most`.
    std::vector<Members> objects(const char* name, std::size_t most) const;
    /// The items of an array of strings, at most `most` of at most 64 bytes.
    std::vector<std::string> words(const char* name, Need need, std::size_t most) const;

    void objectTo(const char* name) const { objection_->raise(name); }

  private:
    const Json* find(const char* name) const;
    const Json* find(const char* name, Need need) const;

    const Json* object_;
    Objection* objection_;
};

/// A word of a table and what it stands for.
template <typename T>
struct Word {
    std::string_view text;
    T meaning;
};

/// Nothing for a word that is not in `words`, an array of Word.
template <typename T, typename Words>
std::optional<T> meaningOf(const Words& words, std::string_view text) {
    for (const auto& word : words)
        if (word.text == text)
            return word.meaning;
    return std::nullopt;
}

} // namespace tanba::portal
