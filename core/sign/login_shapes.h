#pragma once

#include "core/sign/classify.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tanba::sign {

/// How much of an element a row of the table describes.
enum class ShapeMatch {
    Containing, ///< these elements at any depth in it, and whatever else
    Only,       ///< these children and no other element
    Empty,      ///< neither elements nor text
    Strict,     ///< Only, and names, name spaces, attributes, text and comments must be exact as well
    Bytes,      ///< not XML: any short content without a document's name
};

enum class ChildContent {
    Text, ///< no elements
    Date, ///< text that is a date and nothing else
    Any,
};

/// Where an Only row counts also with other elements beside its children, for an element that no row
/// describes exactly.
enum class Widened {
    No,
    Whole,    ///< as the whole of what is signed, with the required children directly in it
    AnyDepth, ///< anywhere, with the required children at any depth in it
};

struct ChildRule {
    std::string name;
    std::string nameSpace; ///< looked at by Strict only
    bool required = false;
    ChildContent content = ChildContent::Text;
    std::size_t index = 0; ///< among the rules of all rows
};
inline constexpr std::size_t kMaxRules = 64;

/// A row of resources/login-shapes.json.
struct ShapePattern {
    const LoginShape* shape = nullptr;
    ShapeMatch match = ShapeMatch::Only;
    std::string element;
    std::vector<ChildRule> children;
    /// Counts within a larger document too; otherwise only as the whole of what is signed.
    bool anyDepth = false;
    Widened widened = Widened::No;
    std::size_t maxBytes = 0; ///< for Bytes
    /// For Strict: the attribute that names the allowed origin.
    std::string originAttribute;
    /// The child whose text is an address at the allowed origin.
    std::string originChild;
    std::string nameSpace;
    /// Id of a shape that does not count where this one matches.
    std::string insteadOf;
};

/// All rows, in the order of the table. The embedded table is part of the program: one that cannot be read
/// ends it.
const std::vector<ShapePattern>& shapePatterns();

/// ASCII letters compared without case: XML tells "Login" from "login", but a portal might not.
bool sameName(std::string_view left, std::string_view right);

/// A date, with or without a time, as pages write it: digits, separators, names of months, days and zones.
bool isDateText(std::string_view text);

} // namespace tanba::sign
